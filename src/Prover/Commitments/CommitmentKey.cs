using ZkStyle.Prover.Curves;
using ZkStyle.Prover.Curves.Bulk;
using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Fields.Bulk;

namespace ZkStyle.Prover.Commitments;

/// <summary>
/// The G1 points that KZG commitments of one domain size are made with: powers of tau for coefficients, and
/// the Lagrange basis for evaluations on the domain, whose small values make cheap sums.
/// </summary>
/// <remarks>Source: Kate, Zaverucha, Goldberg, "Constant-Size Commitments to Polynomials", Asiacrypt 2010.</remarks>
public sealed class CommitmentKey
{
    /// <summary>Creates a commitment key from prepared points.</summary>
    /// <param name="powers">n powers of tau in G1.</param>
    /// <param name="lagrange">The n Lagrange polynomials at tau in G1.</param>
    /// <exception cref="ArgumentException">The lengths differ or are no power of two.</exception>
    public CommitmentKey(MsmBases powers, MsmBases lagrange)
    {
        ArgumentNullException.ThrowIfNull(powers);
        ArgumentNullException.ThrowIfNull(lagrange);
        if (powers.Count != lagrange.Count || !int.IsPow2(powers.Count))
            throw new ArgumentException($"A commitment key has as many powers ({powers.Count}) as Lagrange points ({lagrange.Count}), a power of two.", nameof(lagrange));
        Powers = powers;
        Lagrange = lagrange;
    }

    /// <summary>Powers of tau in G1.</summary>
    public MsmBases Powers { get; }

    /// <summary>Lagrange polynomials at tau in G1.</summary>
    public MsmBases Lagrange { get; }

    /// <summary>Takes the points of one domain from an SRS.</summary>
    /// <param name="srs">The SRS.</param>
    /// <param name="logSize">log2 of the domain's size, at most the SRS's power.</param>
    /// <param name="maxThreads">Threads at most.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The key.</returns>
    public static CommitmentKey FromSrs(Srs srs, int logSize, int maxThreads, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(srs);
        return new CommitmentKey(
            MsmBases.Prepare(srs.G1Powers[..(1 << logSize)], maxThreads),
            MsmBases.Prepare(srs.LagrangeBasis(logSize, maxThreads, cancellationToken), maxThreads));
    }

    /// <summary>Commits to a polynomial by its coefficients.</summary>
    /// <param name="coefficients">At most n coefficients.</param>
    /// <param name="maxThreads">Threads at most.</param>
    /// <returns>The commitment.</returns>
    public G1Affine CommitCoefficients(ReadOnlyMemory<Fr> coefficients, int maxThreads) =>
        Msm.Compute(Powers, coefficients, maxThreads).ToAffine();

    /// <summary>Commits to a polynomial by its values on the domain.</summary>
    /// <param name="values">n values.</param>
    /// <param name="maxThreads">Threads at most.</param>
    /// <returns>The commitment.</returns>
    public G1Affine CommitEvaluations(ReadOnlyMemory<Fr> values, int maxThreads) =>
        Msm.Compute(Lagrange, values, maxThreads).ToAffine();

    /// <summary>Commits to a polynomial whose values on the domain are small signed integers.</summary>
    /// <param name="values">n integers.</param>
    /// <param name="maxThreads">Threads at most.</param>
    /// <returns>The commitment.</returns>
    public G1Affine CommitEvaluations(ReadOnlyMemory<long> values, int maxThreads) =>
        Msm.ComputeSmall(Lagrange, values, maxThreads).ToAffine();

    /// <summary>Commits to a polynomial by its coefficients in bulk form.</summary>
    /// <typeparam name="TField">Arithmetic on blocks of scalars.</typeparam>
    /// <param name="coefficients">n coefficients.</param>
    /// <param name="maxThreads">Threads at most.</param>
    /// <returns>The commitment.</returns>
    internal G1Affine CommitCoefficients<TField>(BlockBuffer coefficients, int maxThreads)
        where TField : struct, IBlockField<ScalarFieldModulus> =>
        Msm.Compute<TField>(Powers, coefficients, coefficients.Length, maxThreads).ToAffine();

    /// <summary>Commits to a polynomial by its values on the domain in bulk form.</summary>
    /// <typeparam name="TField">Arithmetic on blocks of scalars.</typeparam>
    /// <param name="values">n values.</param>
    /// <param name="maxThreads">Threads at most.</param>
    /// <returns>The commitment.</returns>
    internal G1Affine CommitEvaluations<TField>(BlockBuffer values, int maxThreads)
        where TField : struct, IBlockField<ScalarFieldModulus> =>
        Msm.Compute<TField>(Lagrange, values, values.Length, maxThreads).ToAffine();
}
