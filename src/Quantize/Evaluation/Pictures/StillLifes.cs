using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Evaluation.Pictures;

/// <summary>Things on a table, lit from one side.</summary>
internal static class StillLifes
{
    private static readonly Paint s_wall = Paints.Linear(0, 0, 0x8A7C6C, 64, 50, 0x3A322C);

    public static RgbImage Fruit()
    {
        Vec3 apple = new(-0.75, 0.62, 0.2), orange = new(0.62, 0.58, 0.5), pear = new(0.05, 0.55, -0.6);
        return new Scene
        {
            Map = p => new Surface(p.Y, 0)
                .Or(Solids.Cut(Solids.Ellipsoid(p, apple, 0.68, 0.62, 0.68), Solids.Ball(p, apple + new Vec3(0, 0.72, 0), 0.2)), 1)
                .Or(Solids.Rod(p, apple + new Vec3(0, 0.5, 0), apple + new Vec3(0.08, 0.8, 0), 0.04), 4)
                .Or(Solids.Ball(p, orange, 0.58), 2)
                .Or(Solids.Join(Solids.Ball(p, pear, 0.55), Solids.Ball(p, pear + new Vec3(0, 0.85, 0), 0.27), 0.45), 3)
                .Or(Solids.Rod(p, pear + new Vec3(0, 1.1, 0), pear + new Vec3(0.07, 1.36, 0), 0.035), 4),
            Look = (material, p) => material switch
            {
                0 => new Material(Wood(p), 0.08),
                1 => new Material(((Colour)0xB81620).Mix(0xE8B040, Math.Clamp((ValueNoise.Fractal(5, p.X * 5, p.Y * 1.2) - 0.42) * 3, 0, 0.75)), 0.7),
                2 => new Material((Colour)0xF48A1A * (0.93 + (0.14 * ValueNoise.Smooth(6, p.X * 18, (p.Y * 18) + (p.Z * 7)))), 0.35),
                3 => new Material(((Colour)0xB8C040).Mix(0xD8C858, p.Y * 0.6), 0.3),
                _ => new Material(0x4A3420),
            },
            Background = s_wall,
            Eye = new Vec3(0.3, 2, 5.4),
            Target = new Vec3(-0.05, 0.72, 0),
            Zoom = 3.4,
        }.Photograph(11);
    }

    public static RgbImage BottleAndLemons()
    {
        return new Scene
        {
            Map = p =>
            {
                var bottle = Solids.Join(Solids.Cone(p, new Vec3(-0.5, 0, -0.3), 1.7, 0.48, 0.48, 0.12), Solids.Cone(p, new Vec3(-0.5, 1.6, -0.3), 0.95, 0.17, 0.15, 0.03), 0.4);
                return new Surface(p.Y, 0).Or(bottle, p.Y > 2.2 ? 4 : p.Y is > 0.4 and < 1.15 ? 2 : 1)
                    .Or(Lemon(p - new Vec3(0.55, 0.36, 0.5)), 3).Or(Lemon((p - new Vec3(1.05, 0.36, -0.4)).TurnedY(65)), 3);
            },
            Look = (material, p) => material switch
            {
                0 => new Material(((Colour)0x3F6E9C).Mix(0xE8EEF2, CheckCloth(p)), 0.02),
                1 => new Material(0x1F5A34, 1),
                2 => new Material(p.Y is > 0.72 and < 0.82 ? 0xA83228 : 0xF0E6CC, 0.1),
                3 => new Material((Colour)0xF6D22A * (0.95 + (0.1 * ValueNoise.Smooth(7, p.X * 16, p.Y * 16))), 0.4),
                _ => new Material(0xA83228, 0.3),
            },
            Background = Paints.Linear(0, 0, 0xD8D2C4, 64, 40, 0x8E8C88),
            Eye = new Vec3(0.1, 2.1, 6.4),
            Target = new Vec3(0.2, 1.22, 0),
            Zoom = 3.7,
        }.Photograph(12);
    }

    public static RgbImage ChessPawn()
    {
        static double Pawn(Vec3 p) => Math.Min(
            Solids.Join(Solids.Cone(p, default, 0.3, 0.62, 0.56, 0.1), Solids.Cone(p, new Vec3(0, 0.2, 0), 1.2, 0.46, 0.17, 0.03), 0.12),
            Math.Min(Solids.Cone(p, new Vec3(0, 1.3, 0), 0.13, 0.36, 0.36, 0.06), Solids.Ball(p, new Vec3(0, 1.72, 0), 0.37)));
        return new Scene
        {
            Map = p => new Surface(p.Y, 0).Or(Pawn(p), 1).Or(Pawn(p - new Vec3(1.9, 0, -3.2)), 2).Or(Pawn(p - new Vec3(-1.6, 0, -3.4)), 2),
            Look = (material, p) => material switch
            {
                0 => new Material(((int)Math.Floor((p.X / 1.7) + 0.5) + (int)Math.Floor((p.Z / 1.7) + 0.5)) % 2 == 0 ? 0xE4CFA4 : 0x6E4426, 0.12),
                1 => new Material(((Colour)0xF2E2BC).Mix(0xE0C48C, ValueNoise.Fractal(8, p.X * 2, p.Y * 6)), 0.5),
                _ => new Material(0x2C2420, 0.6),
            },
            Background = Paints.Radial(20, 10, 60, 0x4E6A64, 0x1C2826),
            Eye = new Vec3(0.5, 2.3, 5.2),
            Target = new Vec3(0, 0.98, 0),
            Zoom = 3.7,
            Lens = 0.16,
        }.Photograph(13);
    }

    public static RgbImage Teapot()
    {
        Vec3 middle = new(0, 0.75, 0);
        return new Scene
        {
            Map = p =>
            {
                var spout = Math.Min(Solids.Rod(p, new Vec3(0.6, 0.6, 0), new Vec3(1.15, 0.95, 0), 0.15), Solids.Rod(p, new Vec3(1.15, 0.95, 0), new Vec3(1.35, 1.32, 0), 0.1));
                var pot = Solids.Join(Solids.Ellipsoid(p, middle, 0.95, 0.72, 0.95), spout, 0.15);
                var handle = Math.Max(Solids.Ring(p, new Vec3(-0.95, 0.82, 0), 0.42, 0.09, lies: false), p.X + 0.72);
                return new Surface(p.Y, 0).Or(pot, 1).Or(handle, 1).Or(Solids.Cone(p, default, 0.14, 0.56, 0.5, 0.04), 1)
                    .Or(Solids.Ellipsoid(p, new Vec3(0, 1.4, 0), 0.5, 0.15, 0.5), 1).Or(Solids.Ball(p, new Vec3(0, 1.62, 0), 0.14), 2);
            },
            Look = (material, p) => material switch
            {
                0 => new Material(Wood(p * 0.8) * 0.9, 0.1),
                1 => new Material(p.Y is > 0.66 and < 0.86 && p.X is > -0.98 and < 0.98 ? 0xF2E8D0 : 0x2C7C9A, 0.9),
                _ => new Material(0xF2C84A, 0.8),
            },
            Background = Paints.Linear(0, 0, 0xE6C8A4, 64, 40, 0xA87850),
            Eye = new Vec3(0.4, 2.2, 5.6),
            Target = new Vec3(0.15, 0.75, 0),
            Zoom = 3.9,
        }.Photograph(14);
    }

    public static RgbImage Dice()
    {
        return new Scene
        {
            Map = p => new Surface(p.Y, 0)
                .Or(Solids.Box((p - new Vec3(-0.55, 0.7, 0.1)).TurnedY(28), default, 0.7, 0.7, 0.7, 0.14), 1)
                .Or(Solids.Box((p - new Vec3(1, 0.5, 0.75)).TurnedY(-18), default, 0.5, 0.5, 0.5, 0.1), 2),
            Look = (material, p) => material switch
            {
                0 => new Material((Colour)0x1F6A3C * (0.86 + (0.28 * ValueNoise.Smooth(9, p.X * 22, p.Z * 22))), 0),
                1 => Die((p - new Vec3(-0.55, 0.7, 0.1)).TurnedY(28) * (1 / 0.7), 0xC81E28, 0xFFFFFF),
                _ => Die((p - new Vec3(1, 0.5, 0.75)).TurnedY(-18) * 2, 0xF4F0E4, 0x1C1C20),
            },
            Background = Paints.Plain(0x123C24),
            Eye = new Vec3(0.2, 3.1, 5),
            Target = new Vec3(0.1, 0.55, 0.3),
            Zoom = 3,
        }.Photograph(15);
    }

    public static RgbImage Candle()
    {
        Vec3 flame = new(0, 2.02, 0);
        return new Scene
        {
            Map = p => new Surface(p.Y, 0).Or(Solids.Cone(p, new Vec3(0, 0.1, 0), 1.6, 0.4, 0.38, 0.06), 1)
                .Or(Solids.Cone(p, default, 0.12, 0.95, 1.05, 0.05), 2).Or(Solids.Ring(p, new Vec3(1.1, 0.28, 0), 0.22, 0.06, lies: false), 2)
                .Or(Solids.Rod(p, new Vec3(0, 1.66, 0), new Vec3(0.02, 1.84, 0), 0.025), 3)
                .Or(Solids.Join(Solids.Ellipsoid(p, flame, 0.15, 0.24, 0.15), Solids.Ball(p, flame + new Vec3(0, 0.26, 0), 0.04), 0.22), 4),
            Look = (material, p) => material switch
            {
                0 => new Material(Wood(p) * 0.8, 0.06, 0.4 * PortableMath.Exp(-((p.X * p.X) + (p.Z * p.Z)) * 0.35)),
                1 => new Material(0xF2E4C4, 0.2, Math.Clamp((p.Y - 0.3) * 0.55, 0.05, 0.9)),
                2 => new Material(0xC8963C, 0.9, 0.1),
                3 => new Material(0x1A1410),
                _ => new Material(((Colour)0xFFF8D0).Mix(0xFF9A2A, Math.Clamp((p.Y - 2.1) * 3.2, 0, 1)), 0, 1.6),
            },
            Background = Paints.Radial(32, 19, 36, 0x8A5220, 0x120C0C),
            Eye = new Vec3(0, 2.1, 6.4),
            Target = new Vec3(0.05, 1.12, 0),
            Zoom = 4.3,
            Lamp = new Vec3(0.1, 1.2, 0.4),
            LampLight = new Colour(0.5, 0.34, 0.16),
            SkyLight = new Colour(0.12, 0.09, 0.07),
        }.Photograph(16, 0.016);
    }

    private static Colour Wood(Vec3 p)
    {
        var ring = (p.Z * 3.2) + (2.4 * ValueNoise.Fractal(3, p.X * 0.6, p.Z * 2.5, 3));
        return ((Colour)0x9A6434).Mix(0x6A3E1E, 0.5 + (0.5 * PortableMath.Sin(ring * 4))) * (0.9 + (0.2 * ValueNoise.Smooth(4, p.X * 1.5, p.Z * 26)));
    }

    private static double CheckCloth(Vec3 p)
    {
        var (a, b) = ((int)Math.Floor(p.X * 1.8) & 1, (int)Math.Floor(p.Z * 1.8) & 1);
        return (a + b) / 2.0;
    }

    private static double Lemon(Vec3 p) =>
        Solids.Join(Solids.Ellipsoid(p, default, 0.5, 0.36, 0.36), Solids.Rod(p, new Vec3(-0.5, 0, 0), new Vec3(0.5, 0, 0), 0.07), 0.2);

    // A die of half side 1: three spots on top, two and one on the sides one sees.
    private static Material Die(Vec3 q, Colour body, Colour spot)
    {
        (double U, double V)[] spots;
        double u, v;
        if (q.Y > Math.Max(Math.Abs(q.X), Math.Abs(q.Z)))
            (u, v, spots) = (q.X, q.Z, [(-0.5, -0.5), (0, 0), (0.5, 0.5), (0.5, -0.5), (-0.5, 0.5)]);
        else if (Math.Abs(q.Z) > Math.Abs(q.X))
            (u, v, spots) = (q.X, q.Y, [(-0.45, 0.45), (0, 0), (0.45, -0.45)]);
        else
            (u, v, spots) = (q.Z, q.Y, [(-0.45, -0.45), (0.45, 0.45)]);
        var isSpot = spots.Any(s => ((u - s.U) * (u - s.U)) + ((v - s.V) * (v - s.V)) < 0.042);
        return new Material(isSpot ? spot : body, 0.6);
    }
}
