using System.Globalization;

namespace ZkStyle.Cli.Benchmarks.Processes;

/// <summary>What Linux says of processes under /proc; zeros elsewhere.</summary>
internal static class ProcessTimes
{
    private const string OwnStatFile = "/proc/self/stat";
    private const string PeakField = "VmHWM:";

    // proc(5) counts these in hundredths of a second, on every kind of processor that .NET runs on.
    private const double TicksPerSecond = 100;

    // Positions after the parenthesis that ends the program's name: cutime and cstime, fields 16 and 17.
    private const int ChildUserField = 13;
    private const int ChildSystemField = 14;

    /// <summary>Processor time of all children of this process that have ended, theirs included.</summary>
    /// <returns>User and system time.</returns>
    public static (double UserSeconds, double SystemSeconds) OfEndedChildren()
    {
        if (!File.Exists(OwnStatFile))
            return default;
        var stat = File.ReadAllText(OwnStatFile);
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (Seconds(fields[ChildUserField]), Seconds(fields[ChildSystemField]));
    }

    /// <summary>The most memory that a running process has held.</summary>
    /// <param name="id">The process.</param>
    /// <returns>Bytes; 0 when it has ended.</returns>
    public static long PeakMemoryBytes(int id)
    {
        try
        {
            foreach (var line in File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/status")))
            {
                if (line.StartsWith(PeakField, StringComparison.Ordinal))
                    return 1024 * long.Parse(line.AsSpan(PeakField.Length).Trim().TrimEnd("kB").TrimEnd(), CultureInfo.InvariantCulture);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The process ended between two looks.
        }

        return 0;
    }

    private static double Seconds(string ticks) => long.Parse(ticks, CultureInfo.InvariantCulture) / TicksPerSecond;
}
