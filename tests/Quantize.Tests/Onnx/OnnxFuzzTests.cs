using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Onnx;
using ZkStyle.Quantize.Tests.Support;

namespace ZkStyle.Quantize.Tests.Onnx;

/// <summary>Damaged ONNX files.</summary>
public class OnnxFuzzTests
{
    // Fixtures have up to 20 kB; what a small file can ask for beyond its own size is a few kernels of side 1 on many channels.
    private const long MaxAllocation = 16 << 20;
    private const int GraphField = 7;

    private static readonly RgbColour[] s_palette = new RgbColour[6];

    [Fact]
    public void Damaged_decoders_are_read_or_refused_within_bounds()
    {
        byte[][] files = [.. OnnxVector.Names.Where(name => name != "encoder").Select(name => OnnxVector.Load(name).Bytes)];
        var refused = FileFuzzer.Run(new FuzzedFormat(".onnx", files, Parts), _ => MaxAllocation, Read);
        Assert.InRange(refused, FileFuzzer.Rounds / 4, FileFuzzer.Rounds - 1);
    }

    [Fact]
    public void Damaged_encoders_are_read_or_refused_within_bounds()
    {
        byte[][] files = [OnnxVector.Load("encoder").Bytes];
        var refused = FileFuzzer.Run(new FuzzedFormat(".onnx encoder", files, Parts), _ => MaxAllocation, file => FloatImporter.Encoder(OnnxReader.Read(new MemoryStream(file)), 1));
        Assert.InRange(refused, FileFuzzer.Rounds / 4, FileFuzzer.Rounds - 1);
    }

    [Fact]
    public void Every_truncation_is_refused_or_read_and_none_crashes()
    {
        var bytes = OnnxVector.Load("scores").Bytes;
        for (var length = 0; length < bytes.Length; length++)
        {
            try
            {
                Read(bytes[..length]);
                // What follows the graph is the operator set alone, without which nothing is read.
                Assert.Fail($"the first {length} of {bytes.Length} bytes were read");
            }
            catch (InvalidDataException e)
            {
                Assert.DoesNotContain('\n', e.Message);
            }
        }
    }

    private static void Read(byte[] file)
    {
        try
        {
            OnnxImport.Read(new MemoryStream(file), null, new OnnxImportOptions { Palette = s_palette });
        }
        catch (ArgumentException e) when (e.Message.Contains("palette", StringComparison.Ordinal))
        {
            // A damaged file may choose among another number of colours.
        }
    }

    // Where the fields of the file and of its graph start: operator sets, nodes, tensors, inputs, outputs.
    private static List<int> Parts(byte[] file)
    {
        var starts = new List<int>();
        AddFields(file, 0, file.Length, starts, enterGraph: true);
        return starts;
    }

    private static void AddFields(byte[] file, int start, int end, List<int> starts, bool enterGraph)
    {
        var at = start;
        while (at < end)
        {
            starts.Add(at);
            if (!TryVarint(file, end, ref at, out var tag))
                return;
            long length = 0;
            switch (tag & 7)
            {
                case 0 when TryVarint(file, end, ref at, out _):
                    break;
                case 2 when TryVarint(file, end, ref at, out length) && length >= 0 && length <= end - at:
                    if (enterGraph && tag >> 3 == GraphField)
                        AddFields(file, at, at + (int)length, starts, enterGraph: false);
                    break;
                default:
                    return;
            }

            at += (int)length;
        }
    }

    private static bool TryVarint(byte[] file, int end, ref int at, out long value)
    {
        value = 0;
        for (var shift = 0; shift < 63 && at < end; shift += 7)
        {
            var b = file[at++];
            value |= (long)(b & 0x7F) << shift;
            if (b < 0x80)
                return true;
        }

        return false;
    }
}
