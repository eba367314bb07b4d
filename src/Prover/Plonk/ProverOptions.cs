namespace ZkStyle.Prover.Plonk;

/// <summary>How to run key generation or proving.</summary>
public sealed record ProverOptions
{
    /// <summary>Threads at most; by default one per logical processor.</summary>
    public int MaxThreads { get; init; } = Environment.ProcessorCount;

    /// <summary>Receives the phase at work and how much of it is done.</summary>
    public IProgress<ProverProgress>? Progress { get; init; }

    /// <summary>Stops the work between its parts.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>
    /// Whether to go on when the quotient is no polynomial and cut it off instead, as a forger would. Attack
    /// tests set it; the proof is one that every verifier must refuse.
    /// </summary>
    internal bool AllowUnsatisfied { get; init; }

    internal void Report(string phase, double fraction) => Progress?.Report(new ProverProgress(phase, fraction));
}
