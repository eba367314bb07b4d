using ZkStyle.Cli.Output;
using ZkStyle.Cli.Proving;

namespace ZkStyle.Cli.Benchmarks.Peers;

/// <summary>What <c>bench peers</c> measured.</summary>
/// <param name="Machine">Where.</param>
/// <param name="Measurements">Every prover, circuit and number of threads.</param>
/// <param name="Ratios">Ours over the peers'.</param>
/// <param name="Decoder">What the reference decoder needs.</param>
/// <param name="DecoderCosts">What it would take of each peer.</param>
/// <param name="DecoderLogSize">log2 of the rows that it takes of us.</param>
internal sealed record PeersBenchmark(
    MachineInfo Machine, IReadOnlyList<PeerMeasurement> Measurements, IReadOnlyList<PeerRatio> Ratios, DecoderDemand Decoder,
    IReadOnlyList<PeerDecoderCost> DecoderCosts, int DecoderLogSize)
{
    /// <summary>The figures for a person.</summary>
    /// <returns>Measurements, ratios, and gates for the decoder.</returns>
    public ResultTable[] ToTables()
    {
        var measurements = new ResultTable(
            "prover", "circuit", "rows", "gates", "threads", "wall", "user", "system", "user + system", "peak memory", "proof", "runs")
        {
            Title = Machine.ToString(),
        };
        foreach (var m in Measurements)
        {
            measurements.Add(
                m.Prover, m.Circuit, $"2^{m.LogSize}", Figures.Count(m.Gates), Figures.Count(m.Threads), Figures.Time(m.Milliseconds),
                Seconds(m.UserSeconds), Seconds(m.SystemSeconds), Seconds(m.ProcessorSeconds), Figures.Bytes(m.PeakMemoryBytes),
                Figures.Bytes(m.ProofBytes), Figures.Count(m.Runs.Count));
        }

        var ratios = new ResultTable("ours over", "its circuit", "ours", "rows", "threads", "user + system", "wall", "peak memory");
        foreach (var r in Ratios)
        {
            ratios.Add(
                r.Peer, r.PeerCircuit, r.OwnCircuit, $"2^{r.LogSize}", Figures.Count(r.Threads), Figures.Number(r.ProcessorTime, "", 2),
                Figures.Number(r.WallTime, "", 2), Figures.Number(r.PeakMemory, "", 2));
        }

        var costs = new ResultTable("the reference decoder by", "gates a term", "an output", "an input byte", "checked to", "gates", "rows", "of our rows")
        {
            Title = $"{Figures.Count(Decoder.Terms)} terms, {Figures.Count(Decoder.Activations)} outputs, {Figures.Count(Decoder.InputBytes)} input bytes; 2^{DecoderLogSize} of our rows",
        };
        foreach (var c in DecoderCosts)
        {
            costs.Add(
                c.Prover, Figures.Number(c.Model.PerTerm, "", 2), Figures.Number(c.Model.PerActivation, "", 2), Figures.Number(c.Model.PerInputByte, "", 2),
                Figures.Number(100 * Math.Abs(c.Model.PredictionError), "%", 1), Figures.Count((long)c.Gates), $"2^{c.LogSize}",
                Figures.Number(Math.Pow(2, c.LogSize - DecoderLogSize), "times", 0));
        }

        return [measurements, ratios, costs];
    }

    private static string Seconds(double seconds) => Figures.Number(seconds, "s", 2);
}
