using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Tests.Imaging;

public class PixelArtTests
{
    [Theory]
    [InlineData(32, 10)]
    [InlineData(24, 24)]
    [InlineData(64, 5)]
    [InlineData(16, 2)]
    public void Enlarged_pixels_come_back_exactly(int side, int factor)
    {
        var drawn = Drawing(side, side);
        var native = PixelArt.Native(ImageResizer.Box(drawn, side * factor, side * factor), 64);
        Assert.NotNull(native);
        Assert.Equal(drawn.Pixels, native.Pixels);
    }

    [Fact]
    public void Lossy_noise_does_not_hide_the_pixels()
    {
        var drawn = Drawing(24, 20);
        var noisy = ImageResizer.Box(drawn, 240, 200);
        var random = new Random(2);
        for (var i = 0; i < noisy.Pixels.Length; i++)
            noisy.Pixels[i] = (byte)Math.Clamp(noisy.Pixels[i] + random.Next(-3, 4), 0, 255);
        var native = PixelArt.Native(noisy, 64);
        Assert.NotNull(native);
        Assert.Equal((24, 20), (native.Width, native.Height));
        Assert.All(drawn.Pixels.Zip(native.Pixels), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 3));
    }

    [Fact]
    public void Drawings_that_are_too_large_and_other_pictures_are_none()
    {
        Assert.Null(PixelArt.Native(ImageResizer.Box(Drawing(80, 80), 160, 160), 64));
        Assert.Null(PixelArt.Native(new RgbImage(128, 128), 64));
        Assert.Null(PixelArt.Native(ImageResizer.Bilinear(Drawing(16, 16), 160, 160), 64));
        var noise = new RgbImage(120, 120);
        new Random(1).NextBytes(noise.Pixels);
        Assert.Null(PixelArt.Native(noise, 64));
    }

    [Fact]
    public void Squares_hold_the_drawings_colours_alone()
    {
        var drawn = Drawing(24, 24);
        var colours = drawn.Pixels.Chunk(3).Select(c => (c[0], c[1], c[2])).ToHashSet();
        var square = ImageResizer.ToSquare(ImageResizer.Box(drawn, 240, 240), 64);
        Assert.Equal((64, 64), (square.Width, square.Height));
        Assert.All(square.Pixels.Chunk(3), c => Assert.Contains((c[0], c[1], c[2]), colours));
        Assert.Equal(drawn.Pixels[..3], square.Pixels[..3]);
        Assert.Equal(drawn.Pixels[^3..], square.Pixels[^3..]);
    }

    private static RgbImage Drawing(int width, int height)
    {
        var image = new RgbImage(width, height);
        var random = new Random(width);
        byte[][] palette = [.. Enumerable.Range(0, 8).Select(_ => new[] { (byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256) })];
        for (var i = 0; i < width * height; i++)
            palette[random.Next(palette.Length)].CopyTo(image.Pixels, 3 * i);
        return image;
    }
}
