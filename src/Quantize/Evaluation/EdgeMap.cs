using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Evaluation;

/// <summary>
/// Where a picture has edges, coarsely: by this alone a picture should be found again among others after it was brought
/// into a style.
/// </summary>
public sealed class EdgeMap
{
    // Stronger edges count no more than this, or a few would be all that is compared.
    private const float Strongest = 2;
    private const float Tiny = 1e-6f;

    private readonly float[] _values;

    private EdgeMap(float[] values) => _values = values;

    /// <summary>
    /// Measures a picture: the length of the Sobel gradient of all three channels together, averaged over 3x3 pixels
    /// (the border repeated both times), then over blocks of 2x2, clamped to 2, less its mean, scaled to length 1.
    /// </summary>
    /// <param name="picture">A square picture.</param>
    /// <param name="side">The native side, even; divides the picture's.</param>
    /// <returns>The map.</returns>
    public static EdgeMap Of(RgbImage picture, int side)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentOutOfRangeException.ThrowIfNotEqual(side % 2, 0, nameof(side));
        var planes = NativePicture.Planes(NativePicture.Of(picture, side));
        var strength = new float[side * side];
        for (var i = 0; i < strength.Length; i++)
        {
            var (y, x) = (i / side, i % side);
            float squares = 0;
            for (var c = 0; c < RgbImage.Channels; c++)
            {
                var plane = planes.AsSpan(c * strength.Length, strength.Length);
                var right = At(plane, y - 1, x + 1) + (2 * At(plane, y, x + 1)) + At(plane, y + 1, x + 1);
                var left = At(plane, y - 1, x - 1) + (2 * At(plane, y, x - 1)) + At(plane, y + 1, x - 1);
                var below = At(plane, y + 1, x - 1) + (2 * At(plane, y + 1, x)) + At(plane, y + 1, x + 1);
                var above = At(plane, y - 1, x - 1) + (2 * At(plane, y - 1, x)) + At(plane, y - 1, x + 1);
                squares += ((right - left) * (right - left)) + ((below - above) * (below - above));
            }

            strength[i] = MathF.Sqrt(squares);
        }

        var smooth = new float[strength.Length];
        for (var i = 0; i < smooth.Length; i++)
        {
            float sum = 0;
            for (var d = 0; d < 9; d++)
                sum += At(strength, (i / side) + (d / 3) - 1, (i % side) + (d % 3) - 1);
            smooth[i] = sum / 9;
        }

        var map = NativePicture.Pool(smooth, side, 2);
        for (var i = 0; i < map.Length; i++)
            map[i] = Math.Min(map[i], Strongest);
        var mean = map.Average();
        var length = MathF.Sqrt(map.Sum(value => (value - mean) * (value - mean))) + Tiny;
        return new EdgeMap(Array.ConvertAll(map, value => (value - mean) / length));

        float At(ReadOnlySpan<float> plane, int y, int x) => plane[(Math.Clamp(y, 0, side - 1) * side) + Math.Clamp(x, 0, side - 1)];
    }

    /// <summary>How alike two maps are.</summary>
    /// <param name="other">Another map, of the same side.</param>
    /// <returns>Their correlation: 1 for equal maps, 0 for a picture without edges.</returns>
    public double CorrelationWith(EdgeMap other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (_values.Length != other._values.Length)
            throw new ArgumentException("Edge maps of different sides cannot be compared.", nameof(other));
        double sum = 0;
        for (var i = 0; i < _values.Length; i++)
            sum += (double)_values[i] * other._values[i];
        return sum;
    }

    /// <summary>Finds the map most like this one.</summary>
    /// <param name="candidates">Maps, at least one.</param>
    /// <returns>The place of the best; of equals the first.</returns>
    public int NearestOf(IReadOnlyList<EdgeMap> candidates)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        var (best, bestCorrelation) = (0, double.NegativeInfinity);
        for (var i = 0; i < candidates.Count; i++)
        {
            var correlation = CorrelationWith(candidates[i]);
            if (correlation > bestCorrelation)
                (best, bestCorrelation) = (i, correlation);
        }

        return best;
    }
}
