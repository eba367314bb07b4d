namespace ZkStyle.Cli.Benchmarks.Processes;

/// <summary>This program as a child process: what is measured as a whole process must be one.</summary>
internal static class OwnProgram
{
    private const string Name = "zkstyle";
    private const string Host = "dotnet";

    /// <summary>A command line of this program.</summary>
    /// <param name="arguments">The words after its name.</param>
    /// <returns>The command.</returns>
    public static ChildCommand Command(params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? Name + ".exe" : Name);
        return File.Exists(program)
            ? new ChildCommand(program, arguments)
            : new ChildCommand(Host, [Path.Combine(AppContext.BaseDirectory, Name + ".dll"), .. arguments]);
    }
}
