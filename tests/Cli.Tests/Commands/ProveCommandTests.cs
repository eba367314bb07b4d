using ZkStyle.Cli.Files;
using ZkStyle.Cli.Tests.Support;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Cli.Tests.Commands;

[Collection(DemoCollection.Name)]
public sealed class ProveCommandTests(DemoFixture demo) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Commands_lead_from_a_model_to_a_verified_proof()
    {
        var model = _folder["small.zkm"];
        var decoder = SampleDecoders.Random(3, new TensorShape(2, 4, 4), [(6, false), (3, true)]);
        new StyleModel(decoder).WriteFile(model);
        var latent = _folder.Write("l.latent", [.. Enumerable.Range(0, 32).Select(i => (byte)(i * 7))]);
        var (srs, keys, raw, proof) = (_folder["u.srs"], _folder["keys"], _folder["i.rgb"], _folder["p.proof"]);
        var context = string.Concat(Enumerable.Repeat("5a", 32));

        var decoded = await CommandRun.Of("decode", model, latent, "--raw", raw);
        var made = await CommandRun.Of("srs", "unsafe", "--power", "17", "--out", srs, "--json");
        var generated = await CommandRun.Of("keygen", model, "--srs", srs, "--out", keys, "--json");
        var proven = await CommandRun.Of("prove", model, latent, "--keys", keys, "--context", context, "--out", proof, "--json");
        string[] verify = ["verify", "--key", Path.Combine(keys, "small.vk"), "--latent", latent, "--image", raw, proof];
        var verified = await CommandRun.Of([.. verify, "--context", "0x" + context]);
        var withoutContext = await CommandRun.Of(verify);

        Assert.Equal((0, 0, 0, 0, 0, 1), (decoded.Code, made.Code, generated.Code, proven.Code, verified.Code, withoutContext.Code));
        Assert.True(made.Json().GetProperty("isUnsafe").GetBoolean());
        Assert.True(generated.Json().GetProperty("isUnsafe").GetBoolean());
        Assert.Equal(17, generated.Json().GetProperty("logSize").GetInt32());
        Assert.Equal(new FileInfo(proof).Length, proven.Json().GetProperty("bytes").GetInt32());
        Assert.Equal(generated.Json().GetProperty("digest").GetString(), proven.Json().GetProperty("keyDigest").GetString());
        Assert.All([made, generated, proven, verified], run => Assert.Contains("UNSAFE", run.Error, StringComparison.Ordinal));

        // Keys of one model are no keys of another; found before any proving.
        var mixed = await CommandRun.Of(
            "prove", demo.Files.Model, demo.Files.Latent, "--keys", Path.Combine(keys, "small.pk"), "--out", _folder["mixed.proof"]);
        Assert.Equal(1, mixed.Code);
        Assert.Contains("belongs to another model", mixed.Problem(), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["mixed.proof"]));
    }

    [Fact]
    public async Task A_missing_key_is_named_with_the_command_that_makes_it()
    {
        var run = await CommandRun.Of("prove", demo.Files.Model, demo.Files.Latent, "--keys", _folder.Root, "--out", _folder["p"]);

        Assert.Equal(1, run.Code);
        Assert.Contains(KeyPaths.In(_folder.Root, demo.Files.Model).ProvingKey, run.Problem(), StringComparison.Ordinal);
        Assert.Contains("zkstyle keygen", run.Problem(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_key_is_named()
    {
        var cut = _folder.Write("cut.pk", File.ReadAllBytes(demo.Files.Keys.ProvingKey)[..5000]);

        var run = await CommandRun.Of("prove", demo.Files.Model, demo.Files.Latent, "--keys", cut, "--out", _folder["p"]);

        Assert.Equal(1, run.Code);
        Assert.Contains($"cannot read the proving key {cut}", run.Problem(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_ends_with_its_own_code_and_leaves_no_file()
    {
        var run = await CommandRun.UntilAsync(
            "prove: commitments", "prove", demo.Files.Model, demo.Files.Latent, "--keys", Path.GetDirectoryName(demo.Files.Model)!, "--out", _folder["p.proof"]);

        Assert.Equal(130, run.Code);
        Assert.Equal("cancelled", run.Problem());
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Root));
    }

    /// <inheritdoc />
    public void Dispose() => _folder.Dispose();
}
