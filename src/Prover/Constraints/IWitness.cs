namespace ZkStyle.Prover.Constraints;

/// <summary>What a prover knows: the public bytes and, phase by phase, the advice columns.</summary>
public interface IWitness
{
    /// <summary>The public bytes, in the system's order.</summary>
    IReadOnlyList<ReadOnlyMemory<byte>> PublicInputs { get; }

    /// <summary>
    /// Computes the advice columns of a phase. The running sums of lookups are the prover's to fill and are not asked for.
    /// </summary>
    /// <param name="phase">The phase, from 1; phases come in order.</param>
    /// <param name="scalars">Challenges of earlier phases, and every scalar they determine.</param>
    /// <returns>One column for each of the phase's advice columns that is no lookup's running sum, in order.</returns>
    IReadOnlyList<AdviceValues> Generate(int phase, ScalarValues scalars);
}
