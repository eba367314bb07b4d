using System.Security.Cryptography;
using ZkStyle.Cli.Benchmarks.Processes;
using ZkStyle.Prover.Commitments;
using ZkStyle.Prover.Curves;

namespace ZkStyle.Cli.Benchmarks.Peers;

/// <summary>
/// The unsafe SRS of a comparison, in the forms that the peers read. Its seed stays in the work folder as long as the
/// files made with it, so that later runs fit earlier ones.
/// </summary>
/// <param name="work">Where the files go.</param>
internal sealed class PeerSrs(WorkFolder work)
{
    private const string SeedFile = "srs.seed";
    private const string CrsFolder = "crs";
    private const string CrsFile = "bn254_g1.dat";
    private const int SeedLength = 32;
    private const int BlockPoints = 1 << 12;

    /// <summary>The SRS of a power; of one tau for all powers.</summary>
    /// <param name="power">log2 of its points.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The SRS.</returns>
    public Srs Generate(int power, CancellationToken cancellationToken)
    {
        var seed = work.File(SeedFile, path => File.WriteAllBytes(path, RandomNumberGenerator.GetBytes(SeedLength)));
        return UnsafeSrs.Generate(power, File.ReadAllBytes(seed), cancellationToken: cancellationToken);
    }

    /// <summary>The file that snarkjs reads.</summary>
    /// <param name="logSize">log2 of the largest domain.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>Its path.</returns>
    public string PowersOfTau(int logSize, CancellationToken cancellationToken) => work.File($"srs-{logSize}.ptau", path =>
    {
        using var stream = File.Create(path);
        PowersOfTauFile.Write(logSize, power => Generate(power, cancellationToken), stream);
    });

    /// <summary>
    /// The folder that Barretenberg reads: the powers in G1, 32 bytes a coordinate, big-endian. It never reads tau in
    /// G2 from there, see <see cref="BarretenbergContender"/>.
    /// </summary>
    /// <param name="logSize">log2 of the points.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The folder's path.</returns>
    public string BarretenbergFolder(int logSize, CancellationToken cancellationToken)
    {
        var folder = $"{CrsFolder}-{logSize}";
        Directory.CreateDirectory(Path.Combine(work.Root, folder));
        var file = work.File(Path.Combine(folder, CrsFile), path =>
        {
            using var stream = File.Create(path);
            WriteBigEndian(Generate(logSize, cancellationToken).G1Powers.Span, stream);
        });
        return Path.GetDirectoryName(file)!;
    }

    /// <summary>Writes points as x and y, 32 bytes each, big-endian.</summary>
    /// <param name="points">The points.</param>
    /// <param name="destination">Receives the bytes.</param>
    internal static void WriteBigEndian(ReadOnlySpan<G1Affine> points, Stream destination)
    {
        var block = new byte[BlockPoints * G1Affine.ByteLength];
        for (var start = 0; start < points.Length; start += BlockPoints)
        {
            var count = Math.Min(BlockPoints, points.Length - start);
            for (var i = 0; i < count; i++)
                points[start + i].WriteBigEndian(block.AsSpan(i * G1Affine.ByteLength));
            destination.Write(block.AsSpan(0, count * G1Affine.ByteLength));
        }
    }
}
