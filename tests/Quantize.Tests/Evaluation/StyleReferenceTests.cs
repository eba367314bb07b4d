using ZkStyle.Quantize.Evaluation;
using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Tests.Datasets;

namespace ZkStyle.Quantize.Tests.Evaluation;

public class StyleReferenceTests
{
    [Theory]
    [InlineData(20, 1)]
    [InlineData(24, 2)]
    public void Distances_are_those_of_the_definition(int side, int seed)
    {
        var random = new Random(seed);
        var members = Pictures(random, 3, side, flat: true);
        var others = Pictures(random, 2, side, flat: false);
        var distances = StyleReference.Of(members, side).DistancesOf(others);
        Assert.Equal(NaiveStyle.Distance(members, others, structure: false), distances.Colour, 4);
        Assert.Equal(NaiveStyle.Distance(members, others, structure: true), distances.Structure, 4);
        var (own, other) = (PixelStatistics.DistinctColours(members), PixelStatistics.DistinctColours(others));
        Assert.Equal(own.Zip(other, (a, b) => Math.Abs(a - b)).Sum() / 2, distances.DistinctColours, 12);
    }

    [Fact]
    public void The_collection_itself_is_at_no_distance_in_any_order()
    {
        var members = Pictures(new Random(3), 6, 32, flat: true);
        var reference = StyleReference.Of(members, 32);
        Assert.Equal(new StyleDistances(0, 0, 0), reference.DistancesOf(members));
        Assert.Equal(new StyleDistances(0, 0, 0), reference.DistancesOf([.. members.Reverse()]));
        Assert.Equal(new StyleDistances(0, 0, 0), reference.DistancesOf([.. members.Select(member => ImageResizer.Box(member, 64, 64))]));
        var others = Pictures(new Random(4), 5, 32, flat: false);
        Assert.Equal(reference.DistancesOf(others), reference.DistancesOf([.. others.Skip(2), .. others.Take(2)]));
    }

    [Fact]
    public void Constant_pictures_have_finite_distances()
    {
        var constant = StyleReference.Of([Grey(200, 32)], 32);
        Assert.Equal(new StyleDistances(0, 0, 0), constant.DistancesOf([Grey(200, 32)]));
        var darker = constant.DistancesOf([Grey(40, 32)]);
        // All is flat: the structure is nothing for both, up to rounding.
        Assert.InRange(darker.Structure, 0, 1e-3);
        Assert.True(double.IsFinite(darker.Colour) && darker.Colour > 1);
        Assert.Equal(0, darker.DistinctColours);
        Assert.Equal(new StyleDistances(2, 0.5, 0.25), new StyleDistances(4, 1, 0.5).RelativeTo(new StyleDistances(2, 2, 2)));
    }

    [Fact]
    public void Other_nouns_are_nearer_than_nouns_made_of_fewer_pixels_or_of_noise()
    {
        var reference = StyleReference.Of(TestData.Nouns.DrawHeldOut(100, 77), 32);
        var nouns = TestData.Nouns.DrawHeldOut(20, 5);
        var coarse = nouns.Select(noun => ImageResizer.Box(ImageResizer.Box(noun, 16, 16), 64, 64)).ToArray();
        var random = new Random(5);
        var noisy = nouns.Select(noun => new RgbImage(64, 64, [.. noun.Pixels.Select(v => (byte)Math.Clamp(v + random.Next(-20, 21), 0, 255))])).ToArray();
        var (own, blurred, noise) = (reference.DistancesOf(nouns), reference.DistancesOf(coarse), reference.DistancesOf(noisy));
        Assert.InRange(own.Structure, 0, 0.1);
        Assert.True(blurred.Structure > 2 * own.Structure && blurred.DistinctColours > 5 * own.DistinctColours);
        Assert.True(noise.DistinctColours > 0.8);
    }

    [Fact]
    public void Pictures_that_cannot_be_measured_are_refused()
    {
        Assert.Throws<ArgumentException>(() => StyleReference.Of([Grey(1, 16)], 16));
        Assert.Throws<ArgumentException>(() => StyleReference.Of([Grey(1, 22)], 22));
        Assert.Throws<ArgumentException>(() => StyleReference.Of([Grey(1, 64)], 24));
        Assert.Throws<ArgumentOutOfRangeException>(() => StyleReference.Of([], 32));
    }

    // Blocks of few colours, or noise.
    private static RgbImage[] Pictures(Random random, int count, int side, bool flat) => [.. Enumerable.Range(0, count).Select(_ =>
    {
        var image = new RgbImage(side, side);
        random.NextBytes(image.Pixels);
        return flat ? ImageResizer.Box(ImageResizer.Box(image, side / 4, side / 4), side, side) : image;
    })];

    private static RgbImage Grey(byte level, int side)
    {
        var image = new RgbImage(side, side);
        Array.Fill(image.Pixels, level);
        return image;
    }
}
