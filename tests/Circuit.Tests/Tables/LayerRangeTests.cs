using Xunit.Abstractions;
using ZkStyle.Circuit.Graphs;
using ZkStyle.Circuit.Tables;
using ZkStyle.Circuit.Tests.Support;
using ZkStyle.Quantize.Calibration;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Circuit.Tests.Tables;

public class LayerRangeTests(ITestOutputHelper output)
{
    /// <summary>
    /// What a layer adds up at an output cell is linear in the cells it reads, so its extremes over their full ranges are
    /// reached by setting each cell to the end that its total weight asks for; the weights come from probing with units.
    /// </summary>
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 0)]
    [InlineData(4, 0)]
    [InlineData(5, 1)]
    [InlineData(6, 1)]
    public void Ranges_are_the_extremes_over_all_cells_of_the_full_product(int seed, int palette)
    {
        var decoder = TestDecoders.RandomGraph(Seeds.Random(seed, output), (DecoderHead)palette, shift: 8, reach: 200, largestWeight: 7);
        var graph = CircuitGraphBuilder.Build(decoder, 8);
        var ranges = LayerRange.Of(graph);
        for (var i = 0; i < decoder.Layers.Count; i++)
        {
            var range = decoder.Layers[i].Activation == Activation.Score ? graph.Palette!.Scores : ranges[i];
            for (var o = 0; o < decoder.Layers[i].OutputChannels; o++)
            {
                var (interior, border) = Extremes(decoder, i, o);
                Assert.Equal(interior, range.Channels[o].Interior);
                Assert.Equal(border, range.Channels[o].Border);
            }

            Assert.Equal(range.Channels.Select(c => c.Interior).Aggregate((a, b) => a.Union(b)), range.Interior);
            Assert.Equal(range.Channels.Select(c => c.Border).Aggregate((a, b) => a.Union(b)), range.Border);
        }
    }

    [Fact]
    public void The_tensors_of_a_palette_head_reach_what_scores_and_winners_allow()
    {
        var graph = CircuitBench.Palette.Circuit.Graph;
        var palette = graph.Palette!;
        var ranges = CircuitBench.Palette.Circuit.Ranges;
        var scores = palette.Scores;

        // max is anything that some table row outputs, its own region or another tensor's, above the highest score.
        var maximum = ranges[palette.Maximum - 1].Interior;
        Assert.Equal(Math.Min(scores.Interior.Low, scores.Interior.High - 128), maximum.Low);
        Assert.Equal(scores.Interior.High + 256, maximum.High);
        for (var c = 0; c < palette.Classes; c++)
        {
            var score = scores.Channels[c].Interior;
            Assert.Equal(
                new QuantizedRange(scores.Interior.Low - score.High, scores.Interior.High - score.Low + c),
                ranges[palette.Winners - 1].Channels[palette.Reverse(c)].Interior);
        }

        var sum = Enumerable.Range(0, palette.Classes).Sum(c => 64 + c);
        Assert.Equal(new QuantizedRange(0, sum), ranges[graph.ImageTensor - 1].Interior);
        Assert.Equal(new QuantizedRange(0, 0), ranges[palette.Maximum - 1].Border);
        Assert.Equal(new QuantizedRange(0, 0), ranges[graph.ImageTensor - 1].Border);
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
        var graph = CircuitGraphBuilder.Build(decoder, 16);
        var ranges = LayerRange.Of(graph);
        for (var i = 0; i < ranges.Count; i++)
        {
            var bound = new QuantizedRange(bounds.Layers[i].Low, bounds.Layers[i].High);
            Assert.True(bound.Contains(ranges[i].Interior));
            if (!decoder.Layers[i].Inputs[0].Upsample)
                Assert.Equal(bound, ranges[i].Interior);
        }

        Assert.True(LookupTable.ZeroReach(ranges) <= bounds.BorderRadius);
        Assert.True(LookupTable.SideBySide(graph, ranges).RowCount <= bounds.UsedRows);
    }

    [Fact]
    public void An_accumulator_outside_32_bits_is_refused_by_layer_and_channel()
    {
        const int Inputs = 16000;
        var weights = new sbyte[2 * Inputs * 9];
        weights.AsSpan(Inputs * 9).Fill(127);
        var layer = QuantizedLayer.Convolution("decoder.7", Inputs, 2, false, Activation.Relu, weights, [1, 1], [0, 0]);
        var decoder = new QuantizedDecoder(
            new TensorShape(Inputs, 1, 1), [layer, QuantizedLayer.Convolution("head", 2, 1, false, Activation.ImageByte, new sbyte[18], [1], [0])]);
        var error = Assert.Throws<CompilationException>(() => CircuitGraphBuilder.Build(decoder, 16));
        Assert.Contains("decoder.7, channel 1", error.Message, StringComparison.Ordinal);
    }

    private static (QuantizedRange Interior, QuantizedRange Border) Extremes(QuantizedDecoder decoder, int position, int o)
    {
        var (layer, shape) = (decoder.Layers[position], decoder.Shapes[position + 1]);
        var units = decoder.Shapes.Select(s => new long[s.Channels, s.Height, s.Width]).ToArray();
        var sources = layer.Inputs.Select(input => input.Source).Distinct().ToArray();
        QuantizedRange? interior = null, border = null;
        for (var y = -1; y <= shape.Height; y++)
        {
            for (var x = -1; x <= shape.Width; x++)
            {
                long low = 0, high = 0;
                foreach (var source in sources)
                {
                    var (least, most) = source == 0 ? (-128, 127) : decoder.Layers[source - 1].Activation == Activation.Signed ? (-127, 127) : (0, 127);
                    for (var i = 0; i < units[source].Length; i++)
                    {
                        var at = decoder.Shapes[source];
                        ref var cell = ref units[source][i / (at.Height * at.Width), i / at.Width % at.Height, i % at.Width];
                        cell = 1;
                        var weight = NaiveDecoder.Product(layer, units, o, y, x);
                        cell = 0;
                        low += Math.Min(weight * least, weight * most);
                        high += Math.Max(weight * least, weight * most);
                    }
                }

                var inside = y >= 0 && y < shape.Height && x >= 0 && x < shape.Width;
                var offset = inside ? layer.Offsets[o] : 0;
                var q = new QuantizedRange((long)Math.Floor((low + offset) / 256.0), (long)Math.Floor((high + offset) / 256.0));
                if (inside)
                    interior = interior?.Union(q) ?? q;
                else
                    border = border?.Union(q) ?? q;
            }
        }

        return (interior!.Value, border!.Value);
    }
}
