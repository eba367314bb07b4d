using ZkStyle.Cli.Demo;
using ZkStyle.Cli.Files;
using ZkStyle.Cli.Tests.Support;
using ZkStyle.Quantize.Training;

namespace ZkStyle.Cli.Tests.Demo;

[Collection(DemoCollection.Name)]
public class DemoRunnerTests(DemoFixture demo)
{
    [Fact]
    public void All_files_are_left()
    {
        var files = demo.Files;
        foreach (var path in (string[])[
            files.Dataset, files.Model, files.LossCurve, files.ContactSheet, files.Srs, files.Keys.ProvingKey, files.Keys.VerifyingKey,
            files.Picture, files.Latent, files.Image, files.Planes, files.Proof, files.Receipt])
            Assert.True(new FileInfo(path) is { Exists: true, Length: > 0 }, path);
        Assert.DoesNotContain(Directory.EnumerateFiles(Path.GetDirectoryName(files.Model)!), p => p.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public void The_receipt_says_what_was_measured()
    {
        var (receipt, file) = (demo.Receipt, demo.ReceiptFile);

        Assert.Equal(1 << 17, receipt.Circuit.Rows);
        Assert.Equal(200, receipt.Quality.Images);
        Assert.Equal(new FileInfo(demo.Files.Proof).Length, receipt.Proof.Bytes);
        Assert.InRange(receipt.Proof.Bytes, 1, 3071);
        Assert.InRange(receipt.Token.VerificationGas, 100_000ul, 499_999ul);
        Assert.True(receipt.Token.GasUsed > receipt.Token.VerificationGas);
        Assert.Equal(receipt.Token.GasUsed, file.GetProperty("token").GetProperty("gasUsed").GetUInt64());
        Assert.Equal(11, file.GetProperty("steps").GetArrayLength());
        Assert.Equal(["image", "latent", "proof", "recipient", "context", "key"], receipt.Refused);
        Assert.Equal("InvalidProof", receipt.RefusedMint);
        Assert.StartsWith("ZkStyle Nouns #", receipt.Token.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void The_unsafe_srs_is_called_so()
    {
        Assert.True(demo.Receipt.IsUnsafe);
        Assert.Contains("UNSAFE", demo.Receipt.SrsOrigin, StringComparison.Ordinal);
        Assert.Contains("warning: UNSAFE SRS", demo.Log, StringComparison.Ordinal);
        Assert.True(ProofFiles.ReadVerifyingKey(demo.Files.Keys.VerifyingKey).IsUnsafe);
    }

    [Fact]
    public void Its_table_names_every_step_and_the_gas()
    {
        var tables = DemoTables.Of(demo.Receipt);

        Assert.Equal(demo.Receipt.Steps.Select(s => s.Name), tables[0].Rows.SkipLast(1).Select(r => r[0]));
        Assert.Contains(tables[1].Rows, r => r[0] == "verification on chain, execution" && r[1].EndsWith(" gas", StringComparison.Ordinal));
    }

    [Fact]
    public void The_fast_training_is_bounded_in_time()
    {
        var fast = DemoOptions.Create("out", isFast: true, seed: 4);
        var full = DemoOptions.Create("out", isFast: false, seed: 4);

        Assert.Equal((TrainingOptions.FastSteps, 4ul), (fast.Training.Steps, fast.Training.Seed));
        Assert.InRange(fast.Training.TimeBudget!.Value.TotalSeconds, 60, 180);
        Assert.Equal(TrainingOptions.FullSteps, full.Training.Steps);
    }
}
