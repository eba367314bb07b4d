using ZkStyle.Prover.Commitments;
using ZkStyle.Prover.Constraints;

namespace ZkStyle.Prover.Plonk;

/// <summary>What a prover needs of one model besides its witness.</summary>
public sealed class ProvingKey
{
    internal ProvingKey(
        FixedAssignment assignment, IReadOnlyList<ReadOnlyMemory<Fr>> fixedCoefficients, CommitmentKey commitmentKey, VerifyingKey verifyingKey)
    {
        Assignment = assignment;
        FixedCoefficients = fixedCoefficients;
        CommitmentKey = commitmentKey;
        VerifyingKey = verifyingKey;
    }

    /// <summary>The model's numbers, fixed column values included.</summary>
    public FixedAssignment Assignment { get; }

    /// <summary>Coefficients of each fixed column, n each.</summary>
    public IReadOnlyList<ReadOnlyMemory<Fr>> FixedCoefficients { get; }

    /// <summary>The SRS's points that commitments are made with.</summary>
    public CommitmentKey CommitmentKey { get; }

    /// <summary>The verifying key.</summary>
    public VerifyingKey VerifyingKey { get; }
}
