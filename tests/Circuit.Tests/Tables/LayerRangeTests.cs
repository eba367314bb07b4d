using Xunit.Abstractions;
using ZkStyle.Circuit.Tables;
using ZkStyle.Circuit.Tests.Support;
using ZkStyle.Quantize.Calibration;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Circuit.Tests.Tables;

public class LayerRangeTests(ITestOutputHelper output)
{
    /// <summary>
    /// The accumulator at an output cell is linear in the inputs, so its extremes over the full range are reached by
    /// setting each input cell to the end that its total weight asks for; the weights come from probing with unit inputs.
    /// </summary>
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(4, true)]
    public void Ranges_are_the_extremes_over_all_cells_of_the_full_product(int seed, bool upsample)
    {
        var random = Seeds.Random(seed, output);
        var layer = TestDecoders.Create(random, new TensorShape(3, 4, 4), 16, 500, 127, (2, upsample)).Layers[0];
        var input = LayerRange.InputRange(0);
        var range = LayerRange.Of(layer, input, 16);
        var side = upsample ? 8 : 4;
        for (var o = 0; o < 2; o++)
        {
            QuantizedRange? interior = null, border = null;
            for (var y = -1; y <= side; y++)
            {
                for (var x = -1; x <= side; x++)
                {
                    var (low, high) = Extremes(layer, input, o, y, x);
                    var inside = y >= 0 && y < side && x >= 0 && x < side;
                    var offset = inside ? layer.Offsets[o] : 0;
                    var q = new QuantizedRange(Floor((layer.Inputs[0].Multipliers[o] * low) + offset), Floor((layer.Inputs[0].Multipliers[o] * high) + offset));
                    if (inside)
                        interior = interior?.Union(q) ?? q;
                    else
                        border = border?.Union(q) ?? q;
                }
            }

            Assert.Equal(interior, range.Channels[o].Interior);
            Assert.Equal(border, range.Channels[o].Border);
        }

        Assert.Equal(range.Channels[0].Interior.Union(range.Channels[1].Interior), range.Interior);
        Assert.Equal(range.Channels[0].Border.Union(range.Channels[1].Border), range.Border);
    }

    [Fact]
    public void Witnesses_stay_inside_their_ranges_and_extreme_latents_reach_the_first_layers()
    {
        var bench = CircuitBench.Fast;
        var layer = bench.Decoder.Layers[0];
        var range = bench.Circuit.Ranges[0];

        // The latent that drives the middle cell of output channel 0 to its highest accumulator.
        var latent = new byte[bench.Decoder.Latent.Length];
        for (var i = 0; i < 4; i++)
        {
            for (var tap = 0; tap < 9; tap++)
                latent[(i * 16) + ((1 + (tap / 3)) * 4) + 1 + (tap % 3)] = (byte)(layer.Inputs[0].Weight(0, i, tap / 3, tap % 3) > 0 ? 255 : 0);
        }

        var witness = bench.Circuit.CreateWitness(latent);
        var k = witness.Generate(1, bench.Scalars(witness))[0].Integers!.Value.Span[bench.RowOf(1, 0, 3, 3)];
        Assert.Equal(range.Channels[0].Interior.High, k - bench.Tag(1));
        Assert.Empty(bench.FailingGates(witness));
    }

    /// <summary>Training asks DecoderBounds, which does not sum the taps that an upsample puts on one cell, whether a model will fit.</summary>
    [Fact]
    public void A_decoder_that_training_takes_to_fit_does_fit()
    {
        var decoder = TestDecoders.Reference(Seeds.Random(6, output));
        var bounds = DecoderBounds.Of(decoder);
        var ranges = LayerRange.Of(decoder, 16);
        for (var i = 0; i < ranges.Count; i++)
        {
            var bound = new QuantizedRange(bounds.Layers[i].Low, bounds.Layers[i].High);
            Assert.True(bound.Contains(ranges[i].Interior));
            if (!decoder.Layers[i].Inputs[0].Upsample)
                Assert.Equal(bound, ranges[i].Interior);
        }

        Assert.True(LookupTable.ZeroReach(ranges) <= bounds.BorderRadius);
        Assert.True(LookupTable.SideBySide(decoder, ranges, 16).RowCount <= bounds.UsedRows);
    }

    [Fact]
    public void Later_layers_read_what_the_relu_lets_through()
    {
        Assert.Equal(new QuantizedRange(-128, 127), LayerRange.InputRange(0));
        Assert.Equal(new QuantizedRange(0, 127), LayerRange.InputRange(3));
    }

    [Fact]
    public void An_accumulator_outside_32_bits_is_refused_by_layer_and_channel()
    {
        const int Inputs = 16000;
        var weights = new sbyte[2 * Inputs * 9];
        weights.AsSpan(Inputs * 9).Fill(127);
        var layer = QuantizedLayer.Convolution("decoder.7", Inputs, 2, false, Activation.Relu, weights, [1, 1], [0, 0]);
        var error = Assert.Throws<CompilationException>(() => LayerRange.Of(layer, LayerRange.InputRange(1), 16));
        Assert.Contains("decoder.7, channel 1", error.Message, StringComparison.Ordinal);
    }

    private static long Floor(long value) => (long)Math.Floor(value / 65536.0);

    private static (long Low, long High) Extremes(QuantizedLayer layer, QuantizedRange input, int o, int y, int x)
    {
        var cells = new long[3, 4, 4];
        long low = 0, high = 0;
        for (var i = 0; i < cells.Length; i++)
        {
            var (c, line, column) = (i / 16, i / 4 % 4, i % 4);
            cells[c, line, column] = 1;
            var weight = NaiveDecoder.Accumulator(layer.Inputs[0], cells, o, y, x);
            cells[c, line, column] = 0;
            low += Math.Min(weight * input.Low, weight * input.High);
            high += Math.Max(weight * input.Low, weight * input.High);
        }

        return (low, high);
    }
}
