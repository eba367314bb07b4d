namespace ZkStyle.Cli.Benchmarks.Processes;

/// <summary>What a whole process took, from its start to its end.</summary>
/// <param name="Milliseconds">Wall time.</param>
/// <param name="UserSeconds">Processor time in the program.</param>
/// <param name="SystemSeconds">Processor time in the system on its behalf.</param>
/// <param name="PeakMemoryBytes">The most memory it held.</param>
internal sealed record ChildCost(double Milliseconds, double UserSeconds, double SystemSeconds, long PeakMemoryBytes)
{
    /// <summary>User plus system time.</summary>
    public double ProcessorSeconds => UserSeconds + SystemSeconds;
}
