using System.Numerics;
using ZkStyle.Circuit.Compilation;
using ZkStyle.Circuit.Layout;
using ZkStyle.Prover.Constraints;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Circuit.Tests.Support;

/// <summary>One small circuit with an honest witness, and what forgeries need to know of it.</summary>
internal sealed class CircuitBench
{
    private static readonly Lazy<CircuitBench> s_product = new(() => new CircuitBench(16));
    private static readonly Lazy<CircuitBench> s_fast = new(() => new CircuitBench(8));

    private static readonly Lazy<CircuitBench> s_palette = new(() => SmallPalette(8));

    private readonly Lazy<Dictionary<(Fr, Fr), int>> _tableRows;

    public CircuitBench(DecoderCircuit circuit, byte[] latent)
    {
        Circuit = circuit;
        Honest = circuit.CreateWitness(latent);
        _tableRows = new Lazy<Dictionary<(Fr, Fr), int>>(IndexTable);
        ByteRows = new int[circuit.Decoder.Image.Length];
        foreach (var row in Enumerable.Range(circuit.Layout.FirstImageRow, circuit.Layout.RowAfterImage - circuit.Layout.FirstImageRow))
        {
            var at = circuit.Layout.Row(row);
            var shape = circuit.Decoder.Image;
            if (at.IsInterior)
                ByteRows[(((at.Channel * shape.Height) + at.Y - 1) * shape.Width) + at.X - 1] = row;
        }
    }

    private CircuitBench(int shift)
        : this(Compile(shift, out var latent), latent)
    {
    }

    /// <summary>The small decoder as the product compiles it: shift 16, 2^17 rows.</summary>
    public static CircuitBench Product => s_product.Value;

    /// <summary>The small decoder with a shift of 8 bits, on 2^12 rows.</summary>
    public static CircuitBench Fast => s_fast.Value;

    /// <summary>The small palette decoder with a shift of 8 bits, on 2^12 rows.</summary>
    public static CircuitBench Palette => s_palette.Value;

    public static CompilerOptions FastOptions { get; } = new(Shift: 8, MinimumLogSize: 12);

    public DecoderCircuit Circuit { get; }

    public DecoderWitness Honest { get; }

    public ChainLayout Layout => Circuit.Layout;

    public QuantizedDecoder Decoder => Circuit.Decoder;

    public int Shift => Circuit.Table.Shift;

    /// <summary>2^shift.</summary>
    public long Radix => 1L << Shift;

    public long ZeroTag => Circuit.Table.Zero.Tag;

    /// <summary>Rows of the public image bytes, by position in the image.</summary>
    public int[] ByteRows { get; }

    /// <summary>The first table row of every tuple.</summary>
    public Dictionary<(Fr, Fr), int> TableRows => _tableRows.Value;

    public ForgedWitness Forge() => new(this, Honest);

    public long Tag(int tensor) => Circuit.Table.OfTensor(tensor).Tag;

    /// <summary>What the activation of a tensor makes of a k under its own tag.</summary>
    public Fr Activate(int tensor, Fr k) =>
        Circuit.Graph.Tensors[tensor].Output((long)Signed(k) - Tag(tensor));

    /// <summary>Rows of a tensor that carry activations, in row order.</summary>
    public int[] Interior(int tensor) => RowsOf(tensor, interior: true);

    /// <summary>The other rows of a tensor, in row order.</summary>
    public int[] Border(int tensor) => RowsOf(tensor, interior: false);

    /// <summary>The row of a cell of the full product.</summary>
    public int RowOf(int tensor, int channel, int y, int x)
    {
        var chain = Layout.Chains.Single(c => c.Plan.Tensor == tensor && c.Plan.Channel == channel);
        var position = Enumerable.Range(0, chain.Grid.Length).Single(i => chain.Grid.Y(i) == y && chain.Grid.X(i) == x);
        return chain.FirstRow + position;
    }

    /// <summary>Scalars of a proof without challenges, for phase 1.</summary>
    public ScalarValues Scalars(IWitness witness) =>
        new(Circuit.Assignment.System, Circuit.Assignment.Parameters, witness.PublicInputs);

    /// <summary>The gates that fail, by their numbers, with challenges drawn after the witness is fixed.</summary>
    public string[] FailingGates(IWitness witness, int seed = 1) => FailingGates(witness, DrawFrom(seed));

    public string[] FailingGates(IWitness witness, Func<int, Fr> draw) =>
        [.. WitnessChecker.Check(Circuit.Assignment, witness, draw).Select(f => f.Gate.Split(' ')[0]).Order(StringComparer.Ordinal)];

    /// <summary>Random challenges.</summary>
    public static Func<int, Fr> DrawFrom(int seed)
    {
        var random = new Random(seed);
        return _ => Seeds.Element(random);
    }

    /// <summary>The element as an integer in (-p/2, p/2).</summary>
    public static BigInteger Signed(Fr value)
    {
        var integer = value.ToBigInteger();
        return integer > Fr.Modulus / 2 ? integer - Fr.Modulus : integer;
    }

    /// <summary>A small palette decoder, and a latent whose image has several classes and cells where the best scores tie.</summary>
    private static CircuitBench SmallPalette(int shift)
    {
        for (var seed = 1; ; seed++)
        {
            var random = new Random(seed);
            var decoder = TestDecoders.SmallPalette(random, shift);
            var latent = TestDecoders.Latent(random, decoder);
            var tensors = NaiveDecoder.Run(decoder, shift, latent);
            var ties = Enumerable.Range(0, decoder.Image.Length).Count(i =>
            {
                var scores = Enumerable.Range(0, decoder.Shapes[^1].Channels).Select(c => tensors[^1][c, i / decoder.Image.Width, i % decoder.Image.Width]).ToArray();
                return scores.Count(s => s == scores.Max()) == 2;
            });
            if (ties >= 2 && NaiveDecoder.Image(decoder, tensors).Distinct().Count() >= 3)
                return new CircuitBench(DecoderCompiler.Compile(decoder, shift == QuantizedLayer.Shift ? CompilerOptions.Default : FastOptions), latent);
        }
    }

    private static DecoderCircuit Compile(int shift, out byte[] latent)
    {
        var random = new Random(7);
        var decoder = TestDecoders.Small(random, shift);
        latent = TestDecoders.Latent(random, decoder);
        return DecoderCompiler.Compile(decoder, shift == QuantizedLayer.Shift ? CompilerOptions.Default : FastOptions);
    }

    private Dictionary<(Fr, Fr), int> IndexTable()
    {
        var (values, outputs) = (Circuit.Assignment.Columns[DecoderColumns.TableValue], Circuit.Assignment.Columns[DecoderColumns.TableOutput]);
        var rows = new Dictionary<(Fr, Fr), int>(values.Length);
        for (var row = 0; row < values.Length; row++)
            rows.TryAdd((values[row], outputs[row]), row);
        return rows;
    }

    private int[] RowsOf(int tensor, bool interior) =>
        [.. Layout.Chains.Where(c => c.Plan.Tensor == tensor)
            .SelectMany(c => Enumerable.Range(c.FirstRow, c.Grid.Length))
            .Where(row => Layout.Row(row).IsInterior == interior)];
}
