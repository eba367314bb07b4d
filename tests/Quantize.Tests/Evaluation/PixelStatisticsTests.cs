using ZkStyle.Quantize.Evaluation;
using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Tests.Evaluation;

public class PixelStatisticsTests
{
    [Fact]
    public void Distinct_colours_are_those_of_sets()
    {
        var random = new Random(6);
        var pictures = Enumerable.Range(0, 4).Select(_ => Random(random, 9, 7, 4)).ToArray();
        var counts = new double[9];
        foreach (var picture in pictures)
        {
            for (var y = 0; y < 5; y++)
            {
                for (var x = 0; x < 7; x++)
                    counts[Enumerable.Range(0, 9).Select(i => At(picture, x + (i % 3), y + (i / 3))).ToHashSet().Count - 1]++;
            }
        }

        Assert.Equal(counts.Select(count => count / (4 * 35)), PixelStatistics.DistinctColours(pictures));
        Assert.Throws<ArgumentException>(() => PixelStatistics.DistinctColours([new RgbImage(2, 9)]));
    }

    [Fact]
    public void Colours_that_differ_in_one_channel_alone_are_distinct()
    {
        var image = new RgbImage(3, 3);
        image.Pixels[2] = 1;
        image.Pixels[4] = 1;
        image.Pixels[6] = 1;
        Assert.Equal([0, 0, 0, 1, 0, 0, 0, 0, 0], PixelStatistics.DistinctColours([image]));
    }

    [Fact]
    public void Speckle_counts_pixels_unlike_all_their_neighbours()
    {
        var image = new RgbImage(5, 4);
        Assert.Equal(0, PixelStatistics.Speckle(image));
        Paint(image, 2, 1, 200);
        Assert.Equal(1 / 20.0, PixelStatistics.Speckle(image));
        // A corner on its own counts; two of a colour side by side do not, two across a corner do.
        Paint(image, 4, 3, 90);
        Assert.Equal(2 / 20.0, PixelStatistics.Speckle(image));
        Paint(image, 3, 1, 200);
        Assert.Equal(1 / 20.0, PixelStatistics.Speckle(image));
        Paint(image, 0, 2, 200);
        Paint(image, 1, 3, 200);
        // Between them, the corner pixel has lost all its own kind as well.
        Assert.Equal(4 / 20.0, PixelStatistics.Speckle(image));
        Assert.Throws<ArgumentException>(() => PixelStatistics.Speckle(new RgbImage(1, 1)));
    }

    [Fact]
    public void Speckle_is_that_of_the_definition()
    {
        var random = new Random(7);
        for (var round = 0; round < 20; round++)
        {
            var image = Random(random, random.Next(2, 9), random.Next(1, 9), 3);
            var single = 0;
            for (var i = 0; i < image.Width * image.Height; i++)
            {
                var (x, y) = (i % image.Width, i / image.Width);
                (int X, int Y)[] neighbours = [(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)];
                if (neighbours.Where(n => n.X >= 0 && n.Y >= 0 && n.X < image.Width && n.Y < image.Height).All(n => At(image, n.X, n.Y) != At(image, x, y)))
                    single++;
            }

            Assert.Equal(single / (double)(image.Width * image.Height), PixelStatistics.Speckle(image));
        }
    }

    [Fact]
    public void Naive_quantization_takes_the_nearest_colour_and_the_first_of_equals()
    {
        RgbColour[] palette = [new(0, 0, 0), new(100, 0, 0), new(0, 100, 0), new(255, 255, 255)];
        var image = new RgbImage(2, 2, [40, 0, 0, 50, 50, 0, 60, 59, 0, 250, 250, 250]);
        var naive = NaivePalette.Apply(image, 2, palette);
        Assert.Equal([0, 0, 0, 0, 0, 0, 100, 0, 0, 255, 255, 255], naive.Pixels);
        Assert.Equal(naive.Pixels, NaivePalette.Apply(naive, 2, palette).Pixels);
        Assert.Equal(naive.Pixels, NaivePalette.Apply(ImageResizer.Box(image, 6, 6), 2, palette).Pixels);
        Assert.Throws<ArgumentOutOfRangeException>(() => NaivePalette.Apply(image, 2, []));
        Assert.Throws<ArgumentException>(() => NaivePalette.Apply(new RgbImage(3, 2), 1, palette));
    }

    private static RgbImage Random(Random random, int width, int height, int levels)
    {
        var image = new RgbImage(width, height);
        for (var i = 0; i < width * height; i++)
            image.Pixels[i * 3] = (byte)random.Next(levels);
        return image;
    }

    private static (byte, byte, byte) At(RgbImage image, int x, int y)
    {
        var at = ((y * image.Width) + x) * 3;
        return (image.Pixels[at], image.Pixels[at + 1], image.Pixels[at + 2]);
    }

    private static void Paint(RgbImage image, int x, int y, byte level) => image.Pixels.AsSpan(((y * image.Width) + x) * 3, 3).Fill(level);
}
