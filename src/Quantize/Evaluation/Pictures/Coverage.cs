namespace ZkStyle.Quantize.Evaluation.Pictures;

/// <summary>Which samples of a square an outline covers.</summary>
internal static class Coverage
{
    /// <summary>What is inside an outline.</summary>
    /// <param name="shape">A closed outline.</param>
    /// <param name="cells">Samples of the square's side.</param>
    /// <param name="scale">Samples of one unit.</param>
    /// <returns>1 where an odd number of lines goes around the sample's centre, else 0; line by line.</returns>
    public static float[] Inside(Outline shape, int cells, int scale)
    {
        if (!shape.IsClosed)
            throw new ArgumentException("An open line has no inside; draw it with a stroke.", nameof(shape));
        var coverage = new float[cells * cells];
        var crossings = new List<double>();
        for (var line = 0; line < cells; line++)
        {
            var y = (line + 0.5) / scale;
            crossings.Clear();
            foreach (var contour in shape.Contours)
            {
                var (px, py) = contour[^1];
                foreach (var (x, yy) in contour)
                {
                    if (py <= y != yy <= y)
                        crossings.Add(px + ((y - py) * (x - px) / (yy - py)));
                    (px, py) = (x, yy);
                }
            }

            crossings.Sort();
            for (var i = 0; i + 1 < crossings.Count; i += 2)
            {
                var from = Math.Max(0, (int)Math.Ceiling((Math.Max(crossings[i], -1) * scale) - 0.5));
                var to = Math.Min(cells, (int)Math.Ceiling((Math.Min(crossings[i + 1], cells) * scale) - 0.5));
                if (to > from)
                    Array.Fill(coverage, 1f, (line * cells) + from, to - from);
            }
        }

        return coverage;
    }

    /// <summary>What is near an outline's lines.</summary>
    /// <param name="shape">An outline, closed or open.</param>
    /// <param name="width">Twice the distance that still counts, in units.</param>
    /// <param name="cells">Samples of the square's side.</param>
    /// <param name="scale">Samples of one unit.</param>
    /// <returns>1 where a sample's centre is near, else 0; line by line.</returns>
    public static float[] Along(Outline shape, double width, int cells, int scale)
    {
        var coverage = new float[cells * cells];
        var reach = width / 2;
        foreach (var contour in shape.Contours)
        {
            for (var i = shape.IsClosed ? 0 : 1; i < contour.Length; i++)
            {
                var (from, to) = (contour[(i + contour.Length - 1) % contour.Length], contour[i]);
                var (dx, dy) = (to.X - from.X, to.Y - from.Y);
                var square = (dx * dx) + (dy * dy);
                var top = Line(Math.Min(from.Y, to.Y) - reach);
                var bottom = Line(Math.Max(from.Y, to.Y) + reach);
                var left = Line(Math.Min(from.X, to.X) - reach);
                var right = Line(Math.Max(from.X, to.X) + reach);
                for (var cell = top * cells; cell <= bottom * cells; cell += cells)
                {
                    for (var column = left; column <= right; column++)
                    {
                        var (x, y) = (((column + 0.5) / scale) - from.X, (((cell / cells) + 0.5) / scale) - from.Y);
                        var along = square == 0 ? 0 : Math.Clamp(((x * dx) + (y * dy)) / square, 0, 1);
                        var (offX, offY) = (x - (along * dx), y - (along * dy));
                        if ((offX * offX) + (offY * offY) <= reach * reach)
                            coverage[cell + column] = 1;
                    }
                }
            }
        }

        return coverage;

        int Line(double at) => Math.Clamp((int)Math.Floor(at * scale), 0, cells - 1);
    }

    /// <summary>Blurs in place: three box averages in both directions, nearly a Gaussian (Wells, 1986); the border repeats.</summary>
    /// <param name="plane">A square, line by line.</param>
    /// <param name="cells">Its side.</param>
    /// <param name="radius">Samples on each side of an average's centre, at least 1: also roughly the standard deviation.</param>
    public static void Blur(float[] plane, int cells, int radius)
    {
        var line = new float[cells];
        for (var pass = 0; pass < 3; pass++)
        {
            for (var i = 0; i < cells; i++)
                Average(plane, i * cells, 1, line, radius);
            for (var i = 0; i < cells; i++)
                Average(plane, i, cells, line, radius);
        }
    }

    // The moving average of one line or column.
    private static void Average(float[] plane, int start, int stride, float[] line, int radius)
    {
        var last = line.Length - 1;
        for (var i = 0; i <= last; i++)
            line[i] = plane[start + (i * stride)];
        double sum = 0;
        for (var i = -radius; i <= radius; i++)
            sum += line[Math.Clamp(i, 0, last)];
        for (var i = 0; i <= last; i++)
        {
            plane[start + (i * stride)] = (float)(sum / ((2 * radius) + 1));
            sum += line[Math.Min(i + radius + 1, last)] - line[Math.Max(i - radius, 0)];
        }
    }
}
