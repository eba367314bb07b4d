using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Evaluation.Pictures;

/// <summary>
/// Solids under a lamp, seen through a lens of finite width: rays march along distances (Hart, "Sphere tracing", 1996);
/// shadows soften with the distance from what casts them; creases are darker; what is out of focus blurs.
/// </summary>
internal sealed class Scene
{
    private const int Side = Canvas.Side;
    private const int Samples = 4;
    private const int MaxSteps = 90;
    private const double Far = 40;
    private const double Near = 0.0015;

    /// <summary>The distance to the nearest thing, and which material it has.</summary>
    public required Func<Vec3, Surface> Map { get; init; }

    /// <summary>A material at a place.</summary>
    public required Func<int, Vec3, Material> Look { get; init; }

    /// <summary>What is behind everything, by place in the picture.</summary>
    public required Paint Background { get; init; }

    /// <summary>Where the lens is.</summary>
    public required Vec3 Eye { get; init; }

    /// <summary>What it is pointed at, and focused on.</summary>
    public required Vec3 Target { get; init; }

    /// <summary>Distance of the picture's plane, in half heights of the picture.</summary>
    public double Zoom { get; init; } = 2;

    /// <summary>Radius of the lens: what it is not focused on blurs with it.</summary>
    public double Lens { get; init; } = 0.04;

    /// <summary>Direction towards the lamp, of any length.</summary>
    public Vec3 Lamp { get; init; } = new(-0.6, 0.8, 0.5);

    /// <summary>The lamp's light.</summary>
    public Colour LampLight { get; init; } = new(1.15, 1.08, 0.95);

    /// <summary>The light from everywhere.</summary>
    public Colour SkyLight { get; init; } = new(0.22, 0.24, 0.28);

    /// <summary>Takes the picture.</summary>
    /// <param name="seed">Of the noise.</param>
    /// <param name="grain">The noise's standard deviation, in parts of white.</param>
    /// <returns>64x64 pixels.</returns>
    public RgbImage Photograph(uint seed, double grain = 0.012)
    {
        var forward = (Target - Eye).Unit();
        var right = forward.Cross(new Vec3(0, 1, 0)).Unit();
        var up = right.Cross(forward);
        var focus = (Target - Eye).Length;
        var lamp = Lamp.Unit();
        var image = new RgbImage(Side, Side);
        Parallel.For(0, Side, y =>
        {
            for (var x = 0; x < Side; x++)
            {
                Colour sum = 0;
                for (var s = 0; s < Samples * Samples; s++)
                {
                    var index = (((y * Side) + x) * Samples * Samples) + s;
                    var (px, py) = (x + (((s % Samples) + 0.5) / Samples), y + (((s / Samples) + 0.5) / Samples));
                    var aim = Eye + ((forward + (right * (((px * 2 / Side) - 1) / Zoom)) + (up * ((1 - (py * 2 / Side)) / Zoom))) * focus);
                    // A point of the lens, evenly over its disc.
                    var radius = Lens * Math.Sqrt(ValueNoise.Lattice(seed, index, 7));
                    var angle = 2 * Math.PI * ValueNoise.Lattice(seed, index, 8);
                    var from = Eye + (right * (radius * PortableMath.Cos(angle))) + (up * (radius * PortableMath.Sin(angle)));
                    sum += Trace(from, (aim - from).Unit(), lamp, Background(px, py));
                }

                for (var c = 0; c < RgbImage.Channels; c++)
                {
                    var light = c switch { 0 => sum.Red, 1 => sum.Green, _ => sum.Blue } / (Samples * Samples);
                    var at = (((y * Side) + x) * RgbImage.Channels) + c;
                    image.Pixels[at] = (byte)Math.Clamp(Math.Floor(((Math.Sqrt(light) + (grain * ValueNoise.White(seed, at))) * 255) + 0.5), 0, 255);
                }
            }
        });
        return image;
    }

    // Light that comes along a ray, in linear parts; colours are stored with a gamma of 2.
    private Colour Trace(Vec3 from, Vec3 direction, Vec3 lamp, Colour background)
    {
        double distance = 0;
        for (var step = 0; step < MaxSteps && distance < Far; step++)
        {
            var p = from + (direction * distance);
            var surface = Map(p);
            if (surface.Distance < Near)
                return Shade(p, direction, lamp, Look(surface.Material, p));
            distance += surface.Distance * 0.9;
        }

        return background * background;
    }

    private Colour Shade(Vec3 p, Vec3 direction, Vec3 lamp, Material material)
    {
        const double Step = 0.004;
        var here = Map(p).Distance;
        var normal = new Vec3(
            Map(p + new Vec3(Step, 0, 0)).Distance - here,
            Map(p + new Vec3(0, Step, 0)).Distance - here,
            Map(p + new Vec3(0, 0, Step)).Distance - here).Unit();
        var start = p + (normal * 0.02);
        var facing = Math.Max(0, normal.Dot(lamp));
        var lit = facing > 0 ? Shadow(start, lamp) : 0;
        var crease = 1.0;
        for (var i = 1; i <= 4; i++)
        {
            var reach = 0.06 * i * i;
            crease -= (reach - Math.Min(reach, Map(p + (normal * reach)).Distance)) / reach * 0.2;
        }

        var halfway = (lamp - direction).Unit();
        var shine = Math.Max(0, normal.Dot(halfway));
        for (var i = 0; i < 5; i++)
            shine *= shine;
        var own = material.Colour * material.Colour;
        var sky = SkyLight * ((0.7 + (0.3 * normal.Y)) * crease);
        return (own * ((LampLight * (facing * lit)) + sky)) + (LampLight * (material.Gloss * shine * lit)) + (own * material.Glow);
    }

    private double Shadow(Vec3 from, Vec3 lamp)
    {
        double lit = 1, distance = 0.02;
        for (var step = 0; step < 40 && distance < 12; step++)
        {
            var gap = Map(from + (lamp * distance)).Distance;
            if (gap < Near)
                return 0;
            lit = Math.Min(lit, 9 * gap / distance);
            distance += Math.Clamp(gap, 0.02, 0.6);
        }

        return lit;
    }
}
