using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Tests.Imaging;

public class PngReaderTests
{
    public static TheoryData<int, int> Formats => new()
    {
        { 0, 1 }, { 0, 2 }, { 0, 4 }, { 0, 8 }, { 0, 16 }, { 2, 8 }, { 2, 16 },
        { 3, 1 }, { 3, 2 }, { 3, 4 }, { 3, 8 }, { 4, 8 }, { 4, 16 }, { 6, 8 }, { 6, 16 },
    };

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_format_is_read_plain_and_interlaced(int colourType, int depth)
    {
        var random = new Random((colourType * 100) + depth);
        foreach (var interlaced in new[] { false, true })
        {
            foreach (var (width, height) in new[] { (1, 1), (1, 9), (3, 2), (5, 5), (8, 8), (17, 13) })
            {
                var encoder = new PngEncoder(width, height, colourType, depth, interlaced, random);
                var palette = new byte[3 << Math.Min(depth, 8)];
                random.NextBytes(palette);
                var alphas = new byte[1 << Math.Min(depth, 8)];
                random.NextBytes(alphas);
                if (colourType == 3)
                {
                    encoder.Add("PLTE", palette);
                    encoder.Add("tRNS", alphas[..^1]);
                    alphas[^1] = 255;
                }

                var samples = new ushort[width * height * encoder.Samples];
                for (var i = 0; i < samples.Length; i++)
                    samples[i] = (ushort)random.Next(1 << depth);
                var file = encoder.Encode((x, y, s) => samples[(((y * width) + x) * encoder.Samples) + s], idatPieces: 3);
                var image = PngReader.Read(file);

                Assert.Equal((width, height), (image.Width, image.Height));
                for (var i = 0; i < width * height; i++)
                {
                    byte At(int s) => (byte)Math.Round(samples[(i * encoder.Samples) + s] * 255.0 / ((1 << depth) - 1), MidpointRounding.AwayFromZero);
                    int index = samples[i * encoder.Samples];
                    byte[] expected = colourType switch
                    {
                        0 => [At(0), At(0), At(0), 255],
                        2 => [At(0), At(1), At(2), 255],
                        3 => [palette[3 * index], palette[(3 * index) + 1], palette[(3 * index) + 2], alphas[index]],
                        4 => [At(0), At(0), At(0), At(1)],
                        _ => [At(0), At(1), At(2), At(3)],
                    };
                    Assert.Equal(expected, image.Pixels[(4 * i)..((4 * i) + 4)]);
                }
            }
        }
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(2, 16)]
    public void The_transparent_colour_is_compared_at_full_depth(int colourType, int depth)
    {
        var encoder = new PngEncoder(2, 1, colourType, depth, false, new Random(1));
        encoder.Add("tRNS", [.. Enumerable.Repeat(new byte[] { 0, 7 }, encoder.Samples).SelectMany(v => v)]);
        var image = PngReader.Read(encoder.Encode((x, _, _) => (ushort)(7 + x)));
        Assert.Equal(0, image.Pixels[3]);
        Assert.Equal(255, image.Pixels[7]);
    }

    [Fact]
    public void Flattening_mixes_with_the_background()
    {
        var image = new RgbaImage(3, 1, [200, 100, 0, 255, 200, 100, 0, 0, 200, 100, 0, 128]);
        Assert.Equal([200, 100, 0, 255, 255, 255, 227, 177, 127], image.Flatten().Pixels);
    }

    [Fact]
    public void Written_images_read_back()
    {
        var random = new Random(7);
        foreach (var (width, height) in new[] { (1, 1), (64, 64), (31, 7) })
        {
            var image = new RgbImage(width, height);
            random.NextBytes(image.Pixels);
            Assert.Equal(image.Pixels, PngReader.Read(PngWriter.ToBytes(image)).Flatten().Pixels);
            var withAlpha = new RgbaImage(width, height, new byte[4 * width * height]);
            random.NextBytes(withAlpha.Pixels);
            using var stream = new MemoryStream();
            PngWriter.Write(stream, withAlpha);
            stream.Position = 0;
            Assert.Equal(withAlpha.Pixels, PngReader.Read(stream).Pixels);
        }
    }

    [Fact]
    public void A_wrong_adler_checksum_is_refused()
    {
        var raw = new byte[] { 0, 1, 2, 3 };
        using var packed = new MemoryStream();
        using (var deflater = new System.IO.Compression.ZLibStream(packed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
            deflater.Write(raw);
        var good = packed.ToArray();
        Assert.Equal([1, 2, 3, 255], PngReader.Read(OnePixel(good)).Pixels);
        for (var i = 1; i <= 4; i++)
        {
            var bad = (byte[])good.Clone();
            bad[^i] ^= 1;
            Assert.False(PngReader.TryRead(OnePixel(bad), null, out _, out var error));
            Assert.Contains("image data", error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_flipped_bit_anywhere_is_refused_or_harmless_and_never_crashes()
    {
        var random = new Random(3);
        var encoder = new PngEncoder(9, 7, 3, 4, true, random);
        encoder.Add("PLTE", new byte[48]);
        var file = encoder.Encode((x, y, _) => (ushort)((x + y) & 15));
        for (var bit = 0; bit < file.Length * 8; bit++)
        {
            var hostile = (byte[])file.Clone();
            hostile[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(PngReader.TryRead(hostile, null, out _, out var error), $"bit {bit} was not noticed");
            Assert.DoesNotContain('\n', error);
        }

        for (var length = 0; length < file.Length; length++)
            Assert.False(PngReader.TryRead(file.AsSpan(0, length), null, out _, out _));
    }

    [Fact]
    public void Mutations_with_repaired_checksums_never_crash()
    {
        var random = new Random(11);
        for (var round = 0; round < 2000; round++)
        {
            var (colourType, depth) = new[] { (0, 1), (2, 8), (3, 2), (4, 16), (6, 8) }[round % 5];
            var encoder = new PngEncoder(random.Next(1, 12), random.Next(1, 12), colourType, depth, round % 2 == 0, random);
            if (colourType == 3)
                encoder.Add("PLTE", new byte[12]);
            var file = Repair(encoder.Encode((_, _, _) => (ushort)random.Next(1 << depth)), body =>
            {
                for (var i = random.Next(1, 4); i > 0 && body.Length > 4; i--)
                    body[4 + random.Next(body.Length - 4)] = (byte)random.Next(256);
            });
            if (!PngReader.TryRead(file, null, out var image, out var error))
                Assert.False(string.IsNullOrEmpty(error));
            else
                Assert.Equal(4 * image.Width * image.Height, image.Pixels.Length);
        }
    }

    [Theory]
    [InlineData(0u, 1u)]
    [InlineData(0x7FFFFFFFu, 1u)]
    [InlineData(0xFFFFFFFFu, 0xFFFFFFFFu)]
    [InlineData(16384u, 2048u)]
    public void A_header_promising_more_than_the_file_can_hold_allocates_nothing(uint width, uint height)
    {
        var file = new PngEncoder(1, 1, 6, 8, false, new Random(1)).Encode((_, _, _) => 0);
        var hostile = Repair(file, body =>
        {
            if (body[0] != (byte)'I' || body[1] != (byte)'H')
                return;
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(4), width);
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(8), height);
        });
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.False(PngReader.TryRead(hostile, null, out _, out var error));
        Assert.Contains($"{width}x{height}", error, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Limits_are_kept()
    {
        var file = PngWriter.ToBytes(new RgbImage(20, 10));
        Assert.True(PngReader.TryRead(file, new PictureLimits(MaxPixels: 200), out _, out _));
        Assert.False(PngReader.TryRead(file, new PictureLimits(MaxPixels: 199), out _, out _));
        Assert.False(PngReader.TryRead(file, new PictureLimits(MaxSide: 19), out _, out _));
        Assert.False(PngReader.TryRead(file, new PictureLimits(MaxFileBytes: file.Length - 1), out _, out _));
        Assert.Throws<InvalidDataException>(() => PngReader.Read(new MemoryStream(file), new PictureLimits(MaxFileBytes: 10)));
    }

    private static byte[] OnePixel(byte[] imageData)
    {
        using var file = new MemoryStream();
        file.Write([137, 80, 78, 71, 13, 10, 26, 10]);
        PngEncoder.Chunk(file, "IHDR", [0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0]);
        PngEncoder.Chunk(file, "IDAT", imageData);
        PngEncoder.Chunk(file, "IEND", []);
        return file.ToArray();
    }

    // Applies a change to the type and data of every chunk, then writes the chunks with right lengths and checksums.
    private static byte[] Repair(byte[] file, Action<byte[]> change)
    {
        using var result = new MemoryStream();
        result.Write(file, 0, 8);
        for (var at = 8; at < file.Length;)
        {
            var length = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            var body = file[(at + 4)..(at + 8 + length)];
            change(body);
            PngEncoder.Chunk(result, System.Text.Encoding.ASCII.GetString(body, 0, 4), body[4..]);
            at += 12 + length;
        }

        return result.ToArray();
    }
}
