using System.Globalization;

namespace ZkStyle.Cli.Benchmarks.Processes;

/// <summary>The logical processors that this process may use, and which of them to give to a measured one.</summary>
internal static class ProcessorSet
{
    private const string OwnStatusFile = "/proc/self/status";
    private const string AllowedField = "Cpus_allowed_list:";

    /// <summary>Processors for a number of threads, on cores of their own as far as there are.</summary>
    /// <param name="threads">How many threads.</param>
    /// <returns>That many processors, or all there are; null where the system does not say which these are.</returns>
    public static IReadOnlyList<int>? For(int threads)
    {
        if (!File.Exists(OwnStatusFile)
            || File.ReadLines(OwnStatusFile).FirstOrDefault(l => l.StartsWith(AllowedField, StringComparison.Ordinal)) is not { } line)
            return null;
        var allowed = Parse(line[AllowedField.Length..]);
        return Choose(allowed, Siblings, threads);
    }

    /// <summary>Chooses processors: one of each core first, then the rest.</summary>
    /// <param name="allowed">Those that may be used.</param>
    /// <param name="siblings">The processors that share a core with one, itself included.</param>
    /// <param name="threads">How many are wanted.</param>
    /// <returns>At most that many, rising.</returns>
    internal static IReadOnlyList<int> Choose(IReadOnlyList<int> allowed, Func<int, IReadOnlyList<int>> siblings, int threads)
    {
        var firsts = allowed.GroupBy(processor => siblings(processor).Min()).Select(core => core.First()).ToList();
        return [.. firsts.Concat(allowed.Except(firsts)).Take(threads).Order()];
    }

    /// <summary>Reads a list such as "0-2,7".</summary>
    /// <param name="list">The list as Linux writes it.</param>
    /// <returns>The numbers.</returns>
    internal static IReadOnlyList<int> Parse(string list)
    {
        var numbers = new List<int>();
        foreach (var range in list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = range.Split('-');
            var (first, last) = (int.Parse(ends[0], CultureInfo.InvariantCulture), int.Parse(ends[^1], CultureInfo.InvariantCulture));
            for (var number = first; number <= last; number++)
                numbers.Add(number);
        }

        return numbers;
    }

    private static IReadOnlyList<int> Siblings(int processor)
    {
        var file = string.Create(CultureInfo.InvariantCulture, $"/sys/devices/system/cpu/cpu{processor}/topology/thread_siblings_list");
        return File.Exists(file) ? Parse(File.ReadAllText(file)) : [processor];
    }
}
