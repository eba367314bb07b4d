namespace ZkStyle.Quantize.Evaluation.Pictures;

/// <summary>A place or a direction in space: x to the right, y upwards, z towards the viewer.</summary>
/// <param name="X">To the right.</param>
/// <param name="Y">Upwards.</param>
/// <param name="Z">Towards the viewer.</param>
internal readonly record struct Vec3(double X, double Y, double Z)
{
    public double Length => Math.Sqrt(Dot(this));

    public static Vec3 operator +(Vec3 a, Vec3 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    public static Vec3 operator -(Vec3 a, Vec3 b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    public static Vec3 operator *(Vec3 a, double factor) => new(a.X * factor, a.Y * factor, a.Z * factor);

    public double Dot(Vec3 other) => (X * other.X) + (Y * other.Y) + (Z * other.Z);

    public Vec3 Cross(Vec3 other) => new((Y * other.Z) - (Z * other.Y), (Z * other.X) - (X * other.Z), (X * other.Y) - (Y * other.X));

    public Vec3 Unit() => this * (1 / Length);

    /// <summary>Turned around the vertical axis.</summary>
    /// <param name="degrees">How far: a positive turn takes z towards x.</param>
    /// <returns>The turned place.</returns>
    public Vec3 TurnedY(double degrees)
    {
        var (cos, sin) = (PortableMath.Cos(degrees * Math.PI / 180), PortableMath.Sin(degrees * Math.PI / 180));
        return new((X * cos) + (Z * sin), Y, (Z * cos) - (X * sin));
    }
}
