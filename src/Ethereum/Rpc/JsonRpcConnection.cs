using System.Buffers;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using ZkStyle.Ethereum.Abi;
using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Rpc;

/// <summary>
/// JSON-RPC 2.0 over HTTP: one request, one answer, bounded in time and size. A node is foreign: its answer
/// may have any length, form and content.
/// </summary>
internal sealed class JsonRpcConnection : IDisposable
{
    private const int MaxDepth = 64;

    // The error code with which nodes tell a revert apart from other failures; some give only the message.
    private const int RevertCode = 3;
    private const string RevertMessage = "execution reverted";

    private readonly HttpClient _http;
    private readonly Uri _uri;
    private readonly RpcOptions _options;
    private long _lastId;

    public JsonRpcConnection(Uri uri, RpcOptions options, HttpMessageHandler? handler)
    {
        ArgumentNullException.ThrowIfNull(uri);
        if (!uri.IsAbsoluteUri || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
            throw new ArgumentException("The node's address is not an http or https URL.", nameof(uri));
        _uri = uri;
        _options = options;
        // Paths, queries and user names of hosted nodes hold the access key: messages leave them out.
        Endpoint = uri.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
        _http = new HttpClient(handler ?? new SocketsHttpHandler
        {
            // A redirected POST becomes a GET, and its answer a riddle.
            AllowAutoRedirect = false,
            UseProxy = !uri.IsLoopback,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>The node as messages name it.</summary>
    public string Endpoint { get; }

    /// <summary>Sends a request and hands the answer's result to <paramref name="read"/>.</summary>
    /// <exception cref="RpcException">See <see cref="IRpcClient"/>.</exception>
    /// <exception cref="ContractRevertedException">The node reports a revert.</exception>
    public async Task<T> RequestAsync<T>(string method, JsonArray parameters, Func<RpcValue, T> read, CancellationToken cancellationToken)
    {
        var id = Interlocked.Increment(ref _lastId);
        var request = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = method, ["params"] = parameters };
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(_options.Timeout);
        try
        {
            var (status, body) = await PostAsync(method, request, timeout.Token).ConfigureAwait(false);
            using var document = Parse(method, status, body);
            return Read(document.RootElement, method, status, id, read);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RpcException(method, Endpoint, $"no answer within {_options.Timeout.TotalSeconds:0.###} s.", innerException: e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new RpcException(method, Endpoint, $"{Excerpt.Of(e.Message)} Is a node running there?", innerException: e);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<(int Status, ReadOnlyMemory<byte> Body)> PostAsync(string method, JsonObject request, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(request));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var message = new HttpRequestMessage(HttpMethod.Post, _uri) { Content = content };
        using var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        var declared = response.Content.Headers.ContentLength ?? 0;
        if (declared > _options.MaxResponseLength)
            throw TooLong(method);

        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            // The declared length is a hint to size the buffer by, not a promise to believe in.
            var body = new ArrayBufferWriter<byte>((int)Math.Clamp(declared, 4096, 1 << 20));
            while (await stream.ReadAsync(body.GetMemory(4096), cancellationToken).ConfigureAwait(false) is var read and > 0)
            {
                body.Advance(read);
                if (body.WrittenCount > _options.MaxResponseLength)
                    throw TooLong(method);
            }

            return ((int)response.StatusCode, body.WrittenMemory);
        }
    }

    private JsonDocument Parse(string method, int status, ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = MaxDepth });
        }
        catch (JsonException e)
        {
            var start = System.Text.Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, 120)]);
            throw new RpcException(method, Endpoint, $"the answer (HTTP {status}, {body.Length} bytes) is not JSON: {Excerpt.Of(start, 80)}", innerException: e);
        }
    }

    private T Read<T>(JsonElement root, string method, int status, long id, Func<RpcValue, T> read)
    {
        try
        {
            return read(ReadResult(root, method, status, id));
        }
        catch (InvalidOperationException e)
        {
            // JsonElement throws it for a name or text that escapes half a surrogate pair.
            throw new RpcException(method, Endpoint, "the answer holds text that is not Unicode.", innerException: e);
        }
    }

    private RpcValue ReadResult(JsonElement root, string method, int status, long id)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw NoResponse();
        if (root.TryGetProperty("error", out var error) && error.ValueKind != JsonValueKind.Null)
            throw ReadError(error, method);
        if (status is < 200 or > 299)
            throw new RpcException(method, Endpoint, $"the node answered with HTTP status {status}.");
        if (!root.TryGetProperty("jsonrpc", out var version) || version.ValueKind != JsonValueKind.String || !version.ValueEquals("2.0"))
            throw NoResponse();
        if (!root.TryGetProperty("result", out var result) || !root.TryGetProperty("id", out var answered))
            throw NoResponse();
        if (answered.ValueKind != JsonValueKind.Number || !answered.TryGetInt64(out var value) || value != id)
            throw new RpcException(method, Endpoint, $"the answer is to another request than number {id}.");
        return new(result, method, Endpoint);

        RpcException NoResponse() =>
            new(method, Endpoint, $"the answer is not a JSON-RPC 2.0 response: {Excerpt.Of(root.GetRawText().AsSpan(), 80)}");
    }

    private Exception ReadError(JsonElement error, string method)
    {
        var message = "no message";
        int? code = null;
        if (error.ValueKind == JsonValueKind.Object)
        {
            if (error.TryGetProperty("message", out var text) && text.ValueKind == JsonValueKind.String)
                message = text.GetString()!;
            if (error.TryGetProperty("code", out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var value))
                code = value;
        }

        if (code == RevertCode || message.StartsWith(RevertMessage, StringComparison.OrdinalIgnoreCase))
            return new ContractRevertedException(method, Endpoint, RevertReason.Decode(RevertData(error)));
        var suffix = code is null ? "" : $" (code {code})";
        return new RpcException(method, Endpoint, $"the node refused: {Excerpt.Of(message)}{suffix}", code);
    }

    /// <summary>Nodes put revert data into the error's <c>data</c>, some into a <c>data</c> within that.</summary>
    private static byte[] RevertData(JsonElement error)
    {
        for (var level = 0; level < 2 && error.ValueKind == JsonValueKind.Object && error.TryGetProperty("data", out var data); level++)
        {
            if (data.ValueKind == JsonValueKind.String && Hex.TryParse(data.GetString(), out var bytes))
                return bytes;
            error = data;
        }

        return [];
    }

    private RpcException TooLong(string method) =>
        new(method, Endpoint, $"the answer is longer than {_options.MaxResponseLength} bytes.");
}
