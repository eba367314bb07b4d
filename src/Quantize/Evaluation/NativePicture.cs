using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Evaluation;

/// <summary>What metrics compute with: planes of unit values, at the resolution of a collection's own pixels.</summary>
internal static class NativePicture
{
    // Structure is what is left of the light after the mean of this window is taken away.
    private const int Window = 9;
    private const int Reach = Window / 2;

    /// <summary>Averages a picture down to its native resolution.</summary>
    /// <param name="image">A square picture.</param>
    /// <param name="side">The native side, which divides the picture's.</param>
    /// <returns>The picture itself when it has that side.</returns>
    public static RgbImage Of(RgbImage image, int side)
    {
        if (image.Width != image.Height || image.Width % side != 0)
            throw new ArgumentException($"A picture of {image.Width}x{image.Height} pixels has no whole pixels of {side}x{side}.", nameof(image));
        return image.Width == side ? image : ImageResizer.Box(image, side, side);
    }

    /// <summary>Three planes of values in [0, 1].</summary>
    /// <param name="image">A picture.</param>
    /// <returns>CHW.</returns>
    public static float[] Planes(RgbImage image)
    {
        var planes = new float[image.Pixels.Length];
        image.CopyToUnitPlanes(planes);
        return planes;
    }

    /// <summary>Light: 0.299 red + 0.587 green + 0.114 blue (ITU-R BT.601).</summary>
    /// <param name="planes">Three planes.</param>
    /// <returns>One plane.</returns>
    public static float[] Light(ReadOnlySpan<float> planes)
    {
        var light = new float[planes.Length / 3];
        for (var i = 0; i < light.Length; i++)
            light[i] = (0.299f * planes[i]) + (0.587f * planes[light.Length + i]) + (0.114f * planes[(2 * light.Length) + i]);
        return light;
    }

    /// <summary>A picture's structure: light less its mean over 9x9 pixels (the border mirrored), plus a half, three times over.</summary>
    /// <param name="planes">Three planes of a square.</param>
    /// <param name="side">Its side, at least 5.</param>
    /// <returns>Three equal planes.</returns>
    public static float[] Structure(ReadOnlySpan<float> planes, int side)
    {
        var light = Light(planes);
        // Sums along lines, then along columns.
        var sums = new float[light.Length];
        for (var i = 0; i < light.Length; i++)
        {
            var (y, x) = (i / side, i % side);
            float sum = 0;
            for (var d = -Reach; d <= Reach; d++)
                sum += light[(y * side) + Mirror(x + d, side)];
            sums[i] = sum;
        }

        var structure = new float[planes.Length];
        for (var i = 0; i < light.Length; i++)
        {
            var (y, x) = (i / side, i % side);
            float sum = 0;
            for (var d = -Reach; d <= Reach; d++)
                sum += sums[(Mirror(y + d, side) * side) + x];
            structure[i] = light[i] - (sum / (Window * Window)) + 0.5f;
        }

        structure.AsSpan(0, light.Length).CopyTo(structure.AsSpan(light.Length));
        structure.AsSpan(0, light.Length).CopyTo(structure.AsSpan(2 * light.Length));
        return structure;
    }

    /// <summary>Averages blocks of a square picture.</summary>
    /// <param name="planes">Its planes.</param>
    /// <param name="side">Its side, a multiple of the block's.</param>
    /// <param name="block">The block's side.</param>
    /// <returns>As many planes, of side / block pixels a side.</returns>
    public static float[] Pool(float[] planes, int side, int block)
    {
        if (block == 1)
            return planes;
        var small = side / block;
        var pooled = new float[planes.Length / (block * block)];
        for (var i = 0; i < pooled.Length; i++)
        {
            var (plane, y, x) = (i / (small * small), i / small % small, i % small);
            float sum = 0;
            for (var d = 0; d < block * block; d++)
                sum += planes[(((plane * side) + (y * block) + (d / block)) * side) + (x * block) + (d % block)];
            pooled[i] = sum / (block * block);
        }

        return pooled;
    }

    // The border itself is not repeated.
    private static int Mirror(int i, int side) => i < 0 ? -i : i >= side ? (2 * side) - 2 - i : i;
}
