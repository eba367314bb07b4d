using Xunit.Abstractions;
using ZkStyle.Circuit.Tests.Support;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Circuit.Tests;

public class DecoderWitnessTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_gate_holds_on_the_small_decoder()
    {
        Assert.Empty(CircuitBench.Product.FailingGates(CircuitBench.Product.Honest));
        Assert.Empty(CircuitBench.Fast.FailingGates(CircuitBench.Fast.Honest));
        Assert.Empty(CircuitBench.Fast.FailingGates(CircuitBench.Fast.Forge()));
    }

    [Fact]
    public void The_reference_decoder_decodes_exactly_and_satisfies_every_gate()
    {
        var random = Seeds.Random(21, output);
        var bench = Check(TestDecoders.Reference(random), random);
        Assert.Equal(17, bench.Layout.LogSize);
        Assert.Equal(124_108, bench.Circuit.Report.UsedRows);
        Assert.Empty(bench.FailingGates(bench.Honest));
    }

    [Fact]
    public void A_wide_latent_decodes_exactly_and_satisfies_every_gate()
    {
        var random = Seeds.Random(22, output);
        var bench = Check(TestDecoders.WideLatent(random), random);
        Assert.Equal(17, bench.Layout.LogSize);
        Assert.Empty(bench.FailingGates(bench.Honest));
    }

    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(34)]
    [InlineData(35)]
    public void Random_decoders_decode_exactly_and_satisfy_every_gate(int seed)
    {
        var random = Seeds.Random(seed, output);
        var layers = new (int, bool)[random.Next(1, 4)];
        for (var i = 0; i < layers.Length; i++)
            layers[i] = (i == layers.Length - 1 ? random.Next(1, 5) : random.Next(1, 7), random.Next(2) == 0);
        var latent = new TensorShape(random.Next(1, 5), random.Next(4, 8), random.Next(4, 8));
        output.WriteLine($"latent {latent}, layers {string.Join(", ", layers)}");
        var decoder = TestDecoders.Create(random, latent, shift: 8, reach: 300, largestWeight: 7, layers);
        var circuit = DecoderCompiler.Compile(decoder, CircuitBench.FastOptions);
        for (var i = 0; i < 3; i++)
        {
            var bench = new CircuitBench(circuit, i == 0 ? new byte[decoder.Latent.Length] : TestDecoders.Latent(random, decoder));
            Assert.Equal(NaiveDecoder.Image(decoder, NaiveDecoder.Run(decoder, 8, bench.Honest.Latent.Span)), bench.Honest.Image.ToArray());
            Assert.Empty(bench.FailingGates(bench.Honest, seed));
        }
    }

    [Theory]
    [InlineData(41, DecoderHead.Rgb)]
    [InlineData(42, DecoderHead.Rgb)]
    [InlineData(43, DecoderHead.Rgb)]
    [InlineData(44, DecoderHead.Rgb)]
    [InlineData(45, DecoderHead.Rgb)]
    [InlineData(46, DecoderHead.Rgb)]
    [InlineData(51, DecoderHead.Palette)]
    [InlineData(52, DecoderHead.Palette)]
    [InlineData(53, DecoderHead.Palette)]
    [InlineData(54, DecoderHead.Palette)]
    [InlineData(55, DecoderHead.Palette)]
    [InlineData(56, DecoderHead.Palette)]
    public void Random_graphs_decode_exactly_and_satisfy_every_gate(int seed, DecoderHead head)
    {
        var random = Seeds.Random(seed, output);
        var decoder = TestDecoders.RandomGraph(random, head, shift: 8, reach: 200, largestWeight: 7);
        foreach (var layer in decoder.Layers)
            output.WriteLine($"{layer.Name}: {string.Join(", ", layer.Inputs.Select(i => $"{i.Source} by {i.Kernel}x{i.Kernel}{(i.Upsample ? " doubled" : "")}"))} to {layer.OutputChannels} {layer.Activation}");
        var circuit = DecoderCompiler.Compile(decoder, CircuitBench.FastOptions);
        for (var i = 0; i < 2; i++)
        {
            var bench = new CircuitBench(circuit, i == 0 ? new byte[decoder.Latent.Length] : TestDecoders.Latent(random, decoder));
            Assert.Equal(NaiveDecoder.Image(decoder, NaiveDecoder.Run(decoder, 8, bench.Honest.Latent.Span)), bench.Honest.Image.ToArray());
            Assert.Empty(bench.FailingGates(bench.Honest, seed));
        }
    }

    [Fact]
    public void The_palette_reference_decodes_exactly_and_satisfies_every_gate()
    {
        var random = Seeds.Random(23, output);
        var bench = Check(SampleDecoders.PaletteReference(1), random, classes: 8);
        Assert.Equal(17, bench.Layout.LogSize);
        Assert.Equal(125_370, bench.Circuit.Report.UsedRows);
        Assert.Empty(bench.FailingGates(bench.Honest));
    }

    [Theory]
    [InlineData(DecoderHead.Rgb)]
    [InlineData(DecoderHead.Palette)]
    public void The_sample_graph_decodes_exactly_and_satisfies_every_gate(DecoderHead head)
    {
        var random = Seeds.Random(24, output);
        var bench = Check(SampleDecoders.Graph(3, head), random, classes: 3);
        Assert.Empty(bench.FailingGates(bench.Honest));
    }

    [Fact]
    public void Multiplicities_count_every_lookup_once()
    {
        var bench = CircuitBench.Fast;
        var counts = bench.Honest.Generate(1, bench.Scalars(bench.Honest))[3];
        Assert.Equal(bench.Forge().CountLookups(), counts.ToElements());
        Assert.Equal(2 * bench.Layout.Size, counts.Integers!.Value.ToArray().Sum());
    }

    [Fact]
    public void Phase_1_is_small_integers()
    {
        var bench = CircuitBench.Product;
        foreach (var column in bench.Honest.Generate(1, bench.Scalars(bench.Honest)))
            Assert.All(column.Integers!.Value.ToArray(), value => Assert.InRange(value, -128, 2L << 17));
    }

    [Fact]
    public void Borders_and_filler_carry_no_activation()
    {
        var bench = CircuitBench.Fast;
        var columns = bench.Honest.Generate(1, bench.Scalars(bench.Honest));
        for (var tensor = 0; tensor < 4; tensor++)
        {
            foreach (var row in bench.Border(tensor))
            {
                Assert.Equal(0, columns[2].Integers!.Value.Span[row]);
                Assert.InRange(columns[0].Integers!.Value.Span[row] - bench.ZeroTag, bench.Circuit.Table.Zero.Values.Low, bench.Circuit.Table.Zero.Values.High);
            }
        }
    }

    [Fact]
    public void A_latent_of_the_wrong_length_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => CircuitBench.Fast.Circuit.CreateWitness(new byte[63]));
        Assert.Contains("64 bytes (4x4x4), got 63", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fourth_phase_is_refused()
    {
        var bench = CircuitBench.Fast;
        Assert.Empty(bench.Honest.Generate(3, bench.Scalars(bench.Honest)));
        Assert.Throws<ArgumentOutOfRangeException>(() => bench.Honest.Generate(4, bench.Scalars(bench.Honest)));
    }

    private static CircuitBench Check(QuantizedDecoder decoder, Random random, int classes = 50)
    {
        var bench = new CircuitBench(DecoderCompiler.Compile(decoder), TestDecoders.Latent(random, decoder));
        var tensors = NaiveDecoder.Run(decoder, 16, bench.Honest.Latent.Span);
        Assert.Equal(NaiveDecoder.Image(decoder, tensors), bench.Honest.Image.ToArray());
        Assert.Equal(IntegerInference.Decode(decoder, bench.Honest.Latent.Span), bench.Honest.Image.ToArray());
        Assert.True(bench.Honest.Image.ToArray().Distinct().Count() >= classes, "the decoder's image is flat");
        return bench;
    }
}
