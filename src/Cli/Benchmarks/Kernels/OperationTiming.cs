namespace ZkStyle.Cli.Benchmarks.Kernels;

/// <summary>What calls of one operation took.</summary>
/// <param name="Name">What is computed.</param>
/// <param name="Kernel">Who computes it.</param>
/// <param name="LogSize">log2 of the elements of one call.</param>
/// <param name="Threads">Threads at most.</param>
/// <param name="Calls">Calls measured.</param>
/// <param name="MedianMs">Median wall time of a call.</param>
/// <param name="LowerQuartileMs">A quarter of the calls took less.</param>
/// <param name="UpperQuartileMs">A quarter of the calls took more.</param>
/// <param name="MinimumMs">The fastest call.</param>
/// <param name="MedianNanosecondsPerElement">The median over the elements of a call.</param>
internal sealed record OperationTiming(
    string Name, string Kernel, int LogSize, int Threads, int Calls,
    double MedianMs, double LowerQuartileMs, double UpperQuartileMs, double MinimumMs, double MedianNanosecondsPerElement)
{
    /// <summary>Summarizes measured calls.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="milliseconds">Wall time of each call, in any order.</param>
    /// <returns>The figures.</returns>
    public static OperationTiming Of(MeasuredOperation operation, IReadOnlyList<double> milliseconds)
    {
        var quantiles = new Quantiles(milliseconds);
        return new OperationTiming(
            operation.Name, operation.Kernel, operation.LogSize, operation.Threads, milliseconds.Count,
            quantiles.Median, quantiles.At(0.25), quantiles.At(0.75), quantiles.At(0), quantiles.Median * 1e6 / (1L << operation.LogSize));
    }
}
