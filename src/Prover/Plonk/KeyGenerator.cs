using ZkStyle.Prover.Commitments;
using ZkStyle.Prover.Constraints;
using ZkStyle.Prover.Curves;
using ZkStyle.Prover.Polynomials;

namespace ZkStyle.Prover.Plonk;

/// <summary>Makes the keys of a model.</summary>
public static class KeyGenerator
{
    /// <summary>Commits to the fixed columns.</summary>
    /// <param name="assignment">The model's numbers.</param>
    /// <param name="srs">An SRS of at least as many points as the assignment has rows.</param>
    /// <param name="options">Threads, progress and cancellation.</param>
    /// <returns>The keys.</returns>
    /// <exception cref="ArgumentException">The SRS is too short.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static ProvingKey Generate(FixedAssignment assignment, Srs srs, ProverOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(assignment);
        ArgumentNullException.ThrowIfNull(srs);
        options ??= new ProverOptions();
        if (srs.Power < assignment.LogSize)
            throw new ArgumentException($"This circuit has 2^{assignment.LogSize} rows, the SRS has 2^{srs.Power} points; make or import one of at least 2^{assignment.LogSize}.", nameof(srs));

        options.Report("reference string", 0);
        var commitmentKey = CommitmentKey.FromSrs(srs, assignment.LogSize, options.MaxThreads, options.CancellationToken);
        var domain = new EvaluationDomain(assignment.LogSize);
        var coefficients = new List<ReadOnlyMemory<Fr>>();
        var commitments = new List<G1Affine>();
        for (var i = 0; i < assignment.Columns.Count; i++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            options.Report("fixed columns", (double)i / assignment.Columns.Count);
            var column = (Fr[])assignment.Columns[i].Clone();
            domain.Inverse(column, options.MaxThreads);
            coefficients.Add(column);
            commitments.Add(commitmentKey.CommitCoefficients(column, options.MaxThreads));
        }

        options.Report("fixed columns", 1);
        var verifyingKey = new VerifyingKey(assignment, commitments, srs.TauG2, srs.Digest, srs.IsUnsafe);
        return new ProvingKey(assignment, coefficients, commitmentKey, verifyingKey);
    }
}
