using ZkStyle.Cli.Benchmarks.Peers;
using ZkStyle.Cli.Benchmarks.Processes;

namespace ZkStyle.Cli.Tests.Benchmarks.Peers;

public class PeerSrsTests
{
    [Fact]
    public void All_powers_and_all_runs_in_one_folder_have_one_tau()
    {
        using var folder = new Support.TemporaryFolder();
        var small = new PeerSrs(new WorkFolder(folder.Root)).Generate(3, CancellationToken.None);
        var large = new PeerSrs(new WorkFolder(folder.Root)).Generate(5, CancellationToken.None);
        using var other = new WorkFolder(null);

        Assert.Equal(small.G1Powers.ToArray(), large.G1Powers[..8].ToArray());
        Assert.NotEqual(small.TauG2, new PeerSrs(other).Generate(3, CancellationToken.None).TauG2);
    }

    [Fact]
    public void Barretenberg_reads_big_endian_points()
    {
        // More than a block of the writer.
        const int Power = 13;
        using var work = new WorkFolder(null);
        var srs = new PeerSrs(work);

        var file = Assert.Single(Directory.GetFiles(srs.BarretenbergFolder(Power, CancellationToken.None)));

        Assert.Equal("bn254_g1.dat", Path.GetFileName(file));
        var points = srs.Generate(Power, CancellationToken.None).G1Powers.ToArray();
        Assert.Equal(points.SelectMany(p => p.ToBigEndian()), File.ReadAllBytes(file));
    }
}
