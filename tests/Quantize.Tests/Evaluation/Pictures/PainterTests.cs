using ZkStyle.Quantize.Evaluation.Pictures;

namespace ZkStyle.Quantize.Tests.Evaluation.Pictures;

public class PainterTests
{
    [Fact]
    public void Portable_functions_agree_with_the_systems()
    {
        for (var x = -400.0; x <= 400; x += 0.37)
        {
            Assert.InRange(PortableMath.Sin(x) - Math.Sin(x), -1e-11, 1e-11);
            Assert.InRange(PortableMath.Cos(x) - Math.Cos(x), -1e-11, 1e-11);
            Assert.InRange(PortableMath.Exp(x) / Math.Exp(x), 1 - 1e-12, 1 + 1e-12);
        }

        Assert.Equal((0.0, 1.0, 0.0), (PortableMath.Sin(0), PortableMath.Exp(0), PortableMath.Exp(-1000)));
    }

    [Fact]
    public void An_inside_is_what_the_definition_says()
    {
        const int Cells = 96;
        const int Scale = 3;
        var shape = Outline.Star(15, 14, 13, 5, 5).With(Outline.Ellipse(16, 15, 6, 3, 30));
        var coverage = Coverage.Inside(shape, Cells, Scale);
        for (var i = 0; i < coverage.Length; i++)
        {
            var (x, y) = (((i % Cells) + 0.5) / Scale, ((i / Cells) + 0.5) / Scale);
            var crossings = 0;
            foreach (var contour in shape.Contours)
            {
                for (var k = 0; k < contour.Length; k++)
                {
                    var (a, b) = (contour[k], contour[(k + 1) % contour.Length]);
                    if (a.Y <= y != b.Y <= y && a.X + ((y - a.Y) * (b.X - a.X) / (b.Y - a.Y)) > x)
                        crossings++;
                }
            }

            Assert.Equal(crossings % 2, coverage[i]);
        }

        Assert.Throws<ArgumentException>(() => Coverage.Inside(Outline.Line(0, 0, 1, 1), Cells, Scale));
    }

    [Fact]
    public void A_line_covers_what_is_near_it()
    {
        const int Cells = 60;
        var coverage = Coverage.Along(Outline.Line(2, 3, 8, 3, 8, 3, 6, 9), 1.5, Cells, 6);
        for (var i = 0; i < coverage.Length; i++)
        {
            var (x, y) = (((i % Cells) + 0.5) / 6, ((i / Cells) + 0.5) / 6);
            var distance = Math.Min(Distance(x, y, 2, 3, 8, 3), Distance(x, y, 8, 3, 6, 9));
            if (Math.Abs(distance - 0.75) > 1e-9)
                Assert.Equal(distance < 0.75 ? 1 : 0, coverage[i]);
        }

        static double Distance(double x, double y, double ax, double ay, double bx, double by)
        {
            // The nearest of many points of the segment, then the exact foot.
            var t = Math.Clamp((((x - ax) * (bx - ax)) + ((y - ay) * (by - ay))) / (((bx - ax) * (bx - ax)) + ((by - ay) * (by - ay))), 0, 1);
            return Math.Sqrt(Math.Pow(x - ax - (t * (bx - ax)), 2) + Math.Pow(y - ay - (t * (by - ay)), 2));
        }
    }

    [Fact]
    public void Shapes_have_their_areas_and_blur_keeps_them()
    {
        const int Cells = 384;
        var disc = Coverage.Inside(Outline.Disc(32, 32, 20), Cells, 6);
        Assert.InRange(disc.Sum() / 36, (Math.PI * 400 * 0.997) - 1, Math.PI * 400);
        Assert.Equal(24 * 10, Coverage.Inside(Outline.Box(5, 7, 24, 10), Cells, 6).Sum() / 36);
        Assert.InRange(Coverage.Inside(Outline.Box(5, 7, 24, 10, 3), Cells, 6).Sum() / 36, 240 - (36 - (Math.PI * 9)) - 1, 240 - (36 - (Math.PI * 9)) + 1);
        Assert.DoesNotContain(0f, Coverage.Inside(Outline.Polygon(0, 0, 64, 0, 64, 64, 0, 64), Cells, 6));
        var sum = disc.Sum();
        Coverage.Blur(disc, Cells, 12);
        Assert.InRange(disc.Sum() / sum, 0.9999, 1.0001);
        // Along a line through the middle the blurred edge falls from inside to outside.
        Assert.True(Enumerable.Range(192, 180).All(x => disc[(192 * Cells) + x] >= disc[(192 * Cells) + x + 1] - 1e-6f));
        Assert.InRange(disc[(192 * Cells) + 192 + 120], 0.4, 0.6);
    }

    [Fact]
    public void Outlines_turn_move_and_mirror()
    {
        var box = Outline.Polygon(0, 0, 2, 0, 2, 1);
        Assert.Equal([(64.0, 0.0), (62.0, 0.0), (62.0, 1.0)], box.Mirrored().Contours[0]);
        Assert.Equal([(1.0, 2.0), (3.0, 2.0), (3.0, 3.0)], box.Moved(1, 2).Contours[0]);
        Assert.Equal([(0.0, 0.0), (4.0, 0.0), (4.0, 2.0)], box.Scaled(2, 0, 0).Contours[0]);
        var turned = box.Turned(90, 0, 0).Contours[0];
        Assert.Equal((0.0, 2.0), (turned[1].X, turned[1].Y), new Near());
        var curve = Outline.Curve(0, 0, 10, 0, 10, 10).Contours[0];
        Assert.Equal(((0.0, 0.0), (10.0, 10.0)), (curve[0], curve[^1]));
        Assert.Contains((10.0, 0.0), curve);
        Assert.Throws<ArgumentException>(() => Outline.Polygon(1, 2, 3));
    }

    [Fact]
    public void Noise_stays_in_its_range_and_is_continuous()
    {
        double sum = 0, squares = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var white = ValueNoise.White(3, i);
            (sum, squares) = (sum + white, squares + (white * white));
            Assert.InRange(ValueNoise.Fractal(4, i * 0.013, i * 0.007), 0, 1);
        }

        Assert.InRange(sum / 20_000, -0.03, 0.03);
        Assert.InRange(squares / 20_000, 0.95, 1.05);
        Assert.Equal(ValueNoise.Lattice(9, -3, 5), ValueNoise.Smooth(9, -3, 5));
        Assert.Equal(ValueNoise.Smooth(9, 2 - 1e-9, 0.3), ValueNoise.Smooth(9, 2 + 1e-9, 0.3), 6);
    }

    [Fact]
    public void Distances_to_solids_are_no_larger_than_to_their_nearest_points()
    {
        var random = new Random(8);
        for (var i = 0; i < 2000; i++)
        {
            var p = new Vec3((random.NextDouble() * 6) - 3, (random.NextDouble() * 6) - 3, (random.NextDouble() * 6) - 3);
            Assert.Equal((p - new Vec3(1, 0, 0)).Length - 0.5, Solids.Ball(p, new Vec3(1, 0, 0), 0.5), 12);
            // A rod of one point is a ball; a box with edges as round as it is large is one too.
            Assert.Equal(Solids.Ball(p, default, 0.7), Solids.Box(p, default, 0.7, 0.7, 0.7, 0.7), 12);
            Assert.Equal(Solids.Ball(p, new Vec3(0, 1, 0), 0.7), p.Y > 1 ? Solids.Rod(p, default, new Vec3(0, 1, 0), 0.7) : Solids.Ball(p, new Vec3(0, 1, 0), 0.7), 12);
            Assert.True(Solids.Join(1, 1 + p.X, 0.3) <= Math.Min(1, 1 + p.X));
            Assert.Equal(p.Length, p.TurnedY(37).Length, 12);
        }

        Assert.True(Solids.Ellipsoid(default, default, 1, 2, 3) < 0);
        Assert.Equal(0, Solids.Ellipsoid(new Vec3(0, 2, 0), default, 1, 2, 3), 12);
        Assert.Equal(0, Solids.Cone(new Vec3(1.5, 0.5, 0), default, 1, 2, 1, 0), 12);
    }

    private sealed class Near : IEqualityComparer<(double X, double Y)>
    {
        public bool Equals((double X, double Y) a, (double X, double Y) b) => Math.Abs(a.X - b.X) < 1e-9 && Math.Abs(a.Y - b.Y) < 1e-9;

        public int GetHashCode((double X, double Y) obj) => 0;
    }
}
