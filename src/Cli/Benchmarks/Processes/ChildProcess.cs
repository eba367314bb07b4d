using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using ZkStyle.Cli.Output;

namespace ZkStyle.Cli.Benchmarks.Processes;

/// <summary>
/// Runs programs one after the other and measures them as the system sees them: processor time is what it charged to
/// ended children, peak memory what it last said of the running one. Figures other than wall time need Linux.
/// </summary>
internal static class ChildProcess
{
    // Chatty programs must not fill the memory; their last words matter.
    private const int KeptCharacters = 1 << 20;
    private const int ErrorCharacters = 400;
    private const string AffinityTool = "taskset";

    private static readonly TimeSpan s_memoryInterval = TimeSpan.FromMilliseconds(5);

    /// <summary>Runs a program to its end.</summary>
    /// <param name="command">The program.</param>
    /// <param name="cancellationToken">Kills it and everything it started.</param>
    /// <returns>How it ended.</returns>
    /// <exception cref="CommandException">It cannot be started, or ended with an exit code other than 0; the message says why.</exception>
    public static ChildOutcome Run(ChildCommand command, CancellationToken cancellationToken)
    {
        var outcome = RunAny(command, cancellationToken);
        if (outcome.ExitCode == 0)
            return outcome;
        var words = outcome.Error.Trim() is { Length: > 0 } error ? error : outcome.Output.Trim();
        var tail = words[Math.Max(0, words.Length - ErrorCharacters)..];
        throw new CommandException(ErrorLine.OneLine($"{command.Name} ended with exit code {outcome.ExitCode}: {tail}"));
    }

    /// <summary>Runs a program to its end, whatever its exit code.</summary>
    /// <param name="command">The program.</param>
    /// <param name="cancellationToken">Kills it and everything it started.</param>
    /// <returns>How it ended.</returns>
    /// <exception cref="CommandException">It cannot be started.</exception>
    public static ChildOutcome RunAny(ChildCommand command, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (output, error) = (new StringBuilder(), new StringBuilder());
        var before = ProcessTimes.OfEndedChildren();
        var start = Stopwatch.GetTimestamp();
        using var process = Start(command);
        using var kill = cancellationToken.Register(() => Kill(process));
        process.OutputDataReceived += (_, line) => Keep(output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(error, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var peak = 0L;
        while (!process.WaitForExit(s_memoryInterval))
            peak = Math.Max(peak, ProcessTimes.PeakMemoryBytes(process.Id));
        var milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;

        // Without a time limit it also waits for the end of both streams.
        process.WaitForExit();
        cancellationToken.ThrowIfCancellationRequested();
        var after = ProcessTimes.OfEndedChildren();
        return new ChildOutcome(
            process.ExitCode, output.ToString(), error.ToString(),
            new ChildCost(milliseconds, after.UserSeconds - before.UserSeconds, after.SystemSeconds - before.SystemSeconds, peak));
    }

    private static Process Start(ChildCommand command)
    {
        // taskset replaces itself by the program, so its own time and memory do not count.
        string[] words = command.Processors is { } processors
            ? [AffinityTool, "-c", string.Join(',', processors), command.Program, .. command.Arguments]
            : [command.Program, .. command.Arguments];
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = command.Folder ?? "",
        };
        foreach (var (name, value) in command.Environment)
            start.Environment[name] = value;
        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception e)
        {
            throw new CommandException($"{words[0]} cannot be started: {e.Message.TrimEnd('.')}; install it, or check that it may be executed", e);
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It has just ended by itself.
        }
    }

    private static void Keep(StringBuilder text, string? line)
    {
        if (line is null)
            return;
        text.AppendLine(line);
        if (text.Length > KeptCharacters)
            text.Remove(0, text.Length - KeptCharacters);
    }
}
