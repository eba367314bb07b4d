namespace ZkStyle.Quantize.Evaluation.Pictures;

/// <summary>
/// Closed or open lines in a plane of 64x64 units, y downwards. Inside is what an odd number of the lines goes around, so
/// a contour within another is a hole.
/// </summary>
internal sealed class Outline
{
    // Straight pieces of an ellipse, and of a spline from one of its points to the next.
    private const int EllipsePieces = 72;
    private const int SplinePieces = 12;

    private Outline(IReadOnlyList<(double X, double Y)[]> contours, bool isClosed)
    {
        Contours = contours;
        IsClosed = isClosed;
    }

    /// <summary>The lines, each as its corners.</summary>
    public IReadOnlyList<(double X, double Y)[]> Contours { get; }

    /// <summary>Whether each line's end joins its start.</summary>
    public bool IsClosed { get; }

    /// <summary>Straight lines between corners, closed.</summary>
    /// <param name="xy">x and y of each corner.</param>
    /// <returns>The outline.</returns>
    public static Outline Polygon(params ReadOnlySpan<double> xy) => new([Pairs(xy)], isClosed: true);

    /// <summary>Straight lines between corners, open.</summary>
    /// <param name="xy">x and y of each corner.</param>
    /// <returns>The outline.</returns>
    public static Outline Line(params ReadOnlySpan<double> xy) => new([Pairs(xy)], isClosed: false);

    /// <summary>A closed curve through points: a Catmull-Rom spline, which is a chain of cubic Bezier curves.</summary>
    /// <param name="xy">x and y of each point.</param>
    /// <returns>The outline.</returns>
    public static Outline Smooth(params ReadOnlySpan<double> xy) => new([Spline(Pairs(xy), isClosed: true)], isClosed: true);

    /// <summary>An open curve through points, likewise.</summary>
    /// <param name="xy">x and y of each point.</param>
    /// <returns>The outline.</returns>
    public static Outline Curve(params ReadOnlySpan<double> xy) => new([Spline(Pairs(xy), isClosed: false)], isClosed: false);

    /// <summary>A circle.</summary>
    /// <param name="cx">Its centre.</param>
    /// <param name="cy">Its centre.</param>
    /// <param name="radius">Its radius.</param>
    /// <returns>The outline.</returns>
    public static Outline Disc(double cx, double cy, double radius) => Ellipse(cx, cy, radius, radius);

    /// <summary>An ellipse.</summary>
    /// <param name="cx">Its centre.</param>
    /// <param name="cy">Its centre.</param>
    /// <param name="rx">Half its width before it is turned.</param>
    /// <param name="ry">Half its height before it is turned.</param>
    /// <param name="degrees">How far it is turned clockwise.</param>
    /// <returns>The outline.</returns>
    public static Outline Ellipse(double cx, double cy, double rx, double ry, double degrees = 0)
    {
        var points = new (double, double)[EllipsePieces];
        for (var i = 0; i < points.Length; i++)
        {
            var angle = 2 * Math.PI * i / points.Length;
            points[i] = (cx + (rx * PortableMath.Cos(angle)), cy + (ry * PortableMath.Sin(angle)));
        }

        return new Outline([points], isClosed: true).Turned(degrees, cx, cy);
    }

    /// <summary>A part of a circle's line, open.</summary>
    /// <param name="cx">The centre.</param>
    /// <param name="cy">The centre.</param>
    /// <param name="radius">The radius.</param>
    /// <param name="from">Where it starts, in degrees clockwise from the right.</param>
    /// <param name="to">Where it ends.</param>
    /// <returns>The outline.</returns>
    public static Outline Arc(double cx, double cy, double radius, double from, double to)
    {
        var points = new (double, double)[EllipsePieces + 1];
        for (var i = 0; i < points.Length; i++)
        {
            var angle = (from + ((to - from) * i / EllipsePieces)) * Math.PI / 180;
            points[i] = (cx + (radius * PortableMath.Cos(angle)), cy + (radius * PortableMath.Sin(angle)));
        }

        return new Outline([points], isClosed: false);
    }

    /// <summary>A rectangle with round corners.</summary>
    /// <param name="x">Its left side.</param>
    /// <param name="y">Its upper side.</param>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    /// <param name="radius">The corners' radius.</param>
    /// <returns>The outline.</returns>
    public static Outline Box(double x, double y, double width, double height, double radius = 0)
    {
        if (radius == 0)
            return Polygon(x, y, x + width, y, x + width, y + height, x, y + height);
        (double X, double Y)[] corners =
        [
            .. Arc(x + width - radius, y + height - radius, radius, 0, 90).Contours[0],
            .. Arc(x + radius, y + height - radius, radius, 90, 180).Contours[0],
            .. Arc(x + radius, y + radius, radius, 180, 270).Contours[0],
            .. Arc(x + width - radius, y + radius, radius, 270, 360).Contours[0],
        ];
        return new Outline([corners], isClosed: true);
    }

    /// <summary>A star, its first ray upwards.</summary>
    /// <param name="cx">Its centre.</param>
    /// <param name="cy">Its centre.</param>
    /// <param name="outer">From the centre to the rays' ends.</param>
    /// <param name="inner">From the centre to the corners between them.</param>
    /// <param name="rays">How many rays.</param>
    /// <returns>The outline.</returns>
    public static Outline Star(double cx, double cy, double outer, double inner, int rays)
    {
        var points = new (double, double)[2 * rays];
        for (var i = 0; i < points.Length; i++)
        {
            var angle = (Math.PI * i / rays) - (Math.PI / 2);
            var radius = i % 2 == 0 ? outer : inner;
            points[i] = (cx + (radius * PortableMath.Cos(angle)), cy + (radius * PortableMath.Sin(angle)));
        }

        return new Outline([points], isClosed: true);
    }

    /// <summary>This outline and another as one; where both are is outside.</summary>
    /// <param name="other">The other, closed like this one.</param>
    /// <returns>A new outline.</returns>
    public Outline With(Outline other) => new([.. Contours, .. other.Contours], IsClosed);

    /// <summary>Left and right swapped.</summary>
    /// <param name="x">The axis.</param>
    /// <returns>A new outline.</returns>
    public Outline Mirrored(double x = 32) => Mapped(p => ((2 * x) - p.X, p.Y));

    /// <summary>Moved.</summary>
    /// <param name="dx">To the right.</param>
    /// <param name="dy">Downwards.</param>
    /// <returns>A new outline.</returns>
    public Outline Moved(double dx, double dy) => Mapped(p => (p.X + dx, p.Y + dy));

    /// <summary>Enlarged or made smaller around a point.</summary>
    /// <param name="factor">How many times as large.</param>
    /// <param name="cx">The point that stays.</param>
    /// <param name="cy">The point that stays.</param>
    /// <returns>A new outline.</returns>
    public Outline Scaled(double factor, double cx = 32, double cy = 32) =>
        Mapped(p => (cx + ((p.X - cx) * factor), cy + ((p.Y - cy) * factor)));

    /// <summary>Turned around a point.</summary>
    /// <param name="degrees">How far, clockwise.</param>
    /// <param name="cx">The point that stays.</param>
    /// <param name="cy">The point that stays.</param>
    /// <returns>A new outline.</returns>
    public Outline Turned(double degrees, double cx = 32, double cy = 32)
    {
        if (degrees == 0)
            return this;
        var (cos, sin) = (PortableMath.Cos(degrees * Math.PI / 180), PortableMath.Sin(degrees * Math.PI / 180));
        return Mapped(p => (cx + ((p.X - cx) * cos) - ((p.Y - cy) * sin), cy + ((p.X - cx) * sin) + ((p.Y - cy) * cos)));
    }

    private Outline Mapped(Func<(double X, double Y), (double X, double Y)> map) =>
        new([.. Contours.Select(contour => contour.Select(map).ToArray())], IsClosed);

    private static (double X, double Y)[] Pairs(ReadOnlySpan<double> xy)
    {
        if (xy.Length < 4 || xy.Length % 2 != 0)
            throw new ArgumentException($"At least two points of two coordinates expected, got {xy.Length} numbers.", nameof(xy));
        var points = new (double, double)[xy.Length / 2];
        for (var i = 0; i < points.Length; i++)
            points[i] = (xy[2 * i], xy[(2 * i) + 1]);
        return points;
    }

    private static (double X, double Y)[] Spline((double X, double Y)[] points, bool isClosed)
    {
        var curve = new List<(double, double)>();
        var count = points.Length;
        for (var i = 0; i < (isClosed ? count : count - 1); i++)
        {
            var (before, from, to, after) = (At(i - 1), At(i), At(i + 1), At(i + 2));
            for (var piece = 0; piece < SplinePieces; piece++)
            {
                var t = piece / (double)SplinePieces;
                curve.Add((Hermite(before.X, from.X, to.X, after.X, t), Hermite(before.Y, from.Y, to.Y, after.Y, t)));
            }
        }

        if (!isClosed)
            curve.Add(points[^1]);
        return [.. curve];

        (double X, double Y) At(int i) => points[isClosed ? (i + count) % count : Math.Clamp(i, 0, count - 1)];
    }

    // The cubic from b to c whose slopes at the ends are those of the chords a-c and b-d.
    private static double Hermite(double a, double b, double c, double d, double t) =>
        b + (0.5 * t * (c - a + (t * ((2 * a) - (5 * b) + (4 * c) - d + (t * ((3 * (b - c)) + d - a))))));
}
