using System.Collections.Concurrent;
using ZkStyle.Prover.Curves;

namespace ZkStyle.Prover.Commitments;

/// <summary>
/// A structured reference string for KZG: with a secret tau that nobody should know, [tau^i]_1 for i below 2^power, the
/// same information in the Lagrange basis of the domain of size 2^power, and [tau]_2. Immutable and safe to share between threads.
/// </summary>
/// <remarks>Source: Kate, Zaverucha, Goldberg, "Constant-Size Commitments to Polynomials", Asiacrypt 2010.</remarks>
public sealed partial class Srs
{
    /// <summary>The largest power: 2^24 points, 2 GiB in all.</summary>
    public const int MaxPower = 24;

    private readonly G1Affine[] _powers;
    private readonly G1Affine[] _lagrange;
    private readonly ConcurrentDictionary<int, G1Affine[]> _smallerBases = new();

    internal Srs(SrsOrigin origin, G1Affine[] powers, G1Affine[] lagrange, G2Affine tauG2)
    {
        Origin = origin;
        Power = int.Log2(powers.Length);
        TauG2 = tauG2;
        _powers = powers;
        _lagrange = lagrange;
        Digest = ComputeDigest(origin, powers, lagrange, tauG2);
    }

    /// <summary>Where it comes from.</summary>
    public SrsOrigin Origin { get; }

    /// <summary>Whether a single party made it and could forge proofs under it.</summary>
    public bool IsUnsafe => Origin.IsUnsafe;

    /// <summary>log2 of the number of G1 points.</summary>
    public int Power { get; }

    /// <summary>[tau^i]_1 for i = 0 to 2^power - 1.</summary>
    public ReadOnlyMemory<G1Affine> G1Powers => _powers;

    /// <summary>[tau]_2.</summary>
    public G2Affine TauG2 { get; }

    /// <summary>32 bytes that fix origin, power and every point; how they are made is in docs/srs-format.md.</summary>
    public byte[] Digest { get; }

    /// <summary>[L_i(tau)]_1 for the Lagrange polynomials L_i of a domain.</summary>
    /// <param name="logSize">log2 of the domain's size, at most <see cref="Power"/>.</param>
    /// <param name="maxThreads">Threads at most; -1 for one per logical processor.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>2^logSize points. Those of the full size are at hand; a smaller domain's take a transform over points, once.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The SRS is too short for such a domain.</exception>
    public ReadOnlyMemory<G1Affine> LagrangeBasis(
        int logSize, int maxThreads = -1, CancellationToken cancellationToken = default)
    {
        if (logSize < 0 || logSize > Power)
            throw new ArgumentOutOfRangeException(nameof(logSize), logSize, $"This SRS serves domains of 2^0 to 2^{Power} elements.");
        if (logSize == Power)
            return _lagrange;
        return _smallerBases.GetOrAdd(
            logSize, _ => PointTransform.LagrangeBasis(_powers.AsSpan(0, 1 << logSize), maxThreads, cancellationToken));
    }
}
