using ZkStyle.Quantize.Model;
using ZkStyle.Quantize.Onnx;

namespace ZkStyle.Quantize.Tests.Onnx;

public sealed class ExporterTests
{
    private static readonly Dictionary<string, string> s_none = [];

    public static TheoryData<int> Decoders => new(Enumerable.Range(0, 4));

    [Theory]
    [MemberData(nameof(Decoders))]
    public void A_quantized_decoder_comes_back_the_same(int which)
    {
        var decoder = SampleDecoder(which);
        var notes = new List<string>();
        var copy = QdqImporter.Decoder(RandomGraph.ThroughFile(QdqExporter.Decoder(decoder, s_none)), hasPalette: false, notes);
        Assert.Empty(notes);
        Assert.Equal(decoder.Latent, copy.Latent);
        Assert.Equal(decoder.Layers.Count, copy.Layers.Count);
        foreach (var (expected, layer) in decoder.Layers.Zip(copy.Layers))
        {
            Assert.Equal((expected.Name, expected.Activation), (layer.Name, layer.Activation));
            Assert.Equal(expected.Offsets, layer.Offsets);
            Assert.Equal(expected.Inputs.Count, layer.Inputs.Count);
            foreach (var (a, b) in expected.Inputs.Zip(layer.Inputs))
            {
                Assert.Equal((a.Source, a.Kernel, a.Upsample), (b.Source, b.Kernel, b.Upsample));
                Assert.Equal(a.Weights, b.Weights);
                Assert.Equal(a.Multipliers, b.Multipliers);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Decoders))]
    public void A_quantized_decoder_means_in_ONNX_what_it_means_here(int which)
    {
        var decoder = SampleDecoder(which);
        var model = RandomGraph.ThroughFile(QdqExporter.Decoder(decoder, s_none));
        var latent = new byte[decoder.Latent.Length];
        new Random(which).NextBytes(latent);
        var expected = IntegerInference.Decode(decoder, latent);
        var output = OnnxEvaluator.Run(model, Array.ConvertAll(latent, b => (double)b));
        Assert.Equal(expected, Array.ConvertAll(output, x => (byte)x));
    }

    private static QuantizedDecoder SampleDecoder(int which) => which switch
    {
        0 => SampleDecoders.Random(1, new TensorShape(3, 4, 5), [(6, false), (5, true), (3, false)]),
        1 => SampleDecoders.Random(2, new TensorShape(3, 4, 5), [(6, true), (5, false), (7, false)], DecoderHead.Palette),
        2 => SampleDecoders.Graph(3, DecoderHead.Rgb),
        _ => SampleDecoders.Graph(4, DecoderHead.Palette),
    };
}
