using System.Net.Http.Json;
using System.Text.Json;
using ZkStyle.MintApi.Tests.Support;
using ZkStyle.Quantize.Model;

namespace ZkStyle.MintApi.Tests.Endpoints;

public sealed class ModelEndpointsTests : IDisposable
{
    private readonly ApiServer _server = new();

    [Fact]
    public async Task Models_are_listed_as_files_come_change_and_go()
    {
        using var client = _server.CreateClient();
        Assert.Empty(await ListAsync(client));

        _server.AddStyle("b");
        File.WriteAllBytes(Path.Combine(_server.Folder, "broken.zkm"), [1, 2, 3]);
        File.WriteAllBytes(Path.Combine(_server.Folder, "other.txt"), [1, 2, 3]);
        new StyleModel(SampleDecoders.Random(1, new TensorShape(2, 4, 4), [(3, true)])).WriteFile(Path.Combine(_server.Folder, "a.zkm"));
        var both = await ListAsync(client);

        Assert.Equal(["a", "b"], both.Select(m => m.GetProperty("name").GetString()));
        Assert.Equal([false, true], both.Select(m => m.GetProperty("canStylize").GetBoolean()));
        Assert.Equal([2, 4, 4], both[0].GetProperty("latent").EnumerateArray().Select(n => n.GetInt32()));
        Assert.Equal([3, 64, 64], both[1].GetProperty("image").EnumerateArray().Select(n => n.GetInt32()));
        Assert.Equal("three pictures", both[1].GetProperty("collection").GetString());
        Assert.Equal(ApiServer.Style.ComputeDigest(), both[1].GetProperty("digest").GetString());

        File.Delete(Path.Combine(_server.Folder, "a.zkm"));
        _server.AddStyle("broken");
        Assert.Equal(["b", "broken"], (await ListAsync(client)).Select(m => m.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_holds_no_models()
    {
        using var client = _server.CreateClient();
        Directory.Delete(_server.Folder);

        Assert.Empty(await ListAsync(client));
        Directory.CreateDirectory(_server.Folder);
    }

    /// <inheritdoc />
    public void Dispose() => _server.Dispose();

    private static async Task<JsonElement[]> ListAsync(HttpClient client) =>
        await client.GetFromJsonAsync<JsonElement[]>(new Uri("/api/models", UriKind.Relative)) ?? [];
}
