using System.Diagnostics;

namespace ZkStyle.Cli.Proving;

/// <summary>The most memory a process has held: its resident set, files mapped into memory included.</summary>
internal static class PeakMemory
{
    // Writing 5 makes Linux forget the peak of the process (proc(5), clear_refs).
    private const string LinuxResetFile = "/proc/self/clear_refs";
    private const string ResetPeak = "5";

    /// <summary>The peak of this process since it started, or since it was last reset.</summary>
    /// <returns>Bytes.</returns>
    public static long OfThisProcess()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }

    /// <summary>Forgets the peak so far, so that <see cref="OfThisProcess"/> speaks of what comes.</summary>
    /// <returns>Whether the system can do that.</returns>
    public static bool TryReset()
    {
        if (!OperatingSystem.IsLinux())
            return false;
        try
        {
            File.WriteAllText(LinuxResetFile, ResetPeak);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
