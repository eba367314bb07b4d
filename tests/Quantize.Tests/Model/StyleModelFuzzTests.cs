using System.Buffers.Binary;
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
            Bytes(SampleDecoders.Random(3, new TensorShape(2, 4, 4), [(5, false), (3, true)])),
            Bytes(SampleDecoders.Random(4, new TensorShape(1, 8, 8), [(3, false)])),
        ];
        var refused = FileFuzzer.Run(new FuzzedFormat(".zkm", files, Parts), _ => MaxAllocation, file => StyleModel.Read(new MemoryStream(file)));
        Assert.InRange(refused, FileFuzzer.Rounds / 4, FileFuzzer.Rounds - 1);
    }

    private static byte[] Bytes(QuantizedDecoder decoder)
    {
        using var stream = new MemoryStream();
        new StyleModel(decoder).Write(stream);
        return stream.ToArray();
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
}
