using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Options;
using ZkStyle.MintApi.Tests.Support;

namespace ZkStyle.MintApi.Tests;

public class MintApiSetupTests
{
    [Fact]
    public async Task The_openapi_document_describes_every_endpoint()
    {
        using var server = new ApiServer();
        using var client = server.CreateClient();

        var document = await client.GetFromJsonAsync<JsonElement>(new Uri("/openapi/v1.json", UriKind.Relative));

        var paths = document.GetProperty("paths");
        Assert.Equal(["/api/models", "/api/preview"], paths.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        var preview = paths.GetProperty("/api/preview").GetProperty("post");
        Assert.True(preview.GetProperty("requestBody").GetProperty("content").TryGetProperty("image/png", out _));
        Assert.Equal(["200", "400", "404", "413", "415", "429"], preview.GetProperty("responses").EnumerateObject().Select(r => r.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_unknown_path_is_a_problem_too()
    {
        using var server = new ApiServer();
        using var client = server.CreateClient();

        using var response = await client.GetAsync(new Uri("/nothing", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData(nameof(MintApiOptions.ModelFolder), " ")]
    [InlineData(nameof(MintApiOptions.MaxUploadBytes), "12")]
    [InlineData(nameof(MintApiOptions.MaxUploadBytes), "1000000000")]
    [InlineData(nameof(MintApiOptions.MaxUploadPixels), "0")]
    [InlineData(nameof(MintApiOptions.ConcurrentPreviews), "-1")]
    [InlineData(nameof(MintApiOptions.WaitingPreviews), "-1")]
    public void Settings_that_cannot_work_stop_the_start(string name, string value)
    {
        var options = new MintApiOptions();
        typeof(MintApiOptions).GetProperty(name)!.SetValue(options, name == nameof(MintApiOptions.ModelFolder) ? value : int.Parse(value));

        Assert.Contains(name, options.FindProblem(), StringComparison.Ordinal);
        Assert.Null(new MintApiOptions().FindProblem());
        if (name == nameof(MintApiOptions.ModelFolder))
            return;
        using var server = new ApiServer((name, value));
        var error = Assert.Throws<OptionsValidationException>(() => server.CreateClient().Dispose());
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }
}
