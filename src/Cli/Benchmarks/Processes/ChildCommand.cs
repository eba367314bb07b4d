namespace ZkStyle.Cli.Benchmarks.Processes;

/// <summary>A program to run and measure.</summary>
/// <param name="Program">Its path, or its name when it is on the PATH.</param>
/// <param name="Arguments">The words after its name.</param>
internal sealed record ChildCommand(string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>Logical processors it may use; null for all that this process may.</summary>
    public IReadOnlyList<int>? Processors { get; init; }

    /// <summary>Where it runs; null for the current folder.</summary>
    public string? Folder { get; init; }

    /// <summary>Environment variables to set.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>What it is called in errors.</summary>
    public string Name { get; init; } = Path.GetFileNameWithoutExtension(Program);
}
