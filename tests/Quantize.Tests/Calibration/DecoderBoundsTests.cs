using ZkStyle.Quantize.Calibration;
using ZkStyle.Quantize.Model;
using ZkStyle.Quantize.Tests.Model;

namespace ZkStyle.Quantize.Tests.Calibration;

public class DecoderBoundsTests
{
    [Fact]
    public void Bounds_are_reached_by_the_worst_input_and_never_passed()
    {
        var random = new Random(4);
        for (var round = 0; round < 20; round++)
        {
            var decoder = SampleDecoders.Random((ulong)round, new TensorShape(3, 3, 3), [(4, false), (3, false)]);
            var bounds = DecoderBounds.Of(decoder).Layers[0];
            var layer = decoder.Layers[0].Inputs[0];
            foreach (var (channel, sign, expected) in new[] { (bounds.HighChannel, 1, bounds.High), (bounds.LowChannel, -1, bounds.Low) })
            {
                // The centre cell sees every tap: cell (y, x) is met by kernel line y, column x.
                var latent = new byte[27];
                for (var i = 0; i < 27; i++)
                    latent[i] = sign * layer.Weight(channel, i / 9, i / 3 % 3, i % 3) > 0 ? (byte)255 : (byte)0;
                var q = NaiveDecoder.Run(decoder, latent)[0].Requantized;
                Assert.Equal(expected, q[(channel * 9) + 4]);
            }

            var any = new byte[27];
            random.NextBytes(any);
            Assert.All(NaiveDecoder.Run(decoder, any)[0].Requantized, q => Assert.InRange(q, bounds.Low, bounds.High));
        }
    }

    [Fact]
    public void The_border_radius_covers_the_border_of_the_full_product()
    {
        for (var round = 0; round < 20; round++)
        {
            var decoder = SampleDecoders.Random((ulong)round, new TensorShape(2, 3, 3), [(3, false), (3, false)]);
            var bounds = DecoderBounds.Of(decoder).Layers[0];
            var layer = decoder.Layers[0].Inputs[0];
            long worst = 0;
            // Border cells of the full product meet one line or one column of the kernel.
            for (var o = 0; o < 3; o++)
            {
                for (var edge = 0; edge < 4; edge++)
                {
                    foreach (var sign in new[] { 1, -1 })
                    {
                        long sum = 0;
                        for (var i = 0; i < 2; i++)
                        {
                            for (var t = 0; t < 3; t++)
                            {
                                var w = edge switch { 0 => layer.Weight(o, i, 0, t), 1 => layer.Weight(o, i, 2, t), 2 => layer.Weight(o, i, t, 0), _ => layer.Weight(o, i, t, 2) };
                                sum += w * (sign * w > 0 ? 127 : -128);
                            }
                        }

                        var q = (long)Math.Floor(layer.Multipliers[o] * sum / 65536.0);
                        worst = Math.Max(worst, q >= 0 ? q + 1 : -q);
                    }
                }
            }

            Assert.Equal(worst, bounds.BorderRadius);
        }
    }

    [Fact]
    public void The_reference_decoder_fits_and_a_wilder_one_is_refused_by_name()
    {
        var reference = DecoderBounds.Of(SampleDecoders.Reference(1));
        Assert.True(reference.Fits);
        reference.ThrowIfTooWide();
        Assert.Equal(DecoderBounds.FixedRows + (2 * reference.BorderRadius) + reference.Layers.Sum(l => l.High - l.Low + 1), reference.UsedRows);

        var layers = SampleDecoders.Reference(1).Layers.ToArray();
        var (wide, input) = (layers[1], layers[1].Inputs[0]);
        layers[1] = QuantizedLayer.Convolution(
            wide.Name, input.InputChannels, wide.OutputChannels, input.Upsample, wide.Activation, input.Weights, [.. input.Multipliers.Select(m => 50 * m)], wide.Offsets);
        var bounds = DecoderBounds.Of(new QuantizedDecoder(new TensorShape(8, 8, 8), layers));
        Assert.False(bounds.Fits);
        Assert.Contains("decoder.1", Assert.Throws<InvalidOperationException>(bounds.ThrowIfTooWide).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, DecoderHead.Rgb)]
    [InlineData(2, DecoderHead.Palette)]
    public void Bounds_are_the_extremes_over_all_cells_of_the_full_product(int seed, DecoderHead head)
    {
        var decoder = SampleDecoders.Graph((ulong)seed, head);
        var bounds = DecoderBounds.Of(decoder);
        for (var i = 0; i < decoder.Layers.Count; i++)
        {
            var (layer, shape) = (decoder.Layers[i], decoder.Shapes[i + 1]);
            var (low, high, radius) = (long.MaxValue, long.MinValue, 0L);
            for (var o = 0; o < shape.Channels; o++)
            {
                for (var y = -1; y <= shape.Height; y++)
                {
                    for (var x = -1; x <= shape.Width; x++)
                    {
                        var (least, most) = Extremes(decoder, layer, o, y, x);
                        if (y >= 0 && y < shape.Height && x >= 0 && x < shape.Width)
                        {
                            low = Math.Min(low, Floor(least + layer.Offsets[o]));
                            high = Math.Max(high, Floor(most + layer.Offsets[o]));
                            continue;
                        }

                        // A proof of the choice subtracts scores.
                        (least, most) = layer.Activation == Activation.Score ? (-most, -least) : (least, most);
                        radius = Math.Max(radius, Math.Max(-Floor(least), Floor(most) + 1));
                    }
                }
            }

            Assert.Equal((low, high, radius), (bounds.Layers[i].Low, bounds.Layers[i].High, bounds.Layers[i].BorderRadius));
        }

        var scores = bounds.Layers[^1].Interval;
        Assert.Equal(head == DecoderHead.Palette ? (2 * scores) + 1 + 5 : scores, bounds.Layers[^1].TableRows);
        Assert.Equal(DecoderBounds.FixedRows + (2 * bounds.Layers.Max(l => l.BorderRadius)) + bounds.Layers.Sum(l => l.TableRows), bounds.UsedRows);
    }

    [Fact]
    public void The_palette_reference_fits()
    {
        var bounds = DecoderBounds.Of(SampleDecoders.PaletteReference(1));
        Assert.InRange(bounds.Layers[^1].Interval, 1024, 16384);
        Assert.True(bounds.Fits, $"{bounds.UsedRows} rows");
    }

    private static long Floor(long value) => (long)Math.Floor(value / 65536.0);

    // Every source cell's total weight in one cell of the full product, driven to the end that helps.
    private static (long Low, long High) Extremes(QuantizedDecoder decoder, QuantizedLayer layer, int o, int y, int x)
    {
        var weights = new Dictionary<(int Source, int Channel, int Line, int Column), long>();
        foreach (var input in layer.Inputs)
        {
            var (source, up, half) = (decoder.Shapes[input.Source], input.Upsample ? 2 : 1, input.Kernel / 2);
            for (var i = 0; i < source.Channels; i++)
            {
                for (var tap = 0; tap < input.KernelTaps; tap++)
                {
                    var (line, column) = (y + (tap / input.Kernel) - half, x + (tap % input.Kernel) - half);
                    if (line < 0 || column < 0 || line >= source.Height * up || column >= source.Width * up)
                        continue;
                    var cell = (input.Source, i, line / up, column / up);
                    weights[cell] = weights.GetValueOrDefault(cell) + ((long)input.Multipliers[o] * input.Weight(o, i, tap / input.Kernel, tap % input.Kernel));
                }
            }
        }

        var (low, high) = (0L, 0L);
        foreach (var (cell, weight) in weights)
        {
            var (least, most) = cell.Source == 0 ? (-128, 127) : decoder.Layers[cell.Source - 1].Activation == Activation.Signed ? (-127, 127) : (0, 127);
            low += Math.Min(weight * least, weight * most);
            high += Math.Max(weight * least, weight * most);
        }

        return (low, high);
    }
}
