using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Preparation;
using ZkStyle.Quantize.Tests.Datasets;

namespace ZkStyle.Quantize.Tests.Preparation;

public class PicturePreparationTests
{
    [Theory]
    [InlineData(64, 64)]
    [InlineData(32, 32)]
    [InlineData(100, 37)]
    [InlineData(1, 9)]
    public void Without_options_it_is_the_resizers_square(int width, int height)
    {
        var picture = Random(width, height, 1);
        Assert.Equal(ImageResizer.ToSquare(picture, 64).Pixels, PicturePreparation.Prepare(picture, 64, new StylizeOptions()).Pixels);
    }

    [Fact]
    public void Frames_take_the_part_they_name()
    {
        // A wide picture: red, green, blue thirds of 32 columns.
        var picture = new RgbImage(96, 32);
        for (var i = 0; i < 96 * 32; i++)
            picture.Pixels[(i * 3) + (i % 96 / 32)] = 255;
        var cropped = PicturePreparation.Prepare(picture, 32, new StylizeOptions { Framing = PictureFraming.Crop });
        Assert.All(Enumerable.Range(0, 32 * 32), i => Assert.Equal((0, 255, 0), Pixel(cropped, i)));
        var moved = PicturePreparation.Prepare(picture, 32, new StylizeOptions { OffsetX = -1 });
        Assert.All(Enumerable.Range(0, 32 * 32), i => Assert.Equal((255, 0, 0), Pixel(moved, i)));
        var half = PicturePreparation.Prepare(picture, 32, new StylizeOptions { OffsetX = 0.5 });
        Assert.Equal(((0, 255, 0), (0, 0, 255)), (Pixel(half, 15), Pixel(half, 16)));
        var stretched = PicturePreparation.Prepare(picture, 96, new StylizeOptions { Framing = PictureFraming.Stretch });
        Assert.Equal(picture.Pixels[..(96 * 3)], stretched.Pixels[..(96 * 3)]);
        var fitted = PicturePreparation.Prepare(picture, 96, new StylizeOptions { Framing = PictureFraming.Fit });
        Assert.Equal(picture.Pixels, fitted.Pixels[(32 * 96 * 3)..(64 * 96 * 3)]);
        var bars = BackgroundFill.BorderColour(picture);
        Assert.Equal((bars.Red, bars.Green, bars.Blue), Pixel(fitted, 0));
        var enlarged = PicturePreparation.Prepare(picture, 32, new StylizeOptions { Framing = PictureFraming.Stretch, Zoom = 3 });
        Assert.All(Enumerable.Range(0, 32 * 32), i => Assert.Equal((0, 255, 0), Pixel(enlarged, i)));
    }

    [Fact]
    public void Windows_average_what_they_cover()
    {
        var random = new Random(3);
        for (var round = 0; round < 30; round++)
        {
            var picture = Random(random.Next(1, 40), random.Next(1, 40), round);
            var side = random.Next(1, 12);
            var step = 1 + (random.NextDouble() * 4);
            var (left, top) = ((random.NextDouble() * 60) - 30, (random.NextDouble() * 60) - 30);
            var square = WindowResampler.Resample(picture, left, top, side * step, side * step, side, new RgbColour(10, 20, 30));
            for (var i = 0; i < side * side; i++)
            {
                var (x0, y0) = (left + (i % side * step), top + (i / side * step));
                for (var c = 0; c < 3; c++)
                {
                    // The integral over the target pixel's area, source pixel by source pixel.
                    double sum = 0;
                    for (var y = (int)Math.Floor(y0); y < y0 + step; y++)
                    {
                        for (var x = (int)Math.Floor(x0); x < x0 + step; x++)
                        {
                            var area = (Math.Min(x + 1, x0 + step) - Math.Max(x, x0)) * (Math.Min(y + 1, y0 + step) - Math.Max(y, y0));
                            var inside = x >= 0 && y >= 0 && x < picture.Width && y < picture.Height;
                            sum += area * (inside ? picture.Pixels[(((y * picture.Width) + x) * 3) + c] : 10 * (c + 1));
                        }
                    }

                    Assert.InRange(square.Pixels[(i * 3) + c] - (sum / (step * step)), -0.51, 0.51);
                }
            }
        }
    }

    [Fact]
    public void Enlarging_by_whole_factors_repeats_pixels_and_by_others_interpolates()
    {
        var picture = Random(8, 8, 5);
        Assert.Equal(ImageResizer.Box(picture, 24, 24).Pixels, WindowResampler.Resample(picture, 0, 0, 8, 8, 24, default).Pixels);
        Assert.Equal(ImageResizer.Bilinear(picture, 20, 20).Pixels, WindowResampler.Resample(picture, 0, 0, 8, 8, 20, default).Pixels);
    }

    [Fact]
    public void A_very_long_picture_fits_without_a_square_of_its_length()
    {
        var line = new RgbImage(100_000, 1);
        Array.Fill(line.Pixels, (byte)200);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var fitted = PicturePreparation.Prepare(line, 64, new StylizeOptions { Framing = PictureFraming.Fit, Zoom = 0.25 });
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 << 20);
        Assert.All(fitted.Pixels, v => Assert.Equal(200, v));
    }

    [Fact]
    public void Backgrounds_are_what_the_border_reaches()
    {
        // A light frame with a slight gradient, a dark ring, and light again inside it.
        var picture = new RgbImage(16, 16);
        for (var i = 0; i < 256; i++)
        {
            var (x, y) = (i % 16, i / 16);
            var ring = Math.Max(Math.Abs(x - 7.5), Math.Abs(y - 7.5));
            picture.Pixels.AsSpan(i * 3, 3).Fill(ring is > 3 and < 5 ? (byte)40 : (byte)(220 + (x / 2)));
        }

        var flat = PicturePreparation.Prepare(picture, 16, new StylizeOptions { BackgroundTolerance = 10 });
        var outside = Pixel(flat, 0);
        for (var i = 0; i < 256; i++)
        {
            var ring = Math.Max(Math.Abs((i % 16) - 7.5), Math.Abs((i / 16) - 7.5));
            Assert.Equal(ring > 5 ? outside : Pixel(picture, i), Pixel(flat, i));
        }

        Assert.InRange(outside.Item1, 222, 225);
        // With a wide tolerance all is background, with none hardly anything; the picture itself is left alone.
        Assert.Single(PicturePreparation.Prepare(picture, 16, new StylizeOptions { BackgroundTolerance = 255 }).Pixels.Distinct());
        Assert.Equal(220, picture.Pixels[0]);
        Assert.NotEqual(Pixel(PicturePreparation.Prepare(picture, 16, new StylizeOptions { BackgroundTolerance = 0 }), 0), outside);
    }

    [Fact]
    public void The_borders_colour_is_its_median()
    {
        var picture = new RgbImage(5, 3);
        for (var i = 0; i < 15; i++)
            picture.Pixels[i * 3] = (byte)(i == 7 ? 255 : i < 5 ? 10 : 90);
        Assert.Equal(new RgbColour(90, 0, 0), BackgroundFill.BorderColour(picture));
        Assert.Equal(new RgbColour(7, 8, 9), BackgroundFill.BorderColour(new RgbImage(1, 1, [7, 8, 9])));
    }

    [Fact]
    public void Glasses_go_where_nouns_have_them_or_where_they_are_put()
    {
        var parts = SignaturePart.Of(TestData.Nouns);
        Assert.True(parts.Count > 10);
        Assert.Empty(SignaturePart.Of(TestData.Discs()));
        var part = SignaturePart.Draw(parts, 3);
        Assert.Same(part, SignaturePart.Draw(parts, 3));
        var black = new RgbImage(64, 64);
        var worn = PicturePreparation.Prepare(black, 64, new StylizeOptions { Signature = part });
        var placed = PicturePreparation.Prepare(black, 64, new StylizeOptions { Signature = part, SignaturePlace = (part.X + 2, part.Y - 3) });
        for (var y = 0; y < 32; y++)
        {
            for (var x = 0; x < 32; x++)
            {
                var index = TestData.Nouns.Parts[3][part.Number].Indices[(y * 32) + x];
                var colour = index == 0 ? new byte[3] : TestData.Nouns.Palette[index];
                Assert.Equal((colour[0], colour[1], colour[2]), Pixel(worn, (2 * y * 64) + (2 * x)));
                if (y >= 3 && x < 30)
                    Assert.Equal(Pixel(worn, (2 * y * 64) + (2 * x)), Pixel(placed, (2 * (y - 3) * 64) + (2 * (x + 2))));
            }
        }

        // Beyond the border there is nothing to paint.
        Assert.Equal(black.Pixels, part.LayOver(black, 40, 40).Pixels);
        Assert.Equal(black.Pixels, part.LayOver(black, -40, -40).Pixels);
        Assert.Throws<ArgumentException>(() => part.LayOver(new RgbImage(48, 48), 0, 0));
    }

    [Fact]
    public void Options_out_of_range_are_named()
    {
        var picture = Random(8, 8, 1);
        (StylizeOptions Options, string Word)[] bad =
        [
            (new() { Zoom = 0 }, "zoom"), (new() { Zoom = double.NaN }, "zoom"), (new() { Zoom = 17 }, "zoom"),
            (new() { OffsetX = 1.1 }, "frame"), (new() { OffsetY = double.NaN }, "frame"), (new() { BackgroundTolerance = 256 }, "tolerance"),
        ];
        foreach (var (options, word) in bad)
            Assert.Contains(word, Assert.Throws<ArgumentException>(() => PicturePreparation.Prepare(picture, 8, options)).Message, StringComparison.Ordinal);
    }

    private static (byte, byte, byte) Pixel(RgbImage image, int i) => (image.Pixels[3 * i], image.Pixels[(3 * i) + 1], image.Pixels[(3 * i) + 2]);

    private static RgbImage Random(int width, int height, int seed)
    {
        var image = new RgbImage(width, height);
        new Random(seed).NextBytes(image.Pixels);
        return image;
    }
}
