using ZkStyle.Cli.Files;
using ZkStyle.Cli.Tests.Support;

namespace ZkStyle.Cli.Tests.Commands;

[Collection(DemoCollection.Name)]
public sealed class VerifyCommandTests(DemoFixture demo) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_proof_is_valid_for_its_key_latent_image_and_context()
    {
        var run = await CommandRun.Of(demo.VerifyArguments());

        Assert.Equal(0, run.Code);
        Assert.Equal("valid: the proof is valid\n", run.Output.ReplaceLineEndings("\n"));
        Assert.Contains("UNSAFE", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_image_may_be_the_png_of_the_same_pixels()
    {
        var run = await CommandRun.Of(demo.VerifyArguments(image: demo.Files.Image));

        Assert.Equal(0, run.Code);
    }

    [Fact]
    public async Task Json_holds_verdict_and_key()
    {
        var valid = await CommandRun.Of([.. demo.VerifyArguments(), "--json"]);
        var invalid = await CommandRun.Of([.. demo.VerifyArguments(context: new string('0', 64)), "--json"]);

        Assert.True(valid.Json().GetProperty("valid").GetBoolean());
        Assert.Equal(demo.Receipt.KeyDigest, valid.Json().GetProperty("keyDigest").GetString());
        Assert.False(valid.Json().TryGetProperty("reason", out _));
        Assert.Equal(1, invalid.Code);
        Assert.False(invalid.Json().GetProperty("valid").GetBoolean());
        Assert.Contains("pairing", invalid.Json().GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("latent", 0)]
    [InlineData("latent", -1)]
    [InlineData("image", 0)]
    [InlineData("image", -1)]
    [InlineData("context", 0)]
    [InlineData("context", -1)]
    [InlineData("proof", 0)]
    [InlineData("proof", 700)]
    [InlineData("proof", -1)]
    [InlineData("key", 0)]
    [InlineData("key", 40)]
    [InlineData("key", 100)]
    [InlineData("key", 1000)]
    [InlineData("key", -1)]
    public async Task One_changed_bit_is_refused_with_one_line(string what, int position)
    {
        var run = await CommandRun.Of(what switch
        {
            "latent" => demo.VerifyArguments(latent: Flipped(demo.Files.Latent, position)),
            "image" => demo.VerifyArguments(image: Flipped(demo.Files.Planes, position)),
            "context" => demo.VerifyArguments(context: FlippedContext(position)),
            "proof" => demo.VerifyArguments(proof: Flipped(demo.Files.Proof, position)),
            _ => demo.VerifyArguments(key: Flipped(demo.Files.Keys.VerifyingKey, position)),
        });

        Assert.Equal(1, run.Code);
        var lines = (run.Output + run.Error).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(l => !l.StartsWith("warning: ", StringComparison.Ordinal));
        var line = Assert.Single(lines);
        Assert.Matches("^(invalid: |zkstyle: cannot read the verifying key )", line);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1535)]
    [InlineData(1537)]
    public async Task A_proof_of_another_length_is_refused(int length)
    {
        var bytes = new byte[length];
        File.ReadAllBytes(demo.Files.Proof).AsSpan(0, Math.Min(length, 1536)).CopyTo(bytes);

        var run = await CommandRun.Of(demo.VerifyArguments(proof: _folder.Write("p", bytes)));

        Assert.Equal(1, run.Code);
        Assert.StartsWith("invalid: the proof does not have the length", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_and_oversized_files_are_named()
    {
        var missing = await CommandRun.Of(demo.VerifyArguments(proof: _folder["none.proof"]));
        var large = await CommandRun.Of(demo.VerifyArguments(proof: _folder.Write("large", new byte[FileLimits.Proof + 1])));
        var folder = await CommandRun.Of(demo.VerifyArguments(latent: _folder.Root));

        Assert.Equal($"the proof {_folder["none.proof"]} does not exist; check the path", missing.Problem());
        Assert.Contains("has more than", large.Problem(), StringComparison.Ordinal);
        Assert.Contains("is a folder", folder.Problem(), StringComparison.Ordinal);
        Assert.All([missing, large, folder], run => Assert.Equal(1, run.Code));
    }

    [Theory]
    [InlineData("12")]
    [InlineData("zz00000000000000000000000000000000000000000000000000000000000000")]
    public async Task A_context_that_is_not_32_bytes_of_hex_is_a_usage_error(string context)
    {
        var run = await CommandRun.Of(demo.VerifyArguments(context: context));

        Assert.Equal(2, run.Code);
        Assert.Contains("64 hexadecimal digits", run.Problem(), StringComparison.Ordinal);
    }

    /// <inheritdoc />
    public void Dispose() => _folder.Dispose();

    private string Flipped(string path, int position)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[position < 0 ? bytes.Length + position : position] ^= 1;
        return _folder.Write("flipped", bytes);
    }

    private string FlippedContext(int position)
    {
        var bytes = Convert.FromHexString(demo.Receipt.Context.AsSpan(2));
        bytes[position < 0 ? bytes.Length + position : position] ^= 1;
        return Convert.ToHexString(bytes);
    }
}
