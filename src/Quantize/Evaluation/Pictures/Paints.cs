namespace ZkStyle.Quantize.Evaluation.Pictures;

/// <summary>Paints that pictures share.</summary>
internal static class Paints
{
    /// <summary>One colour.</summary>
    /// <param name="colour">The colour.</param>
    /// <returns>The paint.</returns>
    public static Paint Plain(Colour colour) => (_, _) => colour;

    /// <summary>A gradient along a line, constant beyond its ends.</summary>
    /// <param name="x0">Where it starts.</param>
    /// <param name="y0">Where it starts.</param>
    /// <param name="from">The first colour.</param>
    /// <param name="x1">Where it ends.</param>
    /// <param name="y1">Where it ends.</param>
    /// <param name="to">The last colour.</param>
    /// <returns>The paint.</returns>
    public static Paint Linear(double x0, double y0, Colour from, double x1, double y1, Colour to)
    {
        var (dx, dy) = (x1 - x0, y1 - y0);
        var length = (dx * dx) + (dy * dy);
        return (x, y) => from.Mix(to, (((x - x0) * dx) + ((y - y0) * dy)) / length);
    }

    /// <summary>A gradient from top to bottom of the picture.</summary>
    /// <param name="stops">Heights, 0 to 64 and rising, and the colour at each.</param>
    /// <returns>The paint.</returns>
    public static Paint Vertical(params (double Y, Colour Colour)[] stops) => (_, y) =>
    {
        var i = 0;
        while (i < stops.Length - 2 && y > stops[i + 1].Y)
            i++;
        return stops[i].Colour.Mix(stops[i + 1].Colour, (y - stops[i].Y) / (stops[i + 1].Y - stops[i].Y));
    };

    /// <summary>A gradient from a centre outwards, constant past the radius.</summary>
    /// <param name="cx">The centre.</param>
    /// <param name="cy">The centre.</param>
    /// <param name="radius">Where the outer colour is reached.</param>
    /// <param name="inner">The colour at the centre.</param>
    /// <param name="outer">The colour at the radius.</param>
    /// <returns>The paint.</returns>
    public static Paint Radial(double cx, double cy, double radius, Colour inner, Colour outer) =>
        (x, y) => inner.Mix(outer, Math.Sqrt(((x - cx) * (x - cx)) + ((y - cy) * (y - cy))) / radius);

    /// <summary>A round body lit from the upper left: lighter there, darker at the far rim.</summary>
    /// <param name="cx">The body's centre.</param>
    /// <param name="cy">The body's centre.</param>
    /// <param name="radius">Its radius.</param>
    /// <param name="colour">Its colour.</param>
    /// <returns>The paint.</returns>
    public static Paint Ball(double cx, double cy, double radius, Colour colour)
    {
        var (light, dark) = (colour.Mix(0xFFFFFF, 0.35), colour * 0.72);
        return (x, y) =>
        {
            var (dx, dy) = ((x - cx + (0.35 * radius)) / radius, (y - cy + (0.4 * radius)) / radius);
            var distance = Math.Sqrt((dx * dx) + (dy * dy));
            return distance < 0.6 ? light.Mix(colour, distance / 0.6) : colour.Mix(dark, (distance - 0.6) / 0.9);
        };
    }
}
