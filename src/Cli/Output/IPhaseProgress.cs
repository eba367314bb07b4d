namespace ZkStyle.Cli.Output;

/// <summary>Receives how far long work is. Safe to call from any thread.</summary>
internal interface IPhaseProgress
{
    /// <summary>Reports a phase.</summary>
    /// <param name="phase">The phase's name.</param>
    /// <param name="fraction">How much of it is done, 0 to 1.</param>
    /// <param name="detail">A few words more, for people; null for none.</param>
    void Report(string phase, double fraction, string? detail = null);
}
