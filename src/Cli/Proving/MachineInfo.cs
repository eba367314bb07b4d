using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace ZkStyle.Cli.Proving;

/// <summary>The machine that figures were measured on.</summary>
/// <param name="Processor">The processor's model.</param>
/// <param name="LogicalProcessors">Logical processors this process may use.</param>
/// <param name="InstructionSet">The widest vector instructions the runtime uses.</param>
/// <param name="MemoryBytes">Memory this process may use.</param>
/// <param name="System">The operating system.</param>
/// <param name="Runtime">The .NET runtime.</param>
/// <param name="Load">How many threads the whole machine wanted to run over the last minute; null where the system does not say.</param>
internal sealed record MachineInfo(
    string Processor, int LogicalProcessors, string InstructionSet, long MemoryBytes, string System, string Runtime, double? Load)
{
    private const string LinuxLoadFile = "/proc/loadavg";
    private const string LinuxProcessorFile = "/proc/cpuinfo";

    /// <summary>Describes this machine.</summary>
    /// <returns>The description.</returns>
    public static MachineInfo Current() => new(
        ProcessorModel(),
        Environment.ProcessorCount,
        Avx512F.IsSupported ? "AVX-512" : Avx2.IsSupported ? "AVX2, no AVX-512" : "neither AVX2 nor AVX-512",
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        MachineLoad());

    /// <summary>One line.</summary>
    public override string ToString() =>
        $"{Processor}, {LogicalProcessors} logical processors, {InstructionSet}, {Output.Figures.Bytes(MemoryBytes)}, {System}, {Runtime}"
        + (Load is { } load ? $", load {Output.Figures.Number(load, "", 2)}" : "");

    private static double? MachineLoad() =>
        File.Exists(LinuxLoadFile)
        && double.TryParse(File.ReadAllText(LinuxLoadFile).Split(' ')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var load)
            ? load
            : null;

    private static string ProcessorModel()
    {
        if (File.Exists(LinuxProcessorFile))
        {
            var line = File.ReadLines(LinuxProcessorFile).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal));
            if (line is not null)
                return line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        }

        // Windows names the processor here; elsewhere the architecture is what is known.
        return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
