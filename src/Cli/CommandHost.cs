namespace ZkStyle.Cli;

/// <summary>Where a command's words go and what its surroundings allow.</summary>
internal sealed record CommandHost
{
    /// <summary>The environment variable that adds stack traces to errors when it is 1.</summary>
    public const string DebugVariable = "ZKSTYLE_DEBUG";

    // A proof is given up between its parts, the longest of which take a few seconds on a slow machine.
    private static readonly TimeSpan s_terminationTimeout = TimeSpan.FromSeconds(20);

    /// <summary>Receives results.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Receives progress, log lines and errors.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Whether a person watches the error stream on a terminal, so that bars can move.</summary>
    public bool ShowsBars { get; init; }

    /// <summary>Whether results go to a terminal and not to a file or another program.</summary>
    public bool OutputIsTerminal { get; init; }

    /// <summary>Whether errors come with stack traces.</summary>
    public bool IsDebug { get; init; }

    /// <summary>Says how much time has passed between lines of progress.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How long a command has to end after Ctrl+C; null leaves signals alone.</summary>
    public TimeSpan? TerminationTimeout { get; init; }

    /// <summary>The host of the running process.</summary>
    public static CommandHost ForProcess() => new()
    {
        Output = Console.Out,
        Error = Console.Error,
        ShowsBars = !Console.IsErrorRedirected,
        OutputIsTerminal = !Console.IsOutputRedirected,
        IsDebug = Environment.GetEnvironmentVariable(DebugVariable) == "1",
        TerminationTimeout = s_terminationTimeout,
    };
}
