using System.Numerics;
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
        var latent = new TensorShape(channels, height, width);
        Compare(SampleDecoders.Random((ulong)seed, latent, [(5, false), (8, true), (1, false), (7, false), (3, true)]), seed);
        Compare(SampleDecoders.Random((ulong)seed, latent, [(5, true), (6, false), (2 + (seed * 7), false)], DecoderHead.Palette), seed);
    }

    [Theory]
    [InlineData(1, DecoderHead.Rgb)]
    [InlineData(2, DecoderHead.Rgb)]
    [InlineData(1, DecoderHead.Palette)]
    [InlineData(2, DecoderHead.Palette)]
    public void Residual_concatenated_signed_and_1x1_layers_match_the_naive_decoder(int seed, DecoderHead head)
    {
        var decoder = SampleDecoders.Graph((ulong)seed, head);
        Compare(decoder, seed);
        var latent = new byte[decoder.Latent.Length];
        new Random(seed).NextBytes(latent);
        var traces = IntegerInference.Trace(decoder, latent);
        Assert.Contains(traces[3].Activations, a => a < 0);
        Assert.Contains(traces[3].Requantized, q => q is < -127 or > 127);
        Assert.Contains(traces[2].Requantized, q => q < 0);
    }

    [Fact]
    public void The_reference_decoder_matches_the_naive_decoder_at_full_size()
    {
        var decoder = SampleDecoders.Reference(seed: 1);
        Assert.Equal(new TensorShape(3, 64, 64), decoder.Image);
        var latent = new byte[decoder.Latent.Length];
        new Random(1).NextBytes(latent);
        var image = IntegerInference.Decode(decoder, latent);
        Assert.Equal(NaiveDecoder.Image(decoder, latent), image);
        // Neither dead nor saturated, or it would be a poor stand-in for a trained model.
        Assert.InRange(image.Count(b => b is 0 or 255), 0, image.Length / 4);
        Assert.True(image.Distinct().Count() > 128);
    }

    [Fact]
    public void The_palette_reference_uses_many_classes()
    {
        var decoder = SampleDecoders.PaletteReference(seed: 1);
        Assert.Equal(new TensorShape(32, 32, 32), decoder.Shapes[^1]);
        Assert.Equal(new TensorShape(1, 32, 32), decoder.Image);
        var latent = new byte[decoder.Latent.Length];
        new Random(1).NextBytes(latent);
        var image = IntegerInference.Decode(decoder, latent);
        Assert.InRange(image.Distinct().Count(), 8, 32);
        var scores = IntegerInference.Trace(decoder, latent)[^1].Activations;
        for (var cell = 0; cell < image.Length; cell++)
        {
            var column = Enumerable.Range(0, 32).Select(c => scores[(c * 1024) + cell]).ToList();
            Assert.Equal(column.IndexOf(column.Max()), image[cell]);
        }
    }

    [Fact]
    public void The_lowest_of_the_classes_with_the_largest_score_wins()
    {
        // Scores are the latent's channels; multiplier 2^16 and no offset make q the value itself.
        var decoder = new QuantizedDecoder(new TensorShape(3, 1, 5), [new QuantizedLayer("head", 3, Activation.Score, [0, 0, 0], [QuantizedInput.Identity(0, 3, false, 1 << 16)])]);
        byte[] latent = [10, 10, 9, 255, 0, 10, 11, 10, 255, 0, 10, 11, 10, 255, 1];
        Assert.Equal([0, 1, 1, 0, 2], IntegerInference.Decode(decoder, latent));
        Assert.Equal(Array.ConvertAll(latent, b => b - 128), IntegerInference.Trace(decoder, latent)[0].Activations);
    }

    [Theory]
    [InlineData(Activation.ImageByte)]
    [InlineData(Activation.Score)]
    public void Extreme_weights_inputs_and_multipliers_do_not_overflow(Activation activation)
    {
        // Scores are held in 32 bits, so their multipliers cannot be the largest.
        const int Channels = 300;
        var multiplier = activation == Activation.Score ? 1 << 18 : (1 << 24) - 1;
        QuantizedInput Wide(int source)
        {
            var weights = new sbyte[Channels * 2 * 9];
            Array.Fill(weights, (sbyte)127);
            Array.Fill(weights, (sbyte)-127, weights.Length / 2, weights.Length / 2);
            return new QuantizedInput(source, Channels, 2, 3, false, weights, [multiplier, multiplier]);
        }

        var layer = new QuantizedLayer("wide", 2, activation, [(1L << 40) - 1, -(1L << 40) + 1], [.. Enumerable.Range(0, 8).Select(_ => Wide(0))]);
        var decoder = new QuantizedDecoder(new TensorShape(Channels, 3, 3), [layer]);
        foreach (var fill in new byte[] { 0, 255 })
        {
            var latent = new byte[decoder.Latent.Length];
            Array.Fill(latent, fill);
            Compare(decoder, latent);
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
        var layer = QuantizedLayer.Convolution("giant", Channels, 1, false, Activation.ImageByte, new sbyte[Channels * 9], [1], [0]);
        var decoder = new QuantizedDecoder(new TensorShape(Channels, 1, 1), [layer]);
        Assert.Contains("giant", Assert.Throws<ArgumentException>(() => IntegerInference.Decode(decoder, new byte[Channels])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sample_decoders_repeat_by_seed()
    {
        static sbyte[] Weights(ulong seed) => SampleDecoders.Reference(seed).Layers[2].Inputs[0].Weights;
        Assert.Equal(Weights(5), Weights(5));
        Assert.NotEqual(Weights(5), Weights(6));
    }

    private static void Compare(QuantizedDecoder decoder, int seed)
    {
        var random = new Random(seed);
        var latent = new byte[decoder.Latent.Length];
        Compare(decoder, latent);
        Compare(decoder, [.. Enumerable.Repeat((byte)255, latent.Length)]);
        random.NextBytes(latent);
        Compare(decoder, latent);
    }

    private static void Compare(QuantizedDecoder decoder, byte[] latent)
    {
        var expected = NaiveDecoder.Run(decoder, latent);
        var traces = IntegerInference.Trace(decoder, latent);
        for (var i = 0; i < traces.Count; i++)
        {
            Assert.Equal(decoder.Shapes[i + 1], traces[i].Shape);
            Assert.Equal(expected[i].Sums, Array.ConvertAll(traces[i].Sums, v => (BigInteger)v));
            Assert.Equal(expected[i].Requantized, Array.ConvertAll(traces[i].Requantized, v => (BigInteger)v));
            Assert.Equal(expected[i].Activations, Array.ConvertAll(traces[i].Activations, v => (BigInteger)v));
        }

        Assert.Equal(NaiveDecoder.Image(decoder, latent), IntegerInference.Decode(decoder, latent));
    }
}
