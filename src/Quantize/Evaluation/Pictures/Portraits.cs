using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Evaluation.Pictures;

/// <summary>People, from the shoulders up.</summary>
internal static class Portraits
{
    private const int Skin = 0;
    private const int Hair = 1;
    private const int Clothes = 2;
    private const int Hat = 3;

    public static RgbImage Woman() => Photograph(
        p =>
        {
            var side = new Vec3(Math.Abs(p.X), p.Y, p.Z);
            var hair = Solids.Cut(Solids.Ellipsoid(p, new Vec3(0, 0.2, -0.15), 0.95, 1.06, 0.98), Solids.Ellipsoid(p, new Vec3(0, -0.3, 0.95), 0.66, 1.0, 0.75));
            var strands = Solids.Rod(side, new Vec3(0.72, 0.1, -0.1), new Vec3(0.84, -1.3, -0.1), 0.3);
            return Solids.Join(hair, strands, 0.3);
        },
        _ => 10,
        new Look(0xE8B490, 0x6A2E18, 0x9C2848, 0x4A7A4E, 0xC84A50, 0, 0),
        Paints.Radial(40, 18, 56, 0xB8CCB0, 0x5A7A6A), 21, -14);

    public static RgbImage BeardedMan() => Photograph(
        p => Solids.Cut(Solids.Ellipsoid(p, new Vec3(0, 0.26, -0.14), 0.86, 0.92, 0.92), Solids.Ellipsoid(p, new Vec3(0, -0.36, 0.85), 0.9, 0.98, 0.8)),
        _ => 10,
        new Look(0xB87C54, 0x241812, 0x2E4C78, 0x3A2414, 0x9A4A40, 1, 0),
        Paints.Linear(0, 0, 0xD8B88A, 64, 64, 0x8A6440), 22, 16);

    public static RgbImage BoyWithHat() => Photograph(
        p => Solids.Cut(Solids.Ellipsoid(p, new Vec3(0, 0.1, -0.16), 0.87, 0.98, 0.9), Solids.Ellipsoid(p, new Vec3(0, -0.3, 0.9), 0.74, 0.98, 0.8)),
        p => Math.Min(
            Math.Max(Solids.Ellipsoid(p, new Vec3(0, 0.36, -0.08), 0.95, 0.92, 1), 0.42 - p.Y),
            Math.Min(Solids.Box(p, new Vec3(0, 0.5, -0.06), 0.97, 0.12, 1.0, 0.1), Solids.Ball(p, new Vec3(0, 1.36, -0.08), 0.2))),
        new Look(0xF2C8A8, 0xC88A3A, 0xE8B02E, 0x2C5C9C, 0xD8686A, 0, 1),
        Paints.Vertical((0, 0x9CC8EC), (64, 0xE4F0F6)), 23, -10);

    private static RgbImage Photograph(Func<Vec3, double> hair, Func<Vec3, double> hat, Look look, Paint background, uint seed, double turn)
    {
        return new Scene
        {
            Map = world =>
            {
                var p = world.TurnedY(turn);
                var side = new Vec3(Math.Abs(p.X), p.Y, p.Z);
                var head = Solids.Join(Solids.Ellipsoid(p, default, 0.78, 1, 0.86), Solids.Ellipsoid(p, new Vec3(0, -0.5, 0.2), 0.5, 0.5, 0.55), 0.3);
                head = Solids.Join(head, Solids.Rod(p, new Vec3(0, 0.14, 0.82), new Vec3(0, -0.16, 0.98), 0.07), 0.16);
                head = Solids.Join(head, Solids.Ball(side, new Vec3(0.09, -0.2, 0.88), 0.06), 0.1);
                head = Solids.Join(head, Solids.Ellipsoid(side, new Vec3(0.78, -0.04, -0.05), 0.1, 0.22, 0.14), 0.06);
                // The eyes lie in hollows.
                head = -Solids.Join(-head, Solids.Ball(side, new Vec3(0.3, 0.08, 1.0), 0.17), 0.12);
                head = Math.Min(head, Solids.Ball(side, new Vec3(0.29, 0.06, 0.66), 0.16));
                var neck = Solids.Rod(world, new Vec3(0, -0.7, -0.1), new Vec3(0, -1.5, -0.15), 0.36);
                var shoulders = Solids.Join(Solids.Ellipsoid(world, new Vec3(0, -2.15, -0.2), 1.55, 0.78, 0.75), Solids.Cone(world, new Vec3(0, -1.6, -0.14), 0.32, 0.5, 0.42, 0.05), 0.2);
                return new Surface(Solids.Join(head, neck, 0.12), Skin).Or(hair(p), Hair).Or(shoulders, Clothes).Or(hat(p), Hat);
            },
            Look = (material, world) => look.At(material, world.TurnedY(turn)),
            Background = background,
            Eye = new Vec3(0, -0.2, 7.6),
            Target = new Vec3(0, -0.36, 0),
            Zoom = 4.2,
            Lens = 0.1,
            Lamp = new Vec3(-0.7, 0.7, 0.9),
            SkyLight = new Colour(0.3, 0.3, 0.32),
        }.Photograph(seed);
    }

    // Colours of a person; the face's details are painted on by place.
    private sealed record Look(Colour Skin, Colour Hair, Colour Clothes, Colour Iris, Colour Lips, double Beard, double Stripes)
    {
        public Material At(int material, Vec3 p) => material switch
        {
            Portraits.Skin => Face(p),
            Portraits.Hair => new Material(Hair * (0.8 + (0.5 * ValueNoise.Fractal(4, p.X * 9, p.Y * 1.6, 3))), 0.2),
            Portraits.Clothes => new Material(Clothes * (0.94 + (0.12 * ValueNoise.Smooth(5, p.X * 14, p.Y * 14))), 0.03),
            _ => new Material(Stripes > 0 && p.Y < 0.64 ? 0xF4F0E8 : 0xC8322E, 0.02),
        };

        private Material Face(Vec3 p)
        {
            if (p.Y < -1.05 || p.Z < 0.2)
                return new Material(Skin, 0.06);
            var x = Math.Abs(p.X);
            var eye = Inside(x - 0.29, p.Y - 0.06, 0.15, 0.075);
            if (eye < 1)
            {
                var iris = Inside(x - 0.29, p.Y - 0.06, 0.09, 0.09);
                return new Material(iris < 0.3 ? 0x140E0C : iris < 1 ? Iris : 0xE6DED8, 0.8);
            }

            if (eye < 1.5 && p.Y > 0.07)
                return new Material(Hair * 0.5);
            var brow = p.Y - 0.29 + ((x - 0.28) * (x - 0.28) * 1.4);
            if (x is > 0.12 and < 0.48 && Math.Abs(brow) < 0.04)
                return new Material(Hair * 0.8);
            var lips = Inside(p.X, p.Y + 0.47, 0.24, 0.085);
            if (lips < 1)
                return new Material(Math.Abs(p.Y + 0.47) < 0.014 ? Lips * 0.45 : Lips, 0.25);
            var beard = Math.Clamp((-0.3 - p.Y + (Math.Max(0, x - 0.3) * 1.1)) * 9, 0, 1) * Beard;
            var colour = Skin.Mix(Lips, 0.3 * Math.Clamp(1 - Inside(x - 0.42, p.Y + 0.2, 0.24, 0.18), 0, 1));
            return new Material(colour.Mix(Hair * (0.8 + (0.5 * ValueNoise.Fractal(4, p.X * 12, p.Y * 4, 2))), beard), 0.1 * (1 - beard));
        }

        private static double Inside(double x, double y, double rx, double ry) => ((x / rx) * (x / rx)) + ((y / ry) * (y / ry));
    }
}
