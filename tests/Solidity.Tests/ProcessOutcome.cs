using System.Diagnostics;

namespace ZkStyle.Solidity.Tests;

/// <summary>What a program did: its exit status and everything it wrote.</summary>
/// <param name="ExitCode">The exit status.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record ProcessOutcome(int ExitCode, string Output, string Error)
{
    /// <summary>A program that has not ended by then hangs; it is killed and the test fails.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">Path or name of the program.</param>
    /// <param name="folder">Working directory.</param>
    /// <param name="arguments">Arguments.</param>
    /// <param name="input">Text for standard input; nothing when null.</param>
    /// <param name="environment">Environment variables to set on top of ours.</param>
    /// <returns>The exit status and the output.</returns>
    /// <exception cref="TimeoutException">The program did not end.</exception>
    public static async Task<ProcessOutcome> RunAsync(
        string program,
        string folder,
        IEnumerable<string> arguments,
        string? input = null,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (KeyValuePair<string, string> variable in environment ?? new Dictionary<string, string>())
            start.Environment[variable.Key] = variable.Value;

        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        using var limit = new CancellationTokenSource(s_limit);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
            Task<string> error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.StandardInput.WriteAsync(input.AsMemory(), limit.Token);
            process.StandardInput.Close();
            await process.WaitForExitAsync(limit.Token);
            return new ProcessOutcome(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} did not end within {s_limit}.");
        }
    }

    /// <summary>Fails the test with the program's output unless it succeeded.</summary>
    /// <returns>This outcome.</returns>
    public ProcessOutcome AssertSuccess()
    {
        Assert.True(ExitCode == 0, $"exit status {ExitCode}\n{Output}\n{Error}");
        return this;
    }
}
