namespace ZkStyle.Cli.Proving;

/// <summary>What a piece of work took.</summary>
/// <param name="Milliseconds">Wall time.</param>
/// <param name="ProcessorSeconds">Processor time of all threads.</param>
/// <param name="PeakMemoryBytes">The most memory the process has held so far, earlier work included.</param>
internal sealed record WorkCost(double Milliseconds, double ProcessorSeconds, long PeakMemoryBytes);
