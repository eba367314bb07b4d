using System.Text;
using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Tests.Imaging;

public class PictureReaderTests
{
    [Fact]
    public void Png_and_jpeg_are_told_apart_by_their_bytes()
    {
        var png = JpegVectors.Png("orientation-6");
        var jpeg = JpegVectors.Jpeg("orientation-6");
        Assert.Equal(PngReader.Read(png).Pixels, PictureReader.Read(png).Pixels);
        Assert.Equal(JpegReader.Read(jpeg).Pixels, PictureReader.Read(new MemoryStream(jpeg)).Pixels);
        Assert.False(PictureReader.TryRead(jpeg.AsSpan(0, 100), null, out _, out var error));
        Assert.Contains("JPEG", error, StringComparison.Ordinal);
        Assert.False(PictureReader.TryRead(png, new PictureLimits(MaxSide: 3), out _, out error));
        Assert.Contains("PNG", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GIF89a", "GIF")]
    [InlineData("RIFF\0\0\0\0WEBPVP8 ", "WebP")]
    [InlineData("BM\0\0", "BMP")]
    [InlineData("II*\0", "TIFF")]
    [InlineData("MM\0*", "TIFF")]
    [InlineData("\0\0\0\u0018ftypheic", "HEIC")]
    [InlineData("\0\0\0\u0018ftypavif", "AVIF")]
    [InlineData("\0\0\0\u0018ftypisom", "video")]
    [InlineData("\0\0\0\u000CJXL ", "JPEG XL")]
    [InlineData("\u00FF\u004F\u00FF\u0051", "JPEG 2000")]
    [InlineData("<svg ", "SVG")]
    [InlineData("%PDF-1.7", "PDF")]
    [InlineData("", "empty")]
    [InlineData("hello", "no picture")]
    [InlineData("\u00FF\u00D8", "no picture")]
    public void Anything_else_is_named(string bytes, string name)
    {
        var error = Assert.Throws<InvalidDataException>(() => PictureReader.Read(Encoding.Latin1.GetBytes(bytes))).Message;
        Assert.Contains(name, error, StringComparison.Ordinal);
        Assert.Contains("PNG and JPEG", error, StringComparison.Ordinal);
    }
}
