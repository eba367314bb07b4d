using ZkStyle.Quantize.Datasets;

namespace ZkStyle.Quantize.Tests.Datasets;

public class SceneRegionTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void No_point_lies_outside_the_bounds(int kind)
    {
        var random = new Random(kind);
        var inside = 0;
        for (var round = 0; round < 200; round++)
        {
            var region = SceneRegion.Of(kind, (random.NextDouble() * 30) + 1, (random.NextDouble() * 30) + 1, random.NextDouble())
                .Turned((random.NextDouble() * 90) - 13, (random.NextDouble() * 90) - 13, round % 2 == 0 ? 0 : random.NextDouble() * 6.3);
            for (var sample = 0; sample < 4 * 64 * 64; sample++)
            {
                var (x, y) = ((sample % 128 / 2f) + 0.25f, (sample / 128 / 2f) + 0.25f);
                if (!region.Contains(x, y))
                    continue;
                inside++;
                Assert.InRange((int)x, region.Columns.First, region.Columns.End - 1);
                Assert.InRange((int)y, region.Lines.First, region.Lines.End - 1);
            }
        }

        Assert.True(inside > 10_000, $"only {inside} samples were inside a shape");
    }

    [Fact]
    public void A_region_of_everything_reaches_all_pixels()
    {
        var everything = new SceneRegion((_, _) => true);
        Assert.Equal((0, 64), everything.Lines);
        Assert.Equal((0, 64), everything.Columns);
        Assert.Equal((0, 64), everything.Turned(32, 32, 1).Columns);
    }

    [Fact]
    public void A_region_within_another_is_what_both_share()
    {
        var box = SceneRegion.Of(1, 4, 4, 0).Turned(10, 10, 0);
        var both = box.Within(SceneRegion.Of(1, 4, 4, 0).Turned(14, 10, 0));
        Assert.Equal([false, true, false], new[] { 8f, 12f, 16f }.Select(x => both.Contains(x, 10)));
        Assert.Equal(box.Columns, both.Columns);
    }

    [Fact]
    public void Turning_by_a_quarter_exchanges_width_and_height()
    {
        var turned = SceneRegion.Of(1, 8, 2, 0).Turned(20, 30, Math.PI / 2);
        Assert.True(turned.Contains(20, 37));
        Assert.False(turned.Contains(27, 30));
    }
}
