namespace ZkStyle.Cli.Proving;

/// <summary>How a proof is made and measured.</summary>
/// <param name="Threads">Threads at most.</param>
/// <param name="ResetsPeak">Whether peak memory is measured phase by phase, for which the process forgets its peak so far.</param>
internal sealed record ProofEffort(int Threads, bool ResetsPeak = false)
{
    /// <summary>One thread per logical processor.</summary>
    public static ProofEffort Standard => new(Environment.ProcessorCount);
}
