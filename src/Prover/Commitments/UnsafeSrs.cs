using System.Security.Cryptography;
using System.Text;
using ZkStyle.Prover.Curves;
using ZkStyle.Prover.Polynomials;
using ZkStyle.Prover.Transcripts;

namespace ZkStyle.Prover.Commitments;

/// <summary>
/// Makes an SRS on one machine. Whoever runs it could keep tau and forge any proof, so its product says
/// "UNSAFE" in its origin, its file and its digest; it is for tests and demonstrations only.
/// </summary>
public static class UnsafeSrs
{
    /// <summary>Draws tau, computes all points and forgets tau.</summary>
    /// <param name="power">log2 of the number of G1 points, 0 to <see cref="Srs.MaxPower"/>.</param>
    /// <param name="seed">For tests: bytes that fix tau. Null draws tau from the system's generator.</param>
    /// <param name="progress">Told the share done, from 0 to 1.</param>
    /// <param name="maxThreads">Threads at most; -1 for one per logical processor.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The SRS.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The power is out of range.</exception>
    public static Srs Generate(
        int power,
        byte[]? seed = null,
        IProgress<double>? progress = null,
        int maxThreads = -1,
        CancellationToken cancellationToken = default)
    {
        if (power is < 0 or > Srs.MaxPower)
            throw new ArgumentOutOfRangeException(nameof(power), power, $"An SRS has 2^0 to 2^{Srs.MaxPower} points.");

        var size = 1 << power;
        var domain = new EvaluationDomain(power);
        var tau = seed is null ? DrawTau() : DeriveTau(seed);
        progress?.Report(0);

        var scalars = new Fr[2 * size];
        scalars[0] = Fr.One;
        for (var i = 1; i < size; i++)
            scalars[i] = scalars[i - 1] * tau;
        domain.EvaluateLagrangeBasis(tau, size).CopyTo(scalars, size);
        progress?.Report(0.05);

        var table = new FixedBaseTable(G1Affine.Generator, scalars.Length, maxThreads, cancellationToken);
        progress?.Report(0.1);

        // Pieces make progress visible; each is long enough for its batches.
        var points = new G1Affine[2][] { new G1Affine[size], new G1Affine[size] };
        var piece = Math.Min(size, 1 << 14);
        for (var start = 0; start < scalars.Length; start += piece)
        {
            var destination = points[start / size].AsMemory(start % size, piece);
            table.Multiply(scalars.AsMemory(start, piece), destination, cancellationToken);
            progress?.Report(0.1 + (0.9 * (start + piece) / scalars.Length));
        }

        var tauG2 = (new G2Jacobian(G2Affine.Generator) * tau).ToAffine();
        return new Srs(SrsOrigin.Unsafe, points[0], points[1], tauG2);
    }

    /// <summary>A uniform scalar by rejection: 254 random bits, drawn again until below r, which takes 1.3 draws.</summary>
    private static Fr DrawTau()
    {
        Span<byte> bytes = stackalloc byte[Fr.ByteLength];
        Fr tau;
        do
        {
            RandomNumberGenerator.Fill(bytes);
            bytes[0] &= 0x3f;
        }
        while (!Fr.TryReadBigEndian(bytes, out tau) || tau.IsZero);
        bytes.Clear();
        return tau;
    }

    /// <summary>The tau of a test's seed.</summary>
    internal static Fr DeriveTau(byte[] seed) =>
        Fr.ReduceBigEndian(Keccak256.Hash([.. Encoding.ASCII.GetBytes("ZkStyle unsafe SRS seed"), .. seed]));
}
