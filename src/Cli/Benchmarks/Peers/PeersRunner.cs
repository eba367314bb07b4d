using ZkStyle.Cli.Benchmarks.Circuits;
using ZkStyle.Cli.Benchmarks.Processes;
using ZkStyle.Cli.Output;
using ZkStyle.Cli.Proving;

namespace ZkStyle.Cli.Benchmarks.Peers;

/// <summary>
/// Measures other provers and this one in turn, as whole processes on the same processors: every round runs each once,
/// so that a machine that slows down slows all of them.
/// </summary>
/// <param name="options">What to measure.</param>
/// <param name="packages">The peers' packages, installed.</param>
/// <param name="work">Receives prepared files.</param>
internal sealed class PeersRunner(PeersOptions options, PeerPackages packages, WorkFolder work)
{
    private readonly PeerSrs _srs = new(work);

    /// <summary>Prepares, measures and compares.</summary>
    /// <param name="progress">Receives progress.</param>
    /// <param name="cancellationToken">Stops the work and the process at work.</param>
    /// <returns>The figures.</returns>
    public PeersBenchmark Run(IPhaseProgress progress, CancellationToken cancellationToken)
    {
        var machine = MachineInfo.Current();
        var contenders = Contenders();
        for (var i = 0; i < contenders.Count; i++)
        {
            progress.Report("prepare", (double)i / contenders.Count, $"prepare {contenders[i].Name}");
            contenders[i].Prepare(cancellationToken);
        }

        var costs = CountGates(progress, cancellationToken);
        var measurements = Measure(contenders, progress, cancellationToken);
        var ratios = from own in measurements
                     where own.Prover == contenders[^1].Prover
                     from peer in measurements
                     where peer.Prover != own.Prover && (peer.LogSize, peer.Threads) == (own.LogSize, own.Threads)
                     select PeerRatio.Of(own, peer);
        return new PeersBenchmark(machine, measurements, [.. ratios], Demand, costs, DecoderBenchmarkCircuit.SmallestLogSize);
    }

    private static DecoderDemand Demand => DecoderDemand.Of(DecoderBenchmarkCircuit.Decoder(DecoderBenchmarkCircuit.SmallestLogSize, 1));

    private List<Contender> Contenders()
    {
        var contenders = new List<Contender>();
        contenders.AddRange(options.SnarkjsSizes.Select(size => SnarkjsContender.Chain(packages, work, _srs, size)));
        if (options.BarretenbergSizes.Count > 0)
        {
            var points = options.BarretenbergSizes.Max();
            contenders.AddRange(options.BarretenbergSizes.Select(size => BarretenbergContender.Chain(packages, work, _srs, size, points)));
            if (options.BarretenbergSizes.Contains(BarretenbergContender.ConvolutionLogSize))
                contenders.Add(BarretenbergContender.Convolution(packages, work, _srs, points));
        }

        foreach (var size in options.SnarkjsSizes.Concat(options.BarretenbergSizes).Distinct().Order())
        {
            contenders.Add(new OwnContender(work, _srs, CircuitKind.Synthetic, size));
            if (size == DecoderBenchmarkCircuit.SmallestLogSize)
                contenders.Add(new OwnContender(work, _srs, CircuitKind.Decoder, size));
        }

        return contenders;
    }

    private List<PeerDecoderCost> CountGates(IPhaseProgress progress, CancellationToken cancellationToken)
    {
        (string Prover, Func<SampleConvolution, long> Count)[] peers =
        [
            (SnarkjsContender.ProverName, convolution => SnarkjsContender.CountGates(packages, work, _srs, convolution, cancellationToken)),
            (BarretenbergContender.ProverName, convolution => BarretenbergContender.CountGates(packages, work, _srs, convolution, cancellationToken)),
        ];
        var costs = new List<PeerDecoderCost>();
        foreach (var (prover, count) in peers)
        {
            progress.Report("count gates", (double)costs.Count / peers.Length, $"count gates of {prover}");
            costs.Add(PeerDecoderCost.Of(prover, GateModel.Fit([.. GateModel.Samples.Select(count)]), Demand));
        }

        return costs;
    }

    private List<PeerMeasurement> Measure(List<Contender> contenders, IPhaseProgress progress, CancellationToken cancellationToken)
    {
        var cases = contenders.SelectMany(c => options.ThreadCounts.Select(threads => (Contender: c, Threads: threads))).ToList();
        var runs = cases.ConvertAll(_ => new List<ChildCost>());
        var proofBytes = new long[cases.Count];
        for (var round = 0; round < options.Rounds; round++)
        {
            for (var i = 0; i < cases.Count; i++)
            {
                var (contender, threads) = cases[i];
                progress.Report(
                    "measure", (double)((round * cases.Count) + i) / (options.Rounds * cases.Count),
                    $"round {round + 1} of {options.Rounds}, {contender.Name}, {Figures.Counted(threads, "thread")}");
                var outcome = ChildProcess.Run(contender.Command(threads) with { Processors = ProcessorSet.For(threads) }, cancellationToken);
                runs[i].Add(outcome.Cost);
                if (round == 0)
                    proofBytes[i] = contender.Verify(outcome, cancellationToken);
            }
        }

        return [.. cases.Select((c, i) => PeerMeasurement.Of(c.Contender, c.Threads, proofBytes[i], runs[i]))];
    }
}
