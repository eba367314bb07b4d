using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace ZkStyle.Quantize.Tests.Imaging;

/// <summary>
/// A second PNG encoder for tests: every colour type, depth, filter and interlacing, written from the specification
/// and sharing no code with the library. Samples are given at full depth, one ushort each.
/// </summary>
internal sealed class PngEncoder(int width, int height, int colourType, int depth, bool interlaced, Random random)
{
    private readonly List<(string Type, byte[] Data)> _ancillary = [];

    public int Samples => colourType switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

    public void Add(string type, byte[] data) => _ancillary.Add((type, data));

    public byte[] Encode(Func<int, int, int, ushort> sample, int idatPieces = 1)
    {
        var raw = new MemoryStream();
        if (interlaced)
        {
            (int X, int Y, int Dx, int Dy)[] passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];
            foreach (var (x, y, dx, dy) in passes)
                WritePass(raw, sample, x, y, dx, dy);
        }
        else
        {
            WritePass(raw, sample, 0, 0, 1, 1);
        }

        var packed = new MemoryStream();
        using (var deflater = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            deflater.Write(raw.ToArray());
        var file = new MemoryStream();
        file.Write([137, 80, 78, 71, 13, 10, 26, 10]);
        Chunk(file, "IHDR", [.. BigEndian(width), .. BigEndian(height), (byte)depth, (byte)colourType, 0, 0, (byte)(interlaced ? 1 : 0)]);
        foreach (var (type, data) in _ancillary)
            Chunk(file, type, data);
        var bytes = packed.ToArray();
        for (var i = 0; i < idatPieces; i++)
            Chunk(file, "IDAT", bytes[(bytes.Length * i / idatPieces)..(bytes.Length * (i + 1) / idatPieces)]);
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    public static void Chunk(Stream file, string type, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        file.Write(BigEndian(data.Length));
        file.Write(body);
        var crc = 0xFFFFFFFFu;
        foreach (var value in body)
        {
            for (var bit = 0; bit < 8; bit++)
                crc = (((crc >> 0) ^ (uint)(value >> bit)) & 1) != 0 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
        }

        file.Write(BigEndian((int)~crc));
    }

    private static byte[] BigEndian(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private void WritePass(MemoryStream raw, Func<int, int, int, ushort> sample, int x0, int y0, int dx, int dy)
    {
        var xs = Enumerable.Range(0, width).Where(x => x >= x0 && (x - x0) % dx == 0).ToArray();
        if (xs.Length == 0)
            return;
        var pixelBytes = Math.Max(1, Samples * depth / 8);
        byte[]? above = null;
        for (var y = y0; y < height; y += dy)
        {
            var bits = new List<bool>();
            foreach (var x in xs)
            {
                for (var s = 0; s < Samples; s++)
                {
                    for (var bit = depth - 1; bit >= 0; bit--)
                        bits.Add(((sample(x, y, s) >> bit) & 1) != 0);
                }
            }

            var line = new byte[(bits.Count + 7) / 8];
            for (var i = 0; i < bits.Count; i++)
                line[i / 8] |= (byte)(bits[i] ? 0x80 >> (i % 8) : 0);
            above ??= new byte[line.Length];
            var filter = random.Next(5);
            raw.WriteByte((byte)filter);
            for (var i = 0; i < line.Length; i++)
            {
                int a = i < pixelBytes ? 0 : line[i - pixelBytes], b = above[i], c = i < pixelBytes ? 0 : above[i - pixelBytes];
                var p = a + b - c;
                int pa = Math.Abs(p - a), pb = Math.Abs(p - b), pc = Math.Abs(p - c);
                var paeth = pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
                var prediction = filter switch { 0 => 0, 1 => a, 2 => b, 3 => (a + b) / 2, _ => paeth };
                raw.WriteByte((byte)(line[i] - prediction));
            }

            above = line;
        }
    }
}
