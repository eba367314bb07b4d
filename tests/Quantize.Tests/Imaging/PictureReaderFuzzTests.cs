using System.Buffers.Binary;
using System.Text;
using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Tests.Support;

namespace ZkStyle.Quantize.Tests.Imaging;

/// <summary>Damaged pictures: a reader may allocate what docs/images.md says, and no more.</summary>
public class PictureReaderFuzzTests
{
    private const int ExceptionBytes = 1 << 20;

    private static readonly PictureLimits s_limits = new(MaxPixels: 1 << 20, MaxSide: 4096, MaxScanSamples: 64 << 20);

    [Fact]
    public void Damaged_png_files_are_read_or_refused_within_bounds()
    {
        var random = new Random(5);
        List<byte[]> files = [.. JpegVectors.Names.Where((_, i) => i % 6 == 0).Select(JpegVectors.Png)];
        foreach (var (colourType, depth) in new[] { (0, 1), (0, 16), (2, 8), (3, 2), (3, 8), (4, 8), (6, 16) })
        {
            var encoder = new PngEncoder(13, 9, colourType, depth, interlaced: depth != 8, random);
            if (colourType == 3)
                encoder.Add("PLTE", new byte[3 << depth]);
            files.Add(encoder.Encode((_, _, _) => (ushort)random.Next(1 << depth), idatPieces: 2));
        }

        AssertSurvives(new FuzzedFormat("PNG", files, PngChunks, RepairPng));
    }

    [Fact]
    public void Damaged_jpeg_files_are_read_or_refused_within_bounds() =>
        AssertSurvives(new FuzzedFormat("JPEG", [.. JpegVectors.Names.Select(JpegVectors.Jpeg)], JpegSegments));

    private static void AssertSurvives(FuzzedFormat format)
    {
        var refused = FileFuzzer.Run(format, Allowed, file =>
        {
            var image = PictureReader.Read(file, s_limits);
            Assert.InRange((long)image.Width * image.Height, 1, s_limits.MaxPixels);
        });
        // Some changes must be harmless, most not: else the files were not damaged well.
        Assert.InRange(refused, FileFuzzer.Rounds / 4, FileFuzzer.Rounds - 1);
    }

    private static long Allowed(byte[] file) => (PictureLimits.MaxBytesPerPixel * (long)s_limits.MaxPixels) + (8L * file.Length) + ExceptionBytes;

    private static List<int> PngChunks(byte[] file)
    {
        var starts = new List<int>();
        for (long at = 8; at + 12 <= file.Length; at += 12L + BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan((int)at)))
            starts.Add((int)at);
        return starts;
    }

    private static byte[] RepairPng(byte[] file)
    {
        using var result = new MemoryStream();
        result.Write(file, 0, Math.Min(8, file.Length));
        foreach (var at in PngChunks(file))
        {
            var length = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at)), file.Length - at - 12L);
            PngEncoder.Chunk(result, Encoding.Latin1.GetString(file, at + 4, 4), file[(at + 8)..(at + 8 + length)]);
        }

        return result.ToArray();
    }

    // Markers, wherever they are: restart markers and the ends of scans among them.
    private static List<int> JpegSegments(byte[] file)
    {
        var starts = new List<int>();
        for (var at = 0; at + 1 < file.Length; at++)
        {
            if (file[at] == 0xFF && file[at + 1] is not (0 or 0xFF))
                starts.Add(at);
        }

        return starts;
    }
}
