using ZkStyle.Cli.Benchmarks.Kernels;
using ZkStyle.Cli.Output;

namespace ZkStyle.Cli.Proving;

/// <summary>What <c>bench prove</c> measured.</summary>
/// <param name="Machine">Where.</param>
/// <param name="LogSize">log2 of the circuit's rows.</param>
/// <param name="UsedRows">Rows in use.</param>
/// <param name="MultiplyAccumulates">Multiply-accumulates of one decoding.</param>
/// <param name="Threads">Threads at most while proving.</param>
/// <param name="CompileMs">Wall time of the compilation.</param>
/// <param name="SrsMs">Wall time of making the unsafe SRS.</param>
/// <param name="KeygenMs">Wall time of making the keys.</param>
/// <param name="KeygenPeakMemoryBytes">Peak memory of the process when the keys were made.</param>
/// <param name="Proofs">Each proof.</param>
internal sealed record ProveBenchmark(
    MachineInfo Machine, int LogSize, long UsedRows, long MultiplyAccumulates, int Threads,
    double CompileMs, double SrsMs, double KeygenMs, long KeygenPeakMemoryBytes, IReadOnlyList<ProofMeasurement> Proofs)
{
    /// <summary>The figures for a person.</summary>
    /// <returns>What was proven, and the phases of a proof.</returns>
    public ResultTable[] ToTables()
    {
        var circuit = new ResultTable("measured", "figure") { Title = Machine.ToString() }
            .Add("rows", $"{Figures.Count(UsedRows)} of 2^{LogSize}")
            .Add("multiply-accumulates", Figures.Count(MultiplyAccumulates))
            .Add("threads", Figures.Count(Threads))
            .Add("compile", Figures.Time(CompileMs))
            .Add("unsafe SRS", Figures.Time(SrsMs))
            .Add("keys", Figures.Time(KeygenMs))
            .Add("peak memory, keys", Figures.Bytes(KeygenPeakMemoryBytes))
            .Add("proof size", Figures.Bytes(Proofs[^1].Bytes))
            .Add("verify", Figures.Time(Of(p => p.VerifyMs).Median));
        var phases = new ResultTable($"phase, {Figures.Counted(Proofs.Count, "proof")}", "median", "fastest", "slowest", "processor time", "allocated", "peak memory");
        foreach (var name in Proofs[0].Phases.Select(p => p.Phase))
        {
            PhaseCost Phase(ProofMeasurement proof) => proof.Phases.First(p => p.Phase == name);
            AddRow(name, p => Phase(p).Milliseconds, p => Phase(p).ProcessorSeconds, p => Phase(p).AllocatedBytes, p => Phase(p).PeakMemoryBytes);
        }

        AddRow("all", p => p.TotalMs, p => p.ProcessorSeconds, p => p.Phases.Sum(phase => phase.AllocatedBytes), p => p.PeakMemoryBytes);
        return [circuit, phases];

        void AddRow(
            string name, Func<ProofMeasurement, double> milliseconds, Func<ProofMeasurement, double> seconds,
            Func<ProofMeasurement, long> allocated, Func<ProofMeasurement, long> peak)
        {
            var time = Of(milliseconds);
            phases.Add(
                name, Figures.Time(time.Median), Figures.Time(time.At(0)), Figures.Time(time.At(1)), Figures.Number(Of(seconds).Median, "s", 2),
                Figures.Bytes((long)Of(p => allocated(p)).Median), Figures.Bytes(Proofs.Max(peak)));
        }

        Quantiles Of(Func<ProofMeasurement, double> value) => new(Proofs.Select(value));
    }
}
