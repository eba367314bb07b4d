namespace ZkStyle.Cli.Output;

/// <summary>Drops reports.</summary>
internal sealed class SilentProgress : IPhaseProgress
{
    /// <inheritdoc />
    public void Report(string phase, double fraction, string? detail = null)
    {
    }
}
