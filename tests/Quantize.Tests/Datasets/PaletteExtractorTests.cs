using ZkStyle.Quantize.Datasets;
using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Randomness;

namespace ZkStyle.Quantize.Tests.Datasets;

public sealed class PaletteExtractorTests
{
    private static readonly RgbColour[] s_colours = [new(255, 0, 0), new(0, 255, 0), new(0, 0, 255), new(250, 250, 240), new(10, 10, 20), new(128, 64, 200)];

    [Fact]
    public void Pictures_of_few_colours_keep_each_of_them_exactly_the_most_used_first()
    {
        var picture = Picture(i => s_colours[Math.Max(0, i % 16 - 10)]);
        var palette = PaletteExtractor.Extract([picture], s_colours.Length);
        Assert.Equal(s_colours[0], palette[0]);
        Assert.Equal(s_colours.ToHashSet(), palette.ToHashSet());
    }

    [Fact]
    public void A_palette_is_filled_by_repeating_when_there_are_fewer_colours()
    {
        var palette = PaletteExtractor.Extract([Picture(i => s_colours[i % 2])], 5);
        Assert.Equal(5, palette.Count);
        Assert.Equal(2, palette.Distinct().Count());
    }

    [Fact]
    public void A_rare_hue_gets_an_entry_before_one_more_shade_of_a_common_one()
    {
        // Thousands of pixels in sixteen shades of grey, and a hundred of red.
        var picture = Picture(i => i < 100 ? new(220, 30, 30) : new((byte)(100 + (i % 16)), (byte)(100 + (i % 16)), (byte)(100 + (i % 16))));
        Assert.Contains(new RgbColour(220, 30, 30), PaletteExtractor.Extract([picture], 2));
    }

    [Fact]
    public void Noise_is_reduced_to_the_colours_asked_for_and_extraction_repeats()
    {
        var random = new SeededRandom(5);
        var pictures = Enumerable.Range(0, 40).Select(_ => Picture(_ => new((byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256)))).ToArray();
        var first = PaletteExtractor.Extract(pictures, 16);
        Assert.Equal(16, first.Distinct().Count());
        Assert.Equal(first, PaletteExtractor.Extract(pictures, 16));

        // k-means places sixteen colours so that the mean squared distance of uniform noise is far below that of one colour (3 * 256^2 / 12).
        var distance = pictures.Average(picture => Enumerable.Range(0, 4096).Average(i =>
        {
            var pixel = picture.Pixels.AsSpan(3 * i, 3);
            var nearest = first[PaletteExtractor.Nearest(first, new RgbColour(pixel[0], pixel[1], pixel[2]))];
            return Math.Pow(pixel[0] - nearest.Red, 2) + Math.Pow(pixel[1] - nearest.Green, 2) + Math.Pow(pixel[2] - nearest.Blue, 2);
        }));
        Assert.InRange(distance, 1, 3 * 256 * 256 / 12 / 4);
    }

    [Fact]
    public void The_nearest_colour_is_the_first_of_equals()
    {
        RgbColour[] palette = [new(10, 0, 0), new(20, 0, 0), new(20, 0, 0)];
        Assert.Equal(0, PaletteExtractor.Nearest(palette, new RgbColour(15, 0, 0)));
        Assert.Equal(1, PaletteExtractor.Nearest(palette, new RgbColour(16, 0, 0)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(65)]
    public void Impossible_numbers_of_colours_are_refused(int colours) =>
        Assert.Contains("2 to 64", Assert.Throws<ArgumentOutOfRangeException>(() => PaletteExtractor.Extract([Picture(_ => new(0, 0, 0))], colours)).Message, StringComparison.Ordinal);

    private static RgbImage Picture(Func<int, RgbColour> colour)
    {
        var picture = new RgbImage(64, 64);
        for (var i = 0; i < 64 * 64; i++)
            (picture.Pixels[3 * i], picture.Pixels[(3 * i) + 1], picture.Pixels[(3 * i) + 2]) = (colour(i).Red, colour(i).Green, colour(i).Blue);
        return picture;
    }
}
