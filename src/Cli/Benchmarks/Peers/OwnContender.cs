using System.Globalization;
using ZkStyle.Circuit;
using ZkStyle.Cli.Benchmarks.Circuits;
using ZkStyle.Cli.Benchmarks.Processes;
using ZkStyle.Cli.Benchmarks.Scaling;
using ZkStyle.Cli.Files;
using ZkStyle.Cli.Output;
using ZkStyle.Cli.Proving;
using ZkStyle.Prover.Plonk;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Cli.Benchmarks.Peers;

/// <summary>
/// This program as a whole process. A decoder is proven as everyone would, by <c>zkstyle prove</c>: reading model and
/// key, compiling, witness, proof, verification, writing. Other sizes prove a synthetic circuit, witness included too.
/// </summary>
internal sealed class OwnContender : Contender
{
    private const string ProverName = "ZkStyle";
    private const ulong Seed = 1;

    private readonly WorkFolder _work;
    private readonly PeerSrs _srs;
    private readonly CircuitKind _kind;
    private readonly string _stem;

    /// <summary>Creates the contender.</summary>
    /// <param name="work">Receives prepared files.</param>
    /// <param name="srs">The SRS.</param>
    /// <param name="kind">The kind of circuit.</param>
    /// <param name="logSize">log2 of its rows.</param>
    public OwnContender(WorkFolder work, PeerSrs srs, CircuitKind kind, int logSize)
        : base(ProverName, Figures.Word(kind), logSize)
    {
        (_work, _srs, _kind) = (work, srs, kind);
        _stem = $"own-{Figures.Word(kind)}-{logSize}";
    }

    /// <inheritdoc />
    public override void Prepare(CancellationToken cancellationToken)
    {
        if (_kind == CircuitKind.Decoder)
        {
            PrepareDecoder(cancellationToken);
            return;
        }

        Gates = 1L << LogSize;
        _work.File($"{_stem}.pk", path => ChildProcess.Run(OwnProgram.Command(["bench", "child-keys", .. CircuitArguments(), "--out", path]), cancellationToken));
    }

    /// <inheritdoc />
    public override ChildCommand Command(int threads)
    {
        var count = threads.ToString(CultureInfo.InvariantCulture);
        return _kind == CircuitKind.Decoder
            ? OwnProgram.Command(
                "prove", PathOf("zkm"), PathOf("latent"), "--keys", PathOf("pk"), "--threads", count, "--out", PathOf("proof"), "--json")
            : OwnProgram.Command(
                ["bench", "child-prove", .. CircuitArguments(), "--key", PathOf("pk"), "--threads", count, "--proofs", "1", "--json"]);
    }

    /// <inheritdoc />
    /// <remarks>Both commands verify their proof themselves and fail when it is wrong, so what is left is to measure it.</remarks>
    public override long Verify(ChildOutcome outcome, CancellationToken cancellationToken) => _kind == CircuitKind.Decoder
        ? new FileInfo(PathOf("proof")).Length
        : CommandConsole.FromJson<ChildProofs>(outcome.Output).Proofs[0].Bytes;

    private void PrepareDecoder(CancellationToken cancellationToken)
    {
        var decoder = DecoderBenchmarkCircuit.Decoder(LogSize, Seed);
        var circuit = DecoderCompiler.Compile(decoder);
        Gates = circuit.Report.UsedRows;
        _work.File($"{_stem}.latent", path =>
        {
            var latent = new byte[decoder.Latent.Length];
            new Random(unchecked((int)Seed)).NextBytes(latent);
            File.WriteAllBytes(path, latent);
        });
        _work.File($"{_stem}.zkm", path => new StyleModel(decoder).WriteFile(path));
        _work.File($"{_stem}.pk", path =>
        {
            var key = ModelProver.GenerateKeys(circuit, _srs.Generate(LogSize, cancellationToken), new SilentProgress(), cancellationToken);
            OutputFile.Write(path, stream => ProvingKeyFile.Write(key, stream), cancellationToken);
        });
    }

    private string[] CircuitArguments() =>
    [
        "--circuit", Circuit, "--log-size", LogSize.ToString(CultureInfo.InvariantCulture), "--seed", Seed.ToString(CultureInfo.InvariantCulture),
    ];

    private string PathOf(string extension) => Path.Combine(_work.Root, $"{_stem}.{extension}");
}
