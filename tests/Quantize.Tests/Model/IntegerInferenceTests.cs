using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Tests.Model;

public class IntegerInferenceTests
{
    public static TheoryData<int, int, int, int> LatentShapes => new()
    {
        { 1, 1, 1, 1 }, { 2, 3, 2, 1 }, { 3, 4, 5, 2 }, { 4, 8, 8, 8 }, { 5, 9, 7, 3 }, { 6, 16, 16, 12 }, { 7, 1, 11, 4 }, { 8, 6, 1, 5 },
    };

    [Theory]
    [MemberData(nameof(LatentShapes))]
    public void Every_layer_matches_the_naive_decoder(int seed, int height, int width, int channels)
    {
        var random = new Random(seed);
        var decoder = SampleDecoders.Random((ulong)seed, new TensorShape(channels, height, width), [(5, false), (8, true), (1, false), (7, false), (3, true)]);
        foreach (var latent in Latents(random, decoder.Latent.Length))
        {
            var expected = NaiveDecoder.Run(decoder, latent);
            var traces = IntegerInference.Trace(decoder, latent);
            for (var i = 0; i < traces.Count; i++)
            {
                Assert.Equal(decoder.Shapes[i + 1], traces[i].Shape);
                Assert.Equal(expected[i].Accumulators, Array.ConvertAll(traces[i].Accumulators, v => (System.Numerics.BigInteger)v));
                Assert.Equal(expected[i].Requantized, Array.ConvertAll(traces[i].Requantized, v => (System.Numerics.BigInteger)v));
                Assert.Equal(expected[i].Activations, traces[i].Activations);
            }

            Assert.Equal(expected[^1].Activations, IntegerInference.Decode(decoder, latent));
        }
    }

    [Fact]
    public void The_reference_decoder_matches_the_naive_decoder_at_full_size()
    {
        var decoder = SampleDecoders.Reference(seed: 1);
        Assert.Equal(new TensorShape(3, 64, 64), decoder.Image);
        var latent = new byte[decoder.Latent.Length];
        new Random(1).NextBytes(latent);
        var image = IntegerInference.Decode(decoder, latent);
        Assert.Equal(NaiveDecoder.Run(decoder, latent)[^1].Activations, image);
        // Neither dead nor saturated, or it would be a poor stand-in for a trained model.
        Assert.InRange(image.Count(b => b is 0 or 255), 0, image.Length / 4);
        Assert.True(image.Distinct().Count() > 128);
    }

    [Fact]
    public void Extreme_weights_inputs_and_multipliers_do_not_overflow()
    {
        var weights = new sbyte[300 * 2 * 9];
        Array.Fill(weights, (sbyte)127);
        Array.Fill(weights, (sbyte)-127, weights.Length / 2, weights.Length / 2);
        var layer = new QuantizedConvolution("wide", 300, 2, false, Activation.ImageByte, weights, [(1 << 24) - 1, (1 << 24) - 1], [(1L << 40) - 1, -(1L << 40) + 1]);
        var decoder = new QuantizedDecoder(new TensorShape(300, 3, 3), [layer]);
        foreach (var fill in new byte[] { 0, 255 })
        {
            var latent = new byte[decoder.Latent.Length];
            Array.Fill(latent, fill);
            var expected = NaiveDecoder.Run(decoder, latent)[0];
            var trace = IntegerInference.Trace(decoder, latent)[0];
            Assert.Equal(expected.Requantized, Array.ConvertAll(trace.Requantized, v => (System.Numerics.BigInteger)v));
            Assert.Equal(expected.Activations, trace.Activations);
        }
    }

    [Fact]
    public void A_latent_of_the_wrong_length_is_named()
    {
        var decoder = SampleDecoders.Reference(seed: 1);
        var error = Assert.Throws<ArgumentException>(() => IntegerInference.Decode(decoder, new byte[511]));
        Assert.Contains("512", error.Message, StringComparison.Ordinal);
        Assert.Contains("511", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_layer_too_wide_for_its_accumulators_is_named()
    {
        const int Channels = 14800;
        var layer = new QuantizedConvolution("giant", Channels, 1, false, Activation.ImageByte, new sbyte[Channels * 9], [1], [0]);
        var decoder = new QuantizedDecoder(new TensorShape(Channels, 1, 1), [layer]);
        Assert.Contains("giant", Assert.Throws<ArgumentException>(() => IntegerInference.Decode(decoder, new byte[Channels])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sample_decoders_repeat_by_seed()
    {
        Assert.Equal(SampleDecoders.Reference(5).Layers[2].Weights, SampleDecoders.Reference(5).Layers[2].Weights);
        Assert.NotEqual(SampleDecoders.Reference(5).Layers[2].Weights, SampleDecoders.Reference(6).Layers[2].Weights);
    }

    private static IEnumerable<byte[]> Latents(Random random, int length)
    {
        yield return new byte[length];
        yield return [.. Enumerable.Repeat((byte)255, length)];
        var latent = new byte[length];
        random.NextBytes(latent);
        yield return latent;
    }
}
