namespace ZkStyle.Cli;

/// <summary>Exit codes; everything but <see cref="Success"/> is a failure.</summary>
internal static class ExitCode
{
    /// <summary>The command did what it was asked to.</summary>
    public const int Success = 0;

    /// <summary>The command failed, or a proof is invalid.</summary>
    public const int Failure = 1;

    /// <summary>The command line itself is wrong.</summary>
    public const int Usage = 2;

    /// <summary>Stopped by Ctrl+C, as shells number it.</summary>
    public const int Cancelled = 130;
}
