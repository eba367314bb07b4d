namespace ZkStyle.Cli.Demo;

/// <summary>A step that was done.</summary>
/// <param name="Name">What it did.</param>
/// <param name="Milliseconds">Wall time.</param>
/// <param name="ProcessorSeconds">Processor time of this process.</param>
internal sealed record DemoStep(string Name, double Milliseconds, double ProcessorSeconds);
