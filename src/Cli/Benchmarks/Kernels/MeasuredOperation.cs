namespace ZkStyle.Cli.Benchmarks.Kernels;

/// <summary>One row of a kernel benchmark: an operation, done by one kernel, at one size. New kernels are new rows.</summary>
/// <param name="Name">What is computed: "multiply Fr", "forward transform".</param>
/// <param name="Kernel">Who computes it: "scalar", "AVX-512".</param>
/// <param name="LogSize">log2 of the elements of one call.</param>
/// <param name="Threads">Threads at most.</param>
/// <param name="Prepare">Makes the operands and answers with the call to measure, which may be made any number of times.</param>
internal sealed record MeasuredOperation(string Name, string Kernel, int LogSize, int Threads, Func<Action> Prepare)
{
    /// <summary>The name of the kernels that use no vectors; they run on every machine and are every other's oracle.</summary>
    public const string Scalar = "scalar";
}
