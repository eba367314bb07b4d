namespace ZkStyle.Cli.Proving;

/// <summary>What one phase of a proof took.</summary>
/// <param name="Phase">The phase: "witness", "commit", "lookups", "quotient" or "opening".</param>
/// <param name="Milliseconds">Wall time.</param>
/// <param name="ProcessorSeconds">Processor time of all threads.</param>
/// <param name="AllocatedBytes">Managed memory asked for, whether or not it was given back.</param>
/// <param name="PeakMemoryBytes">
/// The most memory the process held during the phase, or, where the system cannot tell, since it started.
/// </param>
internal sealed record PhaseCost(
    string Phase, double Milliseconds, double ProcessorSeconds, long AllocatedBytes, long PeakMemoryBytes);
