namespace ZkStyle.Cli.Benchmarks.Peers;

/// <summary>Our figures over a peer's, at the same number of rows and threads.</summary>
/// <param name="Peer">The peer.</param>
/// <param name="PeerCircuit">What it proves.</param>
/// <param name="OwnCircuit">What we prove.</param>
/// <param name="LogSize">log2 of both domains' rows.</param>
/// <param name="Threads">Threads.</param>
/// <param name="ProcessorTime">Ratio of user plus system times.</param>
/// <param name="WallTime">Ratio of wall times.</param>
/// <param name="PeakMemory">Ratio of peak memories.</param>
internal sealed record PeerRatio(
    string Peer, string PeerCircuit, string OwnCircuit, int LogSize, int Threads, double ProcessorTime, double WallTime, double PeakMemory)
{
    /// <summary>Compares two measurements.</summary>
    /// <param name="own">Ours.</param>
    /// <param name="peer">The peer's.</param>
    /// <returns>The ratios.</returns>
    public static PeerRatio Of(PeerMeasurement own, PeerMeasurement peer) => new(
        peer.Prover, peer.Circuit, own.Circuit, own.LogSize, own.Threads, own.ProcessorSeconds / peer.ProcessorSeconds,
        own.Milliseconds / peer.Milliseconds, (double)own.PeakMemoryBytes / peer.PeakMemoryBytes);
}
