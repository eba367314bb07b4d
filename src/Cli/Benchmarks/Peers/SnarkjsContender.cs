using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ZkStyle.Cli.Benchmarks.Processes;

namespace ZkStyle.Cli.Benchmarks.Peers;

/// <summary>snarkjs's PLONK prover: JavaScript and WebAssembly on Node.js, with a circuit that circom compiled.</summary>
internal sealed partial class SnarkjsContender : Contender
{
    /// <summary>The prover's name.</summary>
    public const string ProverName = "snarkjs PLONK";

    private const string Snarkjs = "node_modules/snarkjs/build/cli.cjs";
    private const string Circom = "node_modules/circom2/cli.js";
    private const string CircuitFolder = "circuits/circom";
    private const string Main = "main";
    private const string GatesFile = "gates";

    // What the chain has besides its steps: the output and a reserve.
    private const int OtherGates = 16;
    private const int PointBytes = 64;
    private const int ScalarBytes = 32;

    private readonly PeerPackages _packages;
    private readonly WorkFolder _work;
    private readonly PeerSrs _srs;
    private readonly string _stem;
    private readonly string _template;
    private readonly string _source;
    private readonly string _input;

    private SnarkjsContender(PeerPackages packages, WorkFolder work, PeerSrs srs, string circuit, int logSize, string stem, string source, string input)
        : base(ProverName, circuit, logSize)
    {
        (_packages, _work, _srs, _template, _source, _input) = (packages, work, srs, $"{circuit}.circom", source, input);
        _stem = $"snarkjs-{stem}";
    }

    /// <summary>A chain of squarings that fills a domain.</summary>
    /// <param name="packages">The peers' packages.</param>
    /// <param name="work">Receives prepared files.</param>
    /// <param name="srs">The SRS.</param>
    /// <param name="logSize">log2 of the domain's size.</param>
    /// <returns>The contender.</returns>
    public static SnarkjsContender Chain(PeerPackages packages, WorkFolder work, PeerSrs srs, int logSize) => new(
        packages, work, srs, "chain", logSize, $"chain-{logSize}",
        $"pragma circom 2.1.0;\ninclude \"chain.circom\";\ncomponent main = Chain({(1 << logSize) - OtherGates});\n", """{"x": "3"}""");

    /// <summary>Counts the gates that a convolution takes.</summary>
    /// <param name="packages">The peers' packages.</param>
    /// <param name="work">Receives prepared files.</param>
    /// <param name="srs">The SRS.</param>
    /// <param name="convolution">The convolution.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>PLONK gates as the setup counts them.</returns>
    public static long CountGates(PeerPackages packages, WorkFolder work, PeerSrs srs, SampleConvolution convolution, CancellationToken cancellationToken)
    {
        // The setup serves any circuit that fits its file; 2^16 holds every sample.
        var contender = new SnarkjsContender(
            packages, work, srs, "convolution", 16, $"convolution-{convolution.Inputs}-{convolution.Outputs}-{convolution.Side}",
            convolution.ToCircom(), convolution.ToInput());
        if (!File.Exists(contender.PathOf(GatesFile)))
        {
            // The setup counts on its way to a key, which nobody needs.
            contender.SetUp(cancellationToken);
            File.Delete(contender.PathOf("zkey"));
        }

        return contender.ReadGates();
    }

    /// <inheritdoc />
    public override void Prepare(CancellationToken cancellationToken)
    {
        SetUp(cancellationToken);
        Gates = ReadGates();
        RequireSize();
        _work.File($"{_stem}.wtns", path =>
        {
            File.WriteAllText(PathOf("input.json"), _input);
            Run(cancellationToken, "wtns", "calculate", PathOf("wasm"), PathOf("input.json"), path);
        });
        _work.File($"{_stem}.vk.json", path => Run(cancellationToken, "zkey", "export", "verificationkey", PathOf("zkey"), path));
    }

    /// <inheritdoc />
    public override ChildCommand Command(int threads) => _packages.NodeCommand(
        Snarkjs, "plonk", "prove", PathOf("zkey"), PathOf("wtns"), PathOf("proof.json"), PathOf("public.json"));

    /// <inheritdoc />
    public override long Verify(ChildOutcome outcome, CancellationToken cancellationToken)
    {
        Run(cancellationToken, "plonk", "verify", PathOf("vk.json"), PathOf("public.json"), PathOf("proof.json"));
        using var proof = JsonDocument.Parse(File.ReadAllBytes(PathOf("proof.json")));
        return proof.RootElement.EnumerateObject().Sum(value => value.Value.ValueKind switch
        {
            JsonValueKind.Array => PointBytes,
            JsonValueKind.String when char.IsAsciiDigit(value.Value.GetString()![0]) => ScalarBytes,
            _ => 0L,
        });
    }

    private void SetUp(CancellationToken cancellationToken)
    {
        _work.File($"{_stem}.wasm", path => Compile(path, cancellationToken));
        _work.File($"{_stem}.zkey", path =>
        {
            var setup = Run(cancellationToken, "plonk", "setup", PathOf("r1cs"), _srs.PowersOfTau(LogSize, cancellationToken), path);
            File.WriteAllText(PathOf(GatesFile), GateCount().Match(setup.Output).Groups[1].Value);
        });
    }

    private long ReadGates() => long.TryParse(File.ReadAllText(PathOf(GatesFile)), CultureInfo.InvariantCulture, out var gates)
        ? gates
        : throw new CommandException($"{Name}: the setup did not say how many gates there are; run the command again with another --work");

    private void Compile(string program, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(PathOf("circuit")).FullName;
        File.Copy(_packages.PathOf(CircuitFolder, _template), Path.Combine(folder, _template), overwrite: true);
        File.WriteAllText(Path.Combine(folder, $"{Main}.circom"), _source);
        ChildProcess.Run(
            _packages.NodeCommand(Circom, $"{Main}.circom", "--r1cs", "--wasm", "--O1", "-o", ".") with { Folder = folder, Name = "circom" }, cancellationToken);
        File.Move(Path.Combine(folder, $"{Main}.r1cs"), PathOf("r1cs"), overwrite: true);
        File.Move(Path.Combine(folder, $"{Main}_js", $"{Main}.wasm"), program, overwrite: true);
        Directory.Delete(folder, recursive: true);
    }

    private ChildOutcome Run(CancellationToken cancellationToken, params string[] arguments) =>
        ChildProcess.Run(_packages.NodeCommand(Snarkjs, arguments) with { Name = $"snarkjs {arguments[0]} {arguments[1]}" }, cancellationToken);

    private string PathOf(string extension) => Path.Combine(_work.Root, $"{_stem}.{extension}");

    [GeneratedRegex(@"Plonk constraints: (\d+)")]
    private static partial Regex GateCount();
}
