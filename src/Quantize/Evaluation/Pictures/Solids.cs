namespace ZkStyle.Quantize.Evaluation.Pictures;

/// <summary>
/// Signed distances to solids: negative inside. Those of ellipsoids and cuts are bounds, which marching rays may use as
/// well (Hart, "Sphere tracing", 1996).
/// </summary>
internal static class Solids
{
    /// <summary>A ball.</summary>
    public static double Ball(Vec3 p, Vec3 centre, double radius) => (p - centre).Length - radius;

    /// <summary>An ellipsoid along the axes.</summary>
    public static double Ellipsoid(Vec3 p, Vec3 centre, double rx, double ry, double rz)
    {
        var q = p - centre;
        var (a, b) = (new Vec3(q.X / rx, q.Y / ry, q.Z / rz).Length, new Vec3(q.X / (rx * rx), q.Y / (ry * ry), q.Z / (rz * rz)).Length);
        return b < 1e-9 ? -Math.Min(rx, Math.Min(ry, rz)) : a * (a - 1) / b;
    }

    /// <summary>A box with round edges.</summary>
    public static double Box(Vec3 p, Vec3 centre, double hx, double hy, double hz, double round)
    {
        var q = p - centre;
        var (x, y, z) = (Math.Abs(q.X) - hx + round, Math.Abs(q.Y) - hy + round, Math.Abs(q.Z) - hz + round);
        var outside = new Vec3(Math.Max(x, 0), Math.Max(y, 0), Math.Max(z, 0)).Length;
        return outside + Math.Min(Math.Max(x, Math.Max(y, z)), 0) - round;
    }

    /// <summary>An upright body of revolution between two heights, its radius going straight from one to the other, edges round.</summary>
    public static double Cone(Vec3 p, Vec3 foot, double height, double lower, double upper, double round)
    {
        var q = p - foot;
        var share = Math.Clamp(q.Y / height, 0, 1);
        var slope = (upper - lower) / height;
        var x = (Math.Sqrt((q.X * q.X) + (q.Z * q.Z)) - (lower + ((upper - lower) * share)) + round) / Math.Sqrt(1 + (slope * slope));
        var y = Math.Abs(q.Y - (height / 2)) - (height / 2) + round;
        var (outX, outY) = (Math.Max(x, 0), Math.Max(y, 0));
        return Math.Sqrt((outX * outX) + (outY * outY)) + Math.Min(Math.Max(x, y), 0) - round;
    }

    /// <summary>A rod with round ends.</summary>
    public static double Rod(Vec3 p, Vec3 from, Vec3 to, double radius)
    {
        var (along, q) = (to - from, p - from);
        return (q - (along * Math.Clamp(q.Dot(along) / along.Dot(along), 0, 1))).Length - radius;
    }

    /// <summary>A ring that stands upright, facing the viewer, or lies flat.</summary>
    public static double Ring(Vec3 p, Vec3 centre, double radius, double thickness, bool lies)
    {
        var q = p - centre;
        var (side, axis) = lies ? (q.Z, q.Y) : (q.Y, q.Z);
        var x = Math.Sqrt((q.X * q.X) + (side * side)) - radius;
        return Math.Sqrt((x * x) + (axis * axis)) - thickness;
    }

    /// <summary>Two solids grown together.</summary>
    public static double Join(double a, double b, double width)
    {
        var h = Math.Clamp(0.5 + (0.5 * (b - a) / width), 0, 1);
        return (b * (1 - h)) + (a * h) - (width * h * (1 - h));
    }

    /// <summary>A solid less another.</summary>
    public static double Cut(double a, double b) => Math.Max(a, -b);
}
