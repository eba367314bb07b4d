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
}
