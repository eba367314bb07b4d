using System.Collections.Concurrent;
using ZkStyle.Prover.Commitments;
using ZkStyle.Prover.Constraints;
using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Fields.Bulk;

namespace ZkStyle.Prover.Plonk;

/// <summary>What a prover needs of one model besides its witness.</summary>
public sealed class ProvingKey
{
    private readonly ConcurrentDictionary<Type, object> _columns = new();

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

    /// <summary>What proofs with this key share, for one kind of arithmetic.</summary>
    internal KeyColumns<TField> Columns<TField>()
        where TField : struct, IBlockField<ScalarFieldModulus> =>
        (KeyColumns<TField>)_columns.GetOrAdd(typeof(TField), _ => new KeyColumns<TField>(Assignment, FixedCoefficients));
}
