namespace ZkStyle.Quantize.Tests.Imaging;

/// <summary>The picture that coefficients stand for, by the formulas of T.81 in double precision, one sample at a time.</summary>
internal static class JpegPicture
{
    private static readonly double[,] s_cosines = Cosines();

    /// <summary>One component at the picture's size.</summary>
    public static double[] Expected(JpegEncoder encoder, JpegEncoder.Component component)
    {
        var samples = new double[component.Height, component.Width];
        for (var by = 0; by < component.Down; by++)
        {
            for (var bx = 0; bx < component.Across; bx++)
                Transform(encoder, component.Blocks[(by * component.StoredAcross) + bx], samples, 8 * bx, 8 * by);
        }

        // Half the samples: 3/4 of the nearest and 1/4 of the next; else the sample under the pixel's centre.
        var (half, halfV) = (2 * component.H == encoder.MaxH, 2 * component.V == encoder.MaxV);
        var (same, sameV) = (component.H == encoder.MaxH, component.V == encoder.MaxV);
        var smooth = half && (sameV || halfV) && component.Width > 2;
        var smoothV = halfV && (smooth || same);
        var result = new double[encoder.Width * encoder.Height];
        for (var i = 0; i < result.Length; i++)
        {
            foreach (var (y, weightY) in Neighbours(i / encoder.Width, component.Height, smoothV, component.V, encoder.MaxV))
            {
                foreach (var (x, weightX) in Neighbours(i % encoder.Width, component.Width, smooth, component.H, encoder.MaxH))
                    result[i] += weightX * weightY * samples[y, x];
            }
        }

        return result;
    }

    private static (int At, double Weight)[] Neighbours(int position, int length, bool smooth, int factor, int maxFactor)
    {
        if (!smooth)
            return [((int)((position + 0.5) * factor / maxFactor), 1)];
        var near = position / 2;
        return [(near, 0.75), (Math.Clamp(position % 2 == 0 ? near - 1 : near + 1, 0, length - 1), 0.25)];
    }

    private static void Transform(JpegEncoder encoder, int[] block, double[,] samples, int x0, int y0)
    {
        var coefficients = new double[8, 8];
        int v = 0, u = 0;
        for (var k = 0; k < 64; k++)
        {
            coefficients[v, u] = block[k] * encoder.Steps[k];
            // Figure A.6: along diagonals, turning at the borders.
            if ((u + v) % 2 == 0)
                (u, v) = u == 7 ? (7, v + 1) : v == 0 ? (u + 1, 0) : (u + 1, v - 1);
            else
                (u, v) = v == 7 ? (u + 1, 7) : u == 0 ? (0, v + 1) : (u - 1, v + 1);
        }

        for (var y = 0; y < 8 && y0 + y < samples.GetLength(0); y++)
        {
            for (var x = 0; x < 8 && x0 + x < samples.GetLength(1); x++)
            {
                var sum = 0.0;
                for (var i = 0; i < 64; i++)
                    sum += s_cosines[y, i / 8] * s_cosines[x, i % 8] * coefficients[i / 8, i % 8];
                samples[y0 + y, x0 + x] = Math.Clamp(Math.Round(128 + sum), 0, 255);
            }
        }
    }

    // A.3.3: C(u)/2 cos((2x+1) u pi / 16).
    private static double[,] Cosines()
    {
        var table = new double[8, 8];
        for (var x = 0; x < 8; x++)
        {
            for (var u = 0; u < 8; u++)
                table[x, u] = (u == 0 ? Math.Sqrt(0.5) : 1) / 2 * Math.Cos(((2 * x) + 1) * u * Math.PI / 16);
        }

        return table;
    }
}
