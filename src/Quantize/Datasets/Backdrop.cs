using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Randomness;

namespace ZkStyle.Quantize.Datasets;

/// <summary>What training inputs stand on instead of the collection's background: any colour, or near white; plain, or running into another colour.</summary>
internal sealed class Backdrop
{
    private const double WhiteShare = 0.27;
    private const double GradientShare = 0.45;
    private const double GradientDeviation = 0.18;

    private readonly float[] _colour = new float[RgbImage.Channels];
    private readonly float[] _slope = new float[RgbImage.Channels];
    private readonly float _towardsX;
    private readonly float _towardsY;

    /// <summary>Draws a backdrop.</summary>
    /// <param name="random">Its random numbers.</param>
    /// <param name="side">The picture's side; a gradient's slope is what it changes over one side.</param>
    public Backdrop(SeededRandom random, int side)
    {
        Side = side;
        var white = random.Chance(WhiteShare) ? random.Uniform(0.8, 1) : -1;
        var gradient = random.Chance(GradientShare);
        for (var c = 0; c < RgbImage.Channels; c++)
        {
            _colour[c] = (float)(white >= 0 ? white : random.NextDouble());
            _slope[c] = gradient ? (float)(random.NextNormal() * GradientDeviation) : 0;
        }

        var angle = random.Uniform(0, 2 * Math.PI);
        (_towardsX, _towardsY) = ((float)Math.Cos(angle) / side, (float)Math.Sin(angle) / side);
    }

    /// <summary>The picture's side.</summary>
    public int Side { get; }

    /// <summary>Red, green and blue in the middle, in [0, 1].</summary>
    public ReadOnlySpan<float> Middle => _colour;

    /// <summary>One sample.</summary>
    /// <param name="x">The column.</param>
    /// <param name="y">The line.</param>
    /// <param name="channel">0 to 2.</param>
    /// <returns>The sample, in [0, 1].</returns>
    public float At(int x, int y, int channel) =>
        Math.Clamp(_colour[channel] + (_slope[channel] * (((x - (Side / 2)) * _towardsX) + ((y - (Side / 2)) * _towardsY))), 0f, 1f);
}
