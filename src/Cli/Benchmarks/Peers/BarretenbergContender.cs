using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using ZkStyle.Cli.Benchmarks.Processes;

namespace ZkStyle.Cli.Benchmarks.Peers;

/// <summary>
/// Barretenberg's native UltraHonk prover without zero knowledge and with Keccak, as for a contract, with a circuit that
/// Noir compiled. Its verifier checks the proof up to the last pairing, for which it knows the tau of one public
/// ceremony alone.
/// </summary>
internal sealed class BarretenbergContender : Contender
{
    /// <summary>The prover's name.</summary>
    public const string ProverName = "bb UltraHonk";

    /// <summary>log2 of the rows that the convolution takes.</summary>
    public const int ConvolutionLogSize = 17;

    private const string Target = "evm-no-zk";
    private const string NoirTool = "tools/noir.mjs";
    private const string CircuitFolder = "circuits/noir";
    private const string ThreadVariable = "HARDWARE_CONCURRENCY";

    // What the chain has besides its steps: about twenty gates and a reserve.
    private const int OtherGates = 64;

    // A verifying key begins with log2 of the domain's size, in a word of 32 bytes.
    private const int SizeWordLength = 32;

    // Said by the verifier, with --verbose, of everything before the pairing.
    private static readonly string[] s_verified = ["sumcheck_verified: true", "reduced to pairing check: true"];

    // More than 2^16 gates of the shape that a decoder has.
    private static readonly SampleConvolution s_convolution = new(32, 16, 8);

    private readonly PeerPackages _packages;
    private readonly WorkFolder _work;
    private readonly PeerSrs _srs;
    private readonly string _stem;
    private readonly string _sizes;
    private readonly int _pointsLogSize;

    private BarretenbergContender(
        PeerPackages packages, WorkFolder work, PeerSrs srs, string circuit, int logSize, int pointsLogSize, string stem, string sizes)
        : base(ProverName, circuit, logSize)
    {
        (_packages, _work, _srs, _pointsLogSize, _sizes) = (packages, work, srs, pointsLogSize, sizes);
        _stem = $"bb-{stem}";
    }

    /// <summary>A chain of multiplications that fills a domain.</summary>
    /// <param name="packages">The peers' packages.</param>
    /// <param name="work">Receives prepared files.</param>
    /// <param name="srs">The SRS.</param>
    /// <param name="logSize">log2 of the domain's size.</param>
    /// <param name="pointsLogSize">log2 of the points in the SRS file, which all circuits share.</param>
    /// <returns>The contender.</returns>
    public static BarretenbergContender Chain(PeerPackages packages, WorkFolder work, PeerSrs srs, int logSize, int pointsLogSize) => new(
        packages, work, srs, "chain", logSize, pointsLogSize, $"chain-{logSize}",
        string.Create(CultureInfo.InvariantCulture, $"pub global STEPS: u32 = {(1 << logSize) - OtherGates};\n"));

    /// <summary>A convolution that fills a domain of 2^17.</summary>
    /// <param name="packages">The peers' packages.</param>
    /// <param name="work">Receives prepared files.</param>
    /// <param name="srs">The SRS.</param>
    /// <param name="pointsLogSize">log2 of the points in the SRS file, which all circuits share.</param>
    /// <returns>The contender.</returns>
    public static BarretenbergContender Convolution(PeerPackages packages, WorkFolder work, PeerSrs srs, int pointsLogSize) =>
        OfConvolution(packages, work, srs, s_convolution, pointsLogSize);

    /// <summary>Counts the gates that a convolution takes.</summary>
    /// <param name="packages">The peers' packages.</param>
    /// <param name="work">Receives prepared files.</param>
    /// <param name="srs">The SRS.</param>
    /// <param name="convolution">The convolution.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>Gates as the prover counts them.</returns>
    public static long CountGates(PeerPackages packages, WorkFolder work, PeerSrs srs, SampleConvolution convolution, CancellationToken cancellationToken)
    {
        var contender = OfConvolution(packages, work, srs, convolution, 0);
        contender.Compile(cancellationToken);
        return contender.Gates;
    }

    /// <inheritdoc />
    public override void Prepare(CancellationToken cancellationToken)
    {
        Compile(cancellationToken);
        RequireSize();
        _work.File(NameOf("witness"), path => RunNoir(cancellationToken, "execute", PathOf("program.json"), path));
        _work.File(NameOf("vk"), path =>
        {
            var folder = Directory.CreateDirectory(PathOf("key")).FullName;
            Run(cancellationToken, "write_vk", "-b", PathOf("program.json"), "-o", folder, "-c", CrsFolder(cancellationToken));
            File.Move(Path.Combine(folder, "vk"), path, overwrite: true);
            Directory.Delete(folder, recursive: true);
        });
        Directory.CreateDirectory(PathOf("proof"));
        var size = BinaryPrimitives.ReadInt64BigEndian(File.ReadAllBytes(PathOf("vk")).AsSpan(SizeWordLength - sizeof(long)));
        if (size != LogSize)
            throw new CommandException($"{Name}: the prover takes 2^{size} rows for it; its tools have changed, adjust its steps");
    }

    /// <inheritdoc />
    public override ChildCommand Command(int threads) => BarretenbergCommand(
        "prove", "-b", PathOf("program.json"), "-w", PathOf("witness"), "-k", PathOf("vk"), "-o", PathOf("proof"), "-c", CrsFolder(CancellationToken.None)) with
    {
        Environment = new Dictionary<string, string> { [ThreadVariable] = threads.ToString(CultureInfo.InvariantCulture) },
    };

    /// <inheritdoc />
    public override long Verify(ChildOutcome outcome, CancellationToken cancellationToken)
    {
        var proof = Path.Combine(PathOf("proof"), "proof");
        var verified = ChildProcess.RunAny(
            BarretenbergCommand("verify", "-v", "-k", PathOf("vk"), "-p", proof, "-i", Path.Combine(PathOf("proof"), "public_inputs"), "-c", CrsFolder(cancellationToken)),
            cancellationToken);
        var words = verified.Output + verified.Error;
        if (!s_verified.All(s => words.Contains(s, StringComparison.Ordinal)))
            throw new CommandException($"{Name}: the proof does not verify; run the command again, and with --work to look at its files");
        return new FileInfo(proof).Length;
    }

    private static BarretenbergContender OfConvolution(
        PeerPackages packages, WorkFolder work, PeerSrs srs, SampleConvolution convolution, int pointsLogSize) => new(
        packages, work, srs, "convolution", ConvolutionLogSize, pointsLogSize,
        $"convolution-{convolution.Inputs}-{convolution.Outputs}-{convolution.Side}", convolution.ToNoir());

    private void Compile(CancellationToken cancellationToken)
    {
        var program = _work.File(NameOf("program.json"), path =>
        {
            var folder = PathOf("circuit");
            var sources = Directory.CreateDirectory(Path.Combine(folder, "src")).FullName;
            File.WriteAllText(Path.Combine(folder, "Nargo.toml"), $"[package]\nname = \"{Circuit}\"\ntype = \"bin\"\nauthors = [\"\"]\n\n[dependencies]\n");
            File.Copy(_packages.PathOf(CircuitFolder, Circuit, "main.nr"), Path.Combine(sources, "main.nr"), overwrite: true);
            File.WriteAllText(Path.Combine(sources, "sizes.nr"), _sizes);
            RunNoir(cancellationToken, "compile", folder, path);
            Directory.Delete(folder, recursive: true);
        });
        var gates = ChildProcess.Run(BarretenbergCommand("gates", "-b", program), cancellationToken);
        using var report = JsonDocument.Parse(gates.Output);
        Gates = report.RootElement.GetProperty("functions")[0].GetProperty("circuit_size").GetInt64();
    }

    private string CrsFolder(CancellationToken cancellationToken) => _srs.BarretenbergFolder(_pointsLogSize, cancellationToken);

    private void RunNoir(CancellationToken cancellationToken, params string[] arguments) =>
        ChildProcess.Run(_packages.NodeCommand(NoirTool, arguments) with { Name = $"noir {arguments[0]}" }, cancellationToken);

    private void Run(CancellationToken cancellationToken, params string[] arguments) =>
        ChildProcess.Run(BarretenbergCommand(arguments), cancellationToken);

    private ChildCommand BarretenbergCommand(params string[] arguments) =>
        new(_packages.Barretenberg(), [.. arguments, "-t", Target]) { Name = $"bb {arguments[0]}" };

    private string NameOf(string extension) => $"{_stem}.{extension}";

    private string PathOf(string extension) => Path.Combine(_work.Root, NameOf(extension));
}
