using ZkStyle.Cli.Tests.Support;

namespace ZkStyle.Cli.Tests.Commands.Bench;

public sealed class ScalingCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Every_size_is_proven_in_processes_of_its_own()
    {
        var run = await CommandRun.Of(
            "bench", "scaling", "--sizes", "8,10", "--threads", "1,2", "--proofs", "2", "--work", _folder["work"], "--json");

        Assert.Equal((0, ""), (run.Code, run.Error));
        var rows = run.Json().GetProperty("rows").EnumerateArray().ToArray();
        Assert.Equal([(8, 1), (8, 2), (10, 1), (10, 2)], rows.Select(r => (r.GetProperty("logSize").GetInt32(), r.GetProperty("threads").GetInt32())));
        Assert.All(rows, row =>
        {
            Assert.Equal("synthetic", row.GetProperty("circuit").GetString());
            foreach (var figure in (string[])["keygenMs", "readMs", "firstProofMs", "proofMs", "processorSeconds", "verifyMs", "peakMemoryBytes"])
                Assert.True(row.GetProperty(figure).GetDouble() > 0, figure);
        });

        // A folder that the user named keeps the keys for another look.
        Assert.Equal(["synthetic-10.pk", "synthetic-8.pk"], Directory.GetFiles(_folder["work"]).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Cancelling_ends_the_process_at_work_and_clears_up()
    {
        var before = Leftovers();

        var run = await CommandRun.UntilAsync("2^18, keys", "bench", "scaling", "--sizes", "18");

        Assert.Equal(130, run.Code);
        Assert.Empty(Leftovers().Except(before));
    }

    [Fact]
    public async Task What_a_child_process_says_is_passed_on()
    {
        // The folder stands where the key should go.
        Directory.CreateDirectory(_folder["synthetic-8.pk"]);

        var run = await CommandRun.Of("bench", "scaling", "--sizes", "8", "--work", _folder.Root);

        Assert.Equal(1, run.Code);
        Assert.Contains("exit code 1", run.Problem(), StringComparison.Ordinal);
        Assert.Contains("it is a folder", run.Problem(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named()
    {
        var run = await CommandRun.Of("bench", "scaling", "--sizes", "8", "--work", Path.Combine(_folder.Write("file", []), "below"));

        Assert.Equal(1, run.Code);
        Assert.Contains("--work", run.Problem(), StringComparison.Ordinal);
    }

    /// <inheritdoc />
    public void Dispose() => _folder.Dispose();

    private static string[] Leftovers() => Directory.GetDirectories(Path.GetTempPath(), "zkstyle-bench-*");
}
