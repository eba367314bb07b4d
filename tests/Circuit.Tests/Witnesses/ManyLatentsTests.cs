using System.Globalization;
using Xunit.Abstractions;
using ZkStyle.Circuit.Graphs;
using ZkStyle.Circuit.Tests.Support;
using ZkStyle.Circuit.Witnesses;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Circuit.Tests.Witnesses;

/// <summary>The integer reference, the circuit and a naive decoder agree on every pixel, and on every hidden value.</summary>
public class ManyLatentsTests(ITestOutputHelper output)
{
    /// <summary>Latents for the decoders of full size; 1000 in the long checks, where it is set.</summary>
    private const string LatentsVariable = "ZKSTYLE_EQUALITY_LATENTS";

    private const int SmallLatents = 1000;
    private const int FewLatents = 2;

    private static int FullSizeLatents =>
        int.TryParse(Environment.GetEnvironmentVariable(LatentsVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var latents) ? latents : FewLatents;

    [Theory]
    [InlineData(61, DecoderHead.Rgb)]
    [InlineData(62, DecoderHead.Palette)]
    public void Three_decoders_agree_on_a_thousand_latents(int seed, DecoderHead head) =>
        Check(SampleDecoders.Graph((ulong)seed, head), seed, SmallLatents);

    [Theory]
    [InlineData(63, DecoderHead.Rgb)]
    [InlineData(64, DecoderHead.Palette)]
    public void Three_decoders_of_full_size_agree(int seed, DecoderHead head) => Check(
        head == DecoderHead.Rgb ? SampleDecoders.Reference((ulong)seed) : SampleDecoders.PaletteReference((ulong)seed), seed, FullSizeLatents);

    private void Check(QuantizedDecoder decoder, int seed, int latents)
    {
        output.WriteLine($"seed {seed}, {latents} latents");
        var graph = CircuitGraphBuilder.Build(decoder, QuantizedLayer.Shift);
        var images = new string[latents];
        Parallel.For(0, latents, i =>
        {
            var latent = Latent(decoder.Latent.Length, seed, i);
            var naive = NaiveDecoder.Run(decoder, QuantizedLayer.Shift, latent);
            var trace = DecoderTrace.Run(graph, latent);
            for (var t = 0; t < decoder.Shapes.Count - 1; t++)
                Assert.Equal(naive[t].Cast<long>(), trace.Tensors[t].Select(v => (long)v));
            var image = NaiveDecoder.Image(decoder, naive);
            Assert.Equal(image, IntegerInference.Decode(decoder, latent));
            Assert.Equal(image, trace.Tensors[graph.ImageTensor].Select(v => (byte)v));
            images[i] = Convert.ToBase64String(image);
        });
        Assert.True(images.Distinct().Count() > latents / 2, "the decoder hardly looks at its latent");
    }

    /// <summary>The two constant extremes, then noise, noise of few levels, gradients and single bytes, in turn.</summary>
    private static byte[] Latent(int length, int seed, int i)
    {
        var random = new Random((seed * 10_000) + i);
        var latent = new byte[length];
        if (i < 2)
        {
            Array.Fill(latent, i == 0 ? byte.MinValue : byte.MaxValue);
            return latent;
        }

        random.NextBytes(latent);
        for (var k = 0; k < length && i % 4 != 0; k++)
        {
            latent[k] = (i % 4) switch
            {
                1 => (byte)(latent[k] < 128 ? i : 255 - i),
                2 => (byte)((k * i) + (latent[k] % 16)),
                _ => (byte)(latent[k] < 8 ? latent[k] * 31 : 128),
            };
        }

        return latent;
    }
}
