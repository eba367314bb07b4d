using ZkStyle.Quantize.Evaluation;
using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Tests.Evaluation;

public class EdgeMapTests
{
    [Fact]
    public void Correlations_are_those_of_the_definition()
    {
        var random = new Random(9);
        var pictures = Enumerable.Range(0, 6).Select(_ => Blocks(random, 16)).ToArray();
        var maps = pictures.Select(picture => EdgeMap.Of(picture, 16)).ToArray();
        var direct = pictures.Select(Direct).ToArray();
        for (var i = 0; i < maps.Length; i++)
        {
            for (var j = 0; j < maps.Length; j++)
                Assert.Equal(direct[i].Zip(direct[j], (a, b) => a * b).Sum(), maps[i].CorrelationWith(maps[j]), 5);
        }
    }

    [Fact]
    public void Each_picture_finds_itself_whatever_the_order()
    {
        var random = new Random(10);
        var pictures = Enumerable.Range(0, 12).Select(_ => EdgeMap.Of(Blocks(random, 32), 32)).ToArray();
        var shuffled = pictures.OrderBy(_ => random.Next()).ToArray();
        foreach (var picture in pictures)
        {
            Assert.Equal(1, picture.CorrelationWith(picture), 4);
            Assert.Same(picture, shuffled[picture.NearestOf(shuffled)]);
        }
    }

    [Fact]
    public void Pictures_without_edges_are_like_nothing_and_the_first_of_equals_is_found()
    {
        var plain = EdgeMap.Of(new RgbImage(32, 32), 32);
        var other = EdgeMap.Of(Blocks(new Random(11), 32), 32);
        Assert.Equal(0, plain.CorrelationWith(plain));
        Assert.Equal(0, plain.CorrelationWith(other));
        Assert.Equal(0, plain.NearestOf([other, plain]));
        Assert.Equal(1, other.NearestOf([plain, other, other]));
        Assert.Throws<ArgumentException>(() => plain.CorrelationWith(EdgeMap.Of(new RgbImage(16, 16), 16)));
        Assert.Throws<ArgumentOutOfRangeException>(() => EdgeMap.Of(new RgbImage(15, 15), 15));
    }

    [Fact]
    public void Colours_may_change_but_not_places()
    {
        var random = new Random(12);
        var picture = Blocks(random, 32);
        var inverted = new RgbImage(32, 32, [.. picture.Pixels.Select(v => (byte)(255 - v))]);
        var mirrored = new RgbImage(32, 32, [.. picture.Pixels.Chunk(96).SelectMany(line => line.Chunk(3).Reverse().SelectMany(pixel => pixel))]);
        var map = EdgeMap.Of(picture, 32);
        Assert.Equal(1, map.CorrelationWith(EdgeMap.Of(inverted, 32)), 4);
        Assert.Equal(1, map.CorrelationWith(EdgeMap.Of(ImageResizer.Box(picture, 64, 64), 32)), 4);
        Assert.InRange(map.CorrelationWith(EdgeMap.Of(mirrored, 32)), -1, 0.8);
    }

    private static RgbImage Blocks(Random random, int side)
    {
        var image = new RgbImage(side / 4, side / 4);
        random.NextBytes(image.Pixels);
        return ImageResizer.Bilinear(image, side, side);
    }

    // In double precision, on pictures padded by copies of their border.
    private static double[] Direct(RgbImage image)
    {
        var side = image.Width;
        var strength = new double[side, side];
        for (var c = 0; c < 3; c++)
        {
            var padded = Pad((y, x) => image.Pixels[(((y * side) + x) * 3) + c] / 255.0, side);
            for (var y = 0; y < side; y++)
            {
                for (var x = 0; x < side; x++)
                {
                    double gx = 0, gy = 0;
                    for (var dy = 0; dy < 3; dy++)
                    {
                        for (var dx = 0; dx < 3; dx++)
                        {
                            gx += padded[y + dy, x + dx] * (dx - 1) * (dy == 1 ? 2 : 1);
                            gy += padded[y + dy, x + dx] * (dy - 1) * (dx == 1 ? 2 : 1);
                        }
                    }

                    strength[y, x] += (gx * gx) + (gy * gy);
                }
            }
        }

        var lengths = Pad((y, x) => Math.Sqrt(strength[y, x]), side);
        var map = new double[side / 2 * (side / 2)];
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                for (var d = 0; d < 9; d++)
                    map[(y / 2 * (side / 2)) + (x / 2)] += lengths[y + (d / 3), x + (d % 3)] / 36;
            }
        }

        map = [.. map.Select(v => Math.Min(v, 2))];
        var mean = map.Average();
        var length = Math.Sqrt(map.Sum(v => (v - mean) * (v - mean))) + 1e-6;
        return [.. map.Select(v => (v - mean) / length)];
    }

    private static double[,] Pad(Func<int, int, double> at, int side)
    {
        var padded = new double[side + 2, side + 2];
        for (var y = 0; y < side + 2; y++)
        {
            for (var x = 0; x < side + 2; x++)
                padded[y, x] = at(Math.Clamp(y - 1, 0, side - 1), Math.Clamp(x - 1, 0, side - 1));
        }

        return padded;
    }
}
