using System.Net;
using System.Text;
using System.Text.Json;

namespace ZkStyle.Ethereum.Tests.Support;

/// <summary>A node whose answers the test makes up.</summary>
internal sealed class Responder(Func<JsonElement, HttpResponseMessage> answer) : HttpMessageHandler
{
    /// <summary>The bodies of the requests so far.</summary>
    public List<JsonElement> Requests { get; } = [];

    /// <summary>A node that answers every request with this text, <c>ID</c> replaced by the request's id.</summary>
    public static Responder Text(string text, HttpStatusCode status = HttpStatusCode.OK) => new(request => Answer(
        text.Replace("ID", request.GetProperty("id").GetRawText(), StringComparison.Ordinal), status));

    /// <summary>A node whose answers hold these results, in turn; the last one repeats.</summary>
    public static Responder Results(params string[] results)
    {
        var next = 0;
        return new(request => Result(request, results[Math.Min(next++, results.Length - 1)]));
    }

    /// <summary>The answer to a request with this result.</summary>
    public static HttpResponseMessage Result(JsonElement request, string result) =>
        Answer($$"""{"jsonrpc":"2.0","id":{{request.GetProperty("id").GetRawText()}},"result":""" + result + "}");

    /// <summary>Any answer.</summary>
    public static HttpResponseMessage Answer(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(await request.Content!.ReadAsStringAsync(cancellationToken));
        var body = document.RootElement.Clone();
        Requests.Add(body);
        return answer(body);
    }
}
