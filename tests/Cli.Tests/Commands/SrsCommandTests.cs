using ZkStyle.Cli.Files;
using ZkStyle.Cli.Tests.Support;
using ZkStyle.Prover.Commitments;

namespace ZkStyle.Cli.Tests.Commands;

public sealed class SrsCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task The_file_holds_an_srs_that_says_it_is_unsafe()
    {
        var path = _folder["deeper/s.srs"];

        var run = await CommandRun.Of("srs", "unsafe", "--power", "5", "--out", path);

        Assert.Equal(0, run.Code);
        Assert.StartsWith("UNSAFE SRS of 2^5 points", run.Output, StringComparison.Ordinal);
        Assert.Contains("warning: UNSAFE SRS", run.Error, StringComparison.Ordinal);
        using var stream = File.OpenRead(path);
        var srs = Srs.Read(stream);
        Assert.Equal((5, true), (srs.Power, srs.IsUnsafe));
    }

    [Fact]
    public async Task Two_runs_give_two_srs()
    {
        var first = await CommandRun.Of("srs", "unsafe", "--power", "3", "--out", _folder["a"], "--json");
        var second = await CommandRun.Of("srs", "unsafe", "--power", "3", "--out", _folder["b"], "--json");

        Assert.Equal(3, first.Json().GetProperty("power").GetInt32());
        Assert.NotEqual(first.Json().GetProperty("digest").GetString(), second.Json().GetProperty("digest").GetString());
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("25")]
    [InlineData("many")]
    public async Task A_power_out_of_range_is_a_usage_error(string power)
    {
        var run = await CommandRun.Of("srs", "unsafe", "--power", power, "--out", _folder["s"]);

        Assert.Equal(2, run.Code);
        Assert.Contains("--power", run.Problem(), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["s"]));
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_is_named_before_the_work()
    {
        var file = _folder.Write("file", []);

        var below = await CommandRun.Of("srs", "unsafe", "--power", "24", "--out", Path.Combine(file, "s.srs"));
        var folder = await CommandRun.Of("srs", "unsafe", "--power", "24", "--out", _folder.Root);

        Assert.Equal((1, 1), (below.Code, folder.Code));
        Assert.Contains($"cannot write {Path.Combine(file, "s.srs")}", below.Problem(), StringComparison.Ordinal);
        Assert.Contains($"cannot write {_folder.Root}: it is a folder", folder.Problem(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_keeps_the_file_that_was_there()
    {
        var path = _folder.Write("s.srs", [1, 2, 3]);

        var run = await CommandRun.UntilAsync("unsafe SRS: points", "srs", "unsafe", "--power", "16", "--out", path);

        Assert.Equal(130, run.Code);
        Assert.Equal("cancelled", run.Problem());
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Single(Directory.EnumerateFiles(_folder.Root));
    }

    [Fact]
    public async Task A_ceremony_is_imported_and_named()
    {
        var ceremony = RepositoryFolder.Find(Path.Combine("tests", "vectors", "ptau", "prepared.ptau"), File.Exists)!;

        var run = await CommandRun.Of("srs", "import", ceremony, "--out", _folder["s.srs"], "--power", "3", "--json");

        Assert.Equal(0, run.Code);
        Assert.False(run.Json().GetProperty("isUnsafe").GetBoolean());
        using var stream = File.OpenRead(_folder["s.srs"]);
        var srs = Srs.Read(stream);
        Assert.Equal((3, run.Json().GetProperty("origin").GetString()), (srs.Power, srs.Origin.Name));
        Assert.Contains("prepared.ptau, SHA-256 ", srs.Origin.Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tampered_powers_leave_no_file()
    {
        var bytes = File.ReadAllBytes(RepositoryFolder.Find(Path.Combine("tests", "vectors", "ptau", "contributed.ptau"), File.Exists)!);
        var (last, header) = (12 + 12 + 44 + 12 + (15 * 64), 12 + 12 + 44 + 12);
        // The generator in the place of the last power: on the curve, in the group, of no such tau.
        bytes.AsSpan(header, 64).CopyTo(bytes.AsSpan(last));

        var run = await CommandRun.Of("srs", "import", _folder.Write("t.ptau", bytes), "--out", _folder["s.srs"]);

        Assert.Equal(1, run.Code);
        Assert.Contains("not those of one tau", run.Problem(), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["s.srs"]));
        Assert.Contains("does not exist", (await CommandRun.Of("srs", "import", _folder["none"], "--out", _folder["s.srs"])).Problem(), StringComparison.Ordinal);
    }

    /// <inheritdoc />
    public void Dispose() => _folder.Dispose();
}
