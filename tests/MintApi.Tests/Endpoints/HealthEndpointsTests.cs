using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ZkStyle.MintApi.Tests.Support;

namespace ZkStyle.MintApi.Tests.Endpoints;

public sealed class HealthEndpointsTests : IDisposable
{
    private readonly ApiServer _server = new();

    [Fact]
    public async Task Alive_at_once_ready_with_the_first_model_that_can_stylize()
    {
        using var client = _server.CreateClient();

        using var live = await client.GetAsync(new Uri("/health/live", UriKind.Relative));
        using var early = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
        _server.AddStyle("style");
        using var ready = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));

        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (live.StatusCode, early.StatusCode, ready.StatusCode));
        var reason = (await early.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("checks").GetProperty("models").GetString();
        Assert.Contains("put a .zkm file there", reason, StringComparison.Ordinal);
        Assert.DoesNotContain(_server.Folder, reason, StringComparison.Ordinal);
    }

    /// <inheritdoc />
    public void Dispose() => _server.Dispose();
}
