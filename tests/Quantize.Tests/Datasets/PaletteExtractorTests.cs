using ZkStyle.Quantize.Datasets;
using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Randomness;

namespace ZkStyle.Quantize.Tests.Datasets;

public sealed class PaletteExtractorTests
{
    private static readonly byte[][] s_colours = [[255, 0, 0], [0, 255, 0], [0, 0, 255], [250, 250, 240], [10, 10, 20], [128, 64, 200]];

    [Fact]
    public void Pictures_of_few_colours_keep_each_of_them_exactly_the_most_used_first()
    {
        var picture = Picture(i => s_colours[Math.Max(0, i % 16 - 10)]);
        var palette = PaletteExtractor.Extract([picture], s_colours.Length);
        Assert.Equal(s_colours[0], palette[0]);
        Assert.Equal(s_colours.Select(Convert.ToHexString).Order(), palette.Select(Convert.ToHexString).Order());
    }

    [Fact]
    public void A_palette_is_filled_by_repeating_when_there_are_fewer_colours()
    {
        var palette = PaletteExtractor.Extract([Picture(i => s_colours[i % 2])], 5);
        Assert.Equal(5, palette.Length);
        Assert.Equal(2, palette.Select(Convert.ToHexString).Distinct().Count());
    }

    [Fact]
    public void A_rare_hue_gets_an_entry_before_one_more_shade_of_a_common_one()
    {
        // Thousands of pixels in sixteen shades of grey, and a hundred of red.
        var picture = Picture(i => i < 100 ? [220, 30, 30] : [(byte)(100 + (i % 16)), (byte)(100 + (i % 16)), (byte)(100 + (i % 16))]);
        Assert.Contains(PaletteExtractor.Extract([picture], 2), colour => colour.SequenceEqual(new byte[] { 220, 30, 30 }));
    }

    [Fact]
    public void Noise_is_reduced_to_the_colours_asked_for_and_extraction_repeats()
    {
        var random = new SeededRandom(5);
        var pictures = Enumerable.Range(0, 40).Select(_ => Picture(_ => [(byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256)])).ToArray();
        var first = PaletteExtractor.Extract(pictures, 16);
        Assert.Equal(16, first.Select(Convert.ToHexString).Distinct().Count());
        Assert.Equal(first, PaletteExtractor.Extract(pictures, 16));

        // k-means places sixteen colours so that the mean squared distance of uniform noise is far below that of one colour (3 * 256^2 / 12).
        var distance = pictures.Average(picture => Enumerable.Range(0, 4096).Average(i =>
        {
            var pixel = picture.Pixels.AsSpan(3 * i, 3);
            var nearest = first[PaletteExtractor.Nearest(first, pixel[0], pixel[1], pixel[2])];
            return Enumerable.Range(0, 3).Sum(c => Math.Pow(picture.Pixels[(3 * i) + c] - nearest[c], 2));
        }));
        Assert.InRange(distance, 1, 3 * 256 * 256 / 12 / 4);
    }

    [Fact]
    public void The_nearest_colour_is_the_first_of_equals()
    {
        byte[][] palette = [[10, 0, 0], [20, 0, 0], [20, 0, 0]];
        Assert.Equal(0, PaletteExtractor.Nearest(palette, 15, 0, 0));
        Assert.Equal(1, PaletteExtractor.Nearest(palette, 16, 0, 0));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(65)]
    public void Impossible_numbers_of_colours_are_refused(int colours) =>
        Assert.Contains("2 to 64", Assert.Throws<ArgumentOutOfRangeException>(() => PaletteExtractor.Extract([Picture(_ => [0, 0, 0])], colours)).Message, StringComparison.Ordinal);

    private static RgbImage Picture(Func<int, byte[]> colour)
    {
        var picture = new RgbImage(64, 64);
        for (var i = 0; i < 64 * 64; i++)
            colour(i).CopyTo(picture.Pixels, 3 * i);
        return picture;
    }
}
