namespace ZkStyle.Quantize.Datasets;

/// <summary>Points of a scene, in pixels: which they are, and how far from a centre the furthest of them can be.</summary>
/// <param name="Contains">Whether a point (x, y) is one of them.</param>
/// <param name="CentreX">The centre's column.</param>
/// <param name="CentreY">The centre's line.</param>
/// <param name="Reach">No point is further from the centre than this; by default the whole scene is within reach.</param>
internal readonly record struct SceneRegion(Func<float, float, bool> Contains, float CentreX = 0, float CentreY = 0, float Reach = 3 * SceneCanvas.Side)
{
    /// <summary>The number of kinds: ellipse, box, triangle, ring, rounded box.</summary>
    public const int Kinds = 5;

    /// <summary>The one kind with a hole.</summary>
    public const int Ring = 3;

    /// <summary>The lines of pixels it may touch: the first, and the one after the last.</summary>
    public (int First, int End) Lines => Bounds(CentreY, Reach);

    /// <summary>The columns of pixels it may touch, likewise.</summary>
    public (int First, int End) Columns => Bounds(CentreX, Reach);

    /// <summary>A shape about the origin.</summary>
    /// <param name="kind">Which, below <see cref="Kinds"/>.</param>
    /// <param name="halfWidth">Half its width, above 0.</param>
    /// <param name="halfHeight">Half its height, above 0.</param>
    /// <param name="hole">A ring's hole: the square of its share of the radius.</param>
    /// <returns>The shape.</returns>
    public static SceneRegion Of(int kind, double halfWidth, double halfHeight, double hole)
    {
        var (a, b, inner) = ((float)halfWidth, (float)halfHeight, (float)hole);
        Func<float, float, bool> contains = kind switch
        {
            0 => (u, v) => Radius(u / a, v / b) < 1,
            1 => (u, v) => Math.Abs(u) < a && Math.Abs(v) < b,
            2 => (u, v) => Math.Abs(v) < b && Math.Abs(u) < a * (v + b) / (2 * b),
            Ring => (u, v) => Radius(u / a, v / b) is var radius && radius < 1 && radius > inner,
            _ => (u, v) => (u * u / (a * a) * u * u / (a * a)) + (v * v / (b * b) * v * v / (b * b)) < 1,
        };
        return new SceneRegion(contains, Reach: MathF.Sqrt(Radius(a, b)));
    }

    /// <summary>The square of a point's distance from the origin.</summary>
    /// <param name="u">Along one axis.</param>
    /// <param name="v">Along the other.</param>
    /// <returns>The square.</returns>
    public static float Radius(float u, float v) => (u * u) + (v * v);

    /// <summary>The same region, turned about its origin and moved.</summary>
    /// <param name="centreX">Where its origin goes.</param>
    /// <param name="centreY">Likewise.</param>
    /// <param name="angle">In radians.</param>
    /// <returns>The region in its place.</returns>
    public SceneRegion Turned(double centreX, double centreY, double angle)
    {
        var contains = Contains;
        var (cos, sin) = ((float)Math.Cos(angle), (float)Math.Sin(angle));
        var (cx, cy) = ((float)centreX, (float)centreY);
        return this with
        {
            Contains = (x, y) => contains(((x - cx) * cos) + ((y - cy) * sin), ((y - cy) * cos) - ((x - cx) * sin)),
            CentreX = cx,
            CentreY = cy,
        };
    }

    /// <summary>The points that are in another region too.</summary>
    /// <param name="other">The other region.</param>
    /// <returns>What both share.</returns>
    public SceneRegion Within(SceneRegion other)
    {
        var (mine, others) = (Contains, other.Contains);
        return this with { Contains = (x, y) => mine(x, y) && others(x, y) };
    }

    private static (int First, int End) Bounds(float centre, float reach) =>
        (Math.Clamp((int)MathF.Floor(centre - reach), 0, SceneCanvas.Side), Math.Clamp((int)MathF.Ceiling(centre + reach) + 1, 0, SceneCanvas.Side));
}
