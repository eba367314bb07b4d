using System.Buffers.Binary;
using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Layers;
using ZkStyle.Quantize.Model;
using ZkStyle.Quantize.Tests.Support;

namespace ZkStyle.Quantize.Tests.Model;

/// <summary>Damaged model files.</summary>
public class StyleModelFuzzTests
{
    // Small models; a damaged header can make a reader look at every byte of them a few times, and at numbers as text.
    private const long MaxAllocation = 8 << 20;

    [Fact]
    public void Damaged_model_files_are_read_or_refused_within_bounds()
    {
        byte[][] files =
        [
            Bytes(WithEncoder()),
            Bytes(new StyleModel(SampleDecoders.Graph(4))),
            Bytes(new StyleModel(SampleDecoders.Graph(5, DecoderHead.Palette), [.. Enumerable.Range(0, 5).Select(i => new RgbColour((byte)i, 90, 200))], 2)),
        ];
        var refused = FileFuzzer.Run(new FuzzedFormat(".zkm", files, Parts, RepairLength), _ => MaxAllocation, file =>
        {
            var model = StyleModel.Read(new MemoryStream(file));
            Assert.Equal(model.Decoder.Image.Length, IntegerInference.Decode(model.Decoder, new byte[model.Decoder.Latent.Length]).Length);
        });
        Assert.InRange(refused, FileFuzzer.Rounds / 4, FileFuzzer.Rounds - 1);
    }

    private static byte[] Bytes(StyleModel model)
    {
        using var stream = new MemoryStream();
        model.Write(stream);
        return stream.ToArray();
    }

    private static StyleModel WithEncoder()
    {
        var graph = new NetworkGraph(new TensorShape(3, 8, 8),
        [
            new GraphNode("signed", GraphOperation.Affine, ["input"]) { Scale = 2, Offset = -1 },
            GraphNode.Resize("squares", GraphOperation.Unshuffle, "signed", 2),
            GraphNode.Convolution("pick", "squares", 2, 1, normalized: false),
        ]);
        var encoder = new FloatNetwork(graph, new Dictionary<string, ConvolutionWeights> { ["pick"] = new(new float[24], [0.5f, 0.25f]) });
        return new StyleModel(SampleDecoders.Random(3, new TensorShape(2, 4, 4), [(5, false), (3, true)]), encoder, null, ModelProvenance.Untrained);
    }

    // The length, every value of the header, and the data.
    private static List<int> Parts(byte[] file)
    {
        if (file.Length < sizeof(long))
            return [];
        var header = (int)Math.Clamp(BinaryPrimitives.ReadInt64LittleEndian(file), 0, file.Length - sizeof(long));
        List<int> starts = [0];
        for (var at = sizeof(long); at < sizeof(long) + header; at++)
        {
            if (file[at] is (byte)':' or (byte)',' or (byte)'[' or (byte)'{')
                starts.Add(at);
        }

        if (sizeof(long) + header < file.Length)
            starts.Add(sizeof(long) + header);
        return starts;
    }

    // The header ends with its last two closing braces; other data have such a pair too rarely to matter.
    private static byte[] RepairLength(byte[] file)
    {
        var end = file.AsSpan().LastIndexOf("}}"u8) + 2 - sizeof(long);
        if (end < 2)
            return file;
        var repaired = (byte[])file.Clone();
        BinaryPrimitives.WriteInt64LittleEndian(repaired, end);
        return repaired;
    }
}
