namespace ZkStyle.Cli.Benchmarks.Processes;

/// <summary>A process that has ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote to its output stream.</param>
/// <param name="Error">What it wrote to its error stream.</param>
/// <param name="Cost">What it took.</param>
internal sealed record ChildOutcome(int ExitCode, string Output, string Error, ChildCost Cost);
