using System.Text;
using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Tests.Imaging;

public class JpegReaderTests
{
    public static TheoryData<string> Names => [.. JpegVectors.Names];

    [Fact]
    public void Every_kind_of_file_has_its_vectors() => Assert.True(JpegVectors.Names.Count >= 50, $"only {JpegVectors.Names.Count} vectors found");

    [Theory]
    [MemberData(nameof(Names))]
    public void An_independent_decoder_sees_the_same_pixels(string name)
    {
        var expected = PngReader.Read(JpegVectors.Png(name));
        var image = JpegReader.Read(JpegVectors.Jpeg(name));

        Assert.Equal((expected.Width, expected.Height), (image.Width, image.Height));
        Assert.Equal(expected.Pixels, image.Pixels);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Random_coefficients_become_the_picture_of_the_formulas(bool progressive)
    {
        for (var seed = 0; seed < 150; seed++)
        {
            var random = new Random(seed);
            var factors = Enumerable.Range(0, seed % 3 == 0 ? 1 : 3).Select(_ => (random.Next(1, 5), random.Next(1, 5))).ToArray();
            var encoder = new JpegEncoder(random.Next(1, 50), random.Next(1, 50), factors, random);
            var file = encoder.Encode(progressive, random.Next(3) == 0 ? random.Next(1, 5) : 0);
            var image = JpegReader.Read(file);

            // A single component is at the picture's size whatever its factors.
            Assert.Equal((encoder.Width, encoder.Height), (image.Width, image.Height));
            for (var c = 0; c < encoder.Components.Length; c++)
            {
                var expected = JpegPicture.Expected(encoder, encoder.Components[c]);
                for (var i = 0; i < expected.Length; i++)
                    Assert.True(Math.Abs(expected[i] - image.Pixels[(4 * i) + c]) <= 1.51, $"seed {seed}, component {c}, pixel {i}: {expected[i]} expected, got {image.Pixels[(4 * i) + c]}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_cut_off_anywhere_is_refused_in_one_line(string name)
    {
        var file = JpegVectors.Jpeg(name);
        for (var length = 0; length < file.Length; length++)
        {
            Assert.False(JpegReader.TryRead(file.AsSpan(0, length), null, out _, out var error), $"{length} of {file.Length} bytes were enough");
            Assert.DoesNotContain('\n', error);
        }
    }

    [Fact]
    public void Fill_bytes_surplus_data_and_what_follows_the_end_are_passed_over()
    {
        var file = JpegVectors.Jpeg("baseline-2x2");
        var expected = JpegReader.Read(file).Pixels;
        var scan = Find(file, 0xDA);
        Assert.Equal(expected, JpegReader.Read([.. file, 1, 2, 3]).Pixels);
        Assert.Equal(expected, JpegReader.Read([.. file[..scan], 0xFF, 0xFF, .. file[scan..]]).Pixels);
        Assert.Equal(expected, JpegReader.Read([.. file[..^2], 0x55, 0xFF, 0x00, 0x12, 0xFF, 0xFF, 0xD9]).Pixels);
    }

    [Theory]
    [InlineData(0xC3, "lossless")]
    [InlineData(0xC5, "hierarchical")]
    [InlineData(0xC9, "arithmetic")]
    [InlineData(0xCA, "arithmetic")]
    [InlineData(0xCB, "lossless and arithmetic")]
    [InlineData(0xCD, "hierarchical and arithmetic")]
    [InlineData(0xC8, "reserved marker FFC8")]
    public void Other_processes_are_refused_by_name(byte marker, string name)
    {
        var file = JpegVectors.Jpeg("baseline-1x1");
        file[Find(file, 0xC0) + 1] = marker;
        Refused(file, name);
    }

    [Theory]
    [InlineData(4, 12, "12 bits a sample")]
    [InlineData(9, 2, "2 components")]
    [InlineData(11, 0x51, "sampling factors 5x1")]
    [InlineData(11, 0x10, "sampling factors 1x0")]
    [InlineData(12, 4, "quantization table 4")]
    [InlineData(12, 3, "quantization table 3 before")]
    [InlineData(13, 1, "two components 1")]
    [InlineData(2, 1, "bytes")]
    public void Frame_headers_are_checked(int offset, byte value, string name)
    {
        var file = JpegVectors.Jpeg("baseline-1x1");
        file[Find(file, 0xC0) + offset] = value;
        Refused(file, name);
    }

    [Fact]
    public void Lines_by_a_later_marker_are_refused_by_name()
    {
        var file = JpegVectors.Jpeg("baseline-1x1");
        var frame = Find(file, 0xC0);
        (file[frame + 5], file[frame + 6]) = (0, 0);
        Refused(file, "DNL");
        var whole = JpegVectors.Jpeg("baseline-1x1");
        Refused([.. whole[..^2], 0xFF, 0xDC, 0, 4, 0, 29, 0xFF, 0xD9], "DNL");
        Refused([.. whole[..2], 0xFF, 0xCC, 0, 4, 0, 0, .. whole[2..]], "DAC");
        Refused([.. whole[..2], 0xFF, 0xDE, 0, 2, .. whole[2..]], "hierarchical");
    }

    [Theory]
    [InlineData(5, "component 9")]
    [InlineData(6, "Huffman tables")]
    [InlineData(4, "1 to 4 components")]
    public void Scan_headers_are_checked(int offset, string name)
    {
        var file = JpegVectors.Jpeg("baseline-1x1");
        file[Find(file, 0xDA) + offset] = (byte)(offset == 6 ? 0x40 : 9);
        Refused(file, name);
    }

    [Fact]
    public void Tables_must_be_prefix_codes_and_be_there()
    {
        var file = JpegVectors.Jpeg("baseline-1x1");
        var table = Find(file, 0xC4);
        Refused([.. file[..(table + 5)], 3, .. file[(table + 6)..]], "more codes of 1 bits");
        file[table + 4] = 0x03;
        Refused(file, "DC Huffman table 0 before");
        Refused([.. file[..(table + 4)], 0x24, .. file[(table + 5)..]], "class 2");
        var steps = Find(file, 0xDB);
        Refused([.. file[..(steps + 5)], 0, .. file[(steps + 6)..]], "holds a zero");
    }

    [Fact]
    public void Restart_markers_out_of_order_are_refused()
    {
        var file = JpegVectors.Jpeg("restart-blocks");
        file[Find(file, 0xD1) + 1] = 0xD2;
        Refused(file, "RST1");
    }

    [Fact]
    public void Scans_that_repeat_or_come_too_early_are_refused()
    {
        var sequential = JpegVectors.Jpeg("baseline-1x1");
        Refused([.. sequential[..^2], .. sequential[Find(sequential, 0xDA)..]], "repeats or skips bits");
        var progressive = JpegVectors.Jpeg("progressive-1x1");
        Refused([.. progressive[..^2], .. progressive[Find(progressive, 0xDA)..]], "repeats or skips bits");
        var first = Find(progressive, 0xDA);
        progressive[first + 11] = 1;
        Refused(progressive, "cannot have");
        var only = JpegVectors.Jpeg("non-interleaved");
        Refused([.. only[..Find(only, 0xDA, 2)], 0xFF, 0xD9], "no scan of component 3");
    }

    [Theory]
    [InlineData(0xC0, 16384, 2048)]
    [InlineData(0xC2, 16384, 2048)]
    [InlineData(0xC0, 65535, 65535)]
    [InlineData(0xC2, 0, 1)]
    public void A_header_promising_more_than_the_file_can_hold_allocates_nothing(byte process, ushort width, ushort height)
    {
        var file = JpegVectors.Jpeg("baseline-1x1");
        var frame = Find(file, 0xC0);
        (file[frame + 1], file[frame + 5], file[frame + 6], file[frame + 7], file[frame + 8]) =
            (process, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Refused(file, $"{width}x{height}");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Limits_are_kept()
    {
        var file = JpegVectors.Jpeg("progressive-2x2");
        Assert.True(JpegReader.TryRead(file, new PictureLimits(MaxPixels: 37 * 29, MaxSide: 37, MaxFileBytes: file.Length), out _, out _));
        Assert.False(JpegReader.TryRead(file, new PictureLimits(MaxPixels: (37 * 29) - 1), out _, out _));
        Assert.False(JpegReader.TryRead(file, new PictureLimits(MaxSide: 36), out _, out _));
        Assert.False(JpegReader.TryRead(file, new PictureLimits(MaxFileBytes: file.Length - 1), out _, out _));
        Assert.False(JpegReader.TryRead(file, new PictureLimits(MaxScanSamples: 37 * 29 * 4), out _, out var error));
        Assert.Contains("scans", error, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => JpegReader.Read(new MemoryStream(file), new PictureLimits(MaxFileBytes: 10)));
        Assert.Equal(JpegReader.Read(file).Pixels, JpegReader.Read(new MemoryStream(file)).Pixels);
    }

    [Theory]
    [InlineData("Exif\0\0")]
    [InlineData("Exif\0\0II*\0\u00FF\u00FF\u00FF\u00FF")]
    [InlineData("Exif\0\0II*\0\u0008\0\0\0\u00FF\u00FF\u0012\u0001")]
    [InlineData("Exif\0\0MM\0*\0\0\0\u0008\0\u0001\u0001\u0012\0\u0003\0\0\0\u0001\0\u0009\0\0")]
    [InlineData("XMP")]
    public void Malformed_notes_leave_the_picture_as_it_is(string segment)
    {
        var file = JpegVectors.Jpeg("baseline-1x1");
        byte[] data = Encoding.Latin1.GetBytes(segment);
        byte[] noted = [.. file[..2], 0xFF, 0xE1, 0, (byte)(data.Length + 2), .. data, .. file[2..]];
        Assert.Equal(JpegReader.Read(file).Pixels, JpegReader.Read(noted).Pixels);
    }

    [Fact]
    public void Colours_follow_the_markers_then_the_names_of_the_components()
    {
        static JpegComponent[] Named(string names) => [.. names.Select(name => new JpegComponent((byte)name, 1, 1, 0))];
        Assert.Equal(JpegColour.Grey, JpegColourConverter.ColourOf(Named("1"), false, 0));
        Assert.Equal(JpegColour.YCbCr, JpegColourConverter.ColourOf(Named("RGB"), true, 0));
        Assert.Equal(JpegColour.Rgb, JpegColourConverter.ColourOf(Named("123"), false, 0));
        Assert.Equal(JpegColour.YCbCr, JpegColourConverter.ColourOf(Named("RGB"), false, 1));
        Assert.Equal(JpegColour.Rgb, JpegColourConverter.ColourOf(Named("RGB"), false, null));
        Assert.Equal(JpegColour.YCbCr, JpegColourConverter.ColourOf(Named("\u0001\u0002\u0003"), false, null));
        Assert.Equal(JpegColour.Cmyk, JpegColourConverter.ColourOf(Named("1234"), false, null));
        Assert.Equal(JpegColour.Ycck, JpegColourConverter.ColourOf(Named("1234"), false, 2));
    }

    private static void Refused(byte[] file, string name)
    {
        Assert.False(JpegReader.TryRead(file, null, out _, out var error), $"the file was read; {name} expected");
        Assert.Contains(name, error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error);
    }

    // Where the first marker of a kind is, or a later one.
    private static int Find(byte[] file, byte marker, int skip = 0)
    {
        for (var at = 0; at + 1 < file.Length; at++)
        {
            if (file[at] == 0xFF && file[at + 1] == marker && skip-- == 0)
                return at;
        }

        throw new ArgumentException($"There is no marker FF{marker:X2}.", nameof(marker));
    }
}
