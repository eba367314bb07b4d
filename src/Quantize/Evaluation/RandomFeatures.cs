using System.Numerics;
using ZkStyle.Quantize.Randomness;

namespace ZkStyle.Quantize.Evaluation;

/// <summary>
/// Two convolutions of 3x3 with random weights that never change, a rectifier between them: features that nobody chose and
/// no training can aim at. Weights are scaled as He et al. (2015) scale them, so that both layers' outputs are of order 1.
/// </summary>
internal sealed class RandomFeatures
{
    /// <summary>Features of each layer.</summary>
    public const int Count = 48;

    /// <summary>How many layers there are.</summary>
    public const int Layers = 2;

    private const int Colours = 3;
    private const int Taps = 9;
    private const double BiasDeviation = 0.2;
    private const ulong Seed = 20150206;

    private readonly float[] _first;
    private readonly float[] _second;
    private readonly float[] _firstBias;
    private readonly float[] _secondBias;

    private RandomFeatures()
    {
        _first = Draw(0, Colours * Taps * Count, 1 / Math.Sqrt(Colours * Taps));
        _firstBias = Draw(1, Count, BiasDeviation);
        _second = Draw(2, Count * Taps * Count, Math.Sqrt(2.0 / (Count * Taps)));
        _secondBias = Draw(3, Count, BiasDeviation);
    }

    /// <summary>The features that all figures are of.</summary>
    public static RandomFeatures Standard { get; } = new();

    /// <summary>First layer's weights: for each colour, line, column of the window (in this order) all features' weights.</summary>
    public ReadOnlySpan<float> FirstWeights => _first;

    /// <summary>Second layer's weights: for each first-layer feature, line, column all features' weights.</summary>
    public ReadOnlySpan<float> SecondWeights => _second;

    /// <summary>First layer's biases.</summary>
    public ReadOnlySpan<float> FirstBias => _firstBias;

    /// <summary>Second layer's biases.</summary>
    public ReadOnlySpan<float> SecondBias => _secondBias;

    /// <summary>All features at one place.</summary>
    /// <param name="planes">A square picture's three planes, values in [0, 1].</param>
    /// <param name="side">Its side.</param>
    /// <param name="layer">0: after the first convolution and the rectifier. 1: after the second convolution.</param>
    /// <param name="y">Line of the window's upper left corner: the window is 3x3 for layer 0 and 5x5 for layer 1.</param>
    /// <param name="x">Its column.</param>
    /// <param name="features">Receives 48 values.</param>
    public void At(ReadOnlySpan<float> planes, int side, int layer, int y, int x, Span<float> features)
    {
        if (layer == 0)
        {
            First(planes, side, y, x, features);
            return;
        }

        Span<float> below = stackalloc float[Count];
        _secondBias.CopyTo(features);
        for (var tap = 0; tap < Taps; tap++)
        {
            First(planes, side, y + (tap / 3), x + (tap % 3), below);
            for (var c = 0; c < Count; c++)
            {
                if (below[c] != 0)
                    Add(_second.AsSpan(((c * Taps) + tap) * Count, Count), below[c], features);
            }
        }
    }

    private void First(ReadOnlySpan<float> planes, int side, int y, int x, Span<float> features)
    {
        _firstBias.CopyTo(features);
        for (var c = 0; c < Colours; c++)
        {
            for (var tap = 0; tap < Taps; tap++)
            {
                var value = 2 * (planes[(((c * side) + y + (tap / 3)) * side) + x + (tap % 3)] - 0.5f);
                Add(_first.AsSpan(((c * Taps) + tap) * Count, Count), value, features);
            }
        }

        for (var i = 0; i < Count; i++)
            features[i] = Math.Max(features[i], 0);
    }

    // Lanes are features and never added to each other, so every vector width gives the same sums.
    private static void Add(ReadOnlySpan<float> weights, float value, Span<float> sums)
    {
        var factor = new Vector<float>(value);
        for (var i = 0; i < Count; i += Vector<float>.Count)
            (new Vector<float>(sums[i..]) + (factor * new Vector<float>(weights[i..]))).CopyTo(sums[i..]);
    }

    private static float[] Draw(ulong stream, int count, double deviation)
    {
        var random = new SeededRandom(Seed, stream);
        var values = new float[count];
        for (var i = 0; i < count; i++)
            values[i] = (float)(random.NextNormal() * deviation);
        return values;
    }
}
