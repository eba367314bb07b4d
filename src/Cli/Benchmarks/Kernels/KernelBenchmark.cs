using ZkStyle.Cli.Output;
using ZkStyle.Cli.Proving;

namespace ZkStyle.Cli.Benchmarks.Kernels;

/// <summary>What a kernel benchmark measured.</summary>
/// <param name="Machine">Where.</param>
/// <param name="Operations">Each operation.</param>
internal sealed record KernelBenchmark(MachineInfo Machine, IReadOnlyList<OperationTiming> Operations)
{
    private const double MillisecondNanoseconds = 1e6;
    private const double MicrosecondNanoseconds = 1e3;

    /// <summary>The figures for a person.</summary>
    /// <returns>One row an operation.</returns>
    public ResultTable ToTable()
    {
        var table = new ResultTable("operation", "kernel", "size", "threads", "median", "quartiles", "calls", "an element") { Title = Machine.ToString() };
        foreach (var o in Operations)
        {
            table.Add(
                o.Name, o.Kernel, $"2^{o.LogSize}", Figures.Count(o.Threads), Duration(o.MedianMs),
                $"{Duration(o.LowerQuartileMs)} to {Duration(o.UpperQuartileMs)}", Figures.Count(o.Calls),
                Figures.Number(o.MedianNanosecondsPerElement, "ns", 2));
        }

        return table;
    }

    private static string Duration(double milliseconds) => (milliseconds * MillisecondNanoseconds) switch
    {
        >= MillisecondNanoseconds => Figures.Number(milliseconds, "ms", 2),
        >= MicrosecondNanoseconds and var nanoseconds => Figures.Number(nanoseconds / MicrosecondNanoseconds, "us", 2),
        var nanoseconds => Figures.Number(nanoseconds, "ns", 0),
    };
}
