using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Randomness;

namespace ZkStyle.Quantize.Datasets;

/// <summary>What a training input stands on: the collection's background, or instead of it any colour or near white, plain or running into another colour.</summary>
internal sealed class Backdrop
{
    private const double WhiteShare = 0.27;
    private const double WhiteDeviation = 0.025;
    private const double GradientShare = 0.45;
    private const double GradientDeviation = 0.18;
    private const double PaleGradientDeviation = 0.05;

    private readonly float[] _colour;
    private readonly float[] _slope = new float[RgbImage.Channels];
    private float _towardsX;
    private float _towardsY;

    private Backdrop(int side, float[] colour)
    {
        Side = side;
        _colour = colour;
    }

    /// <summary>The picture's side; a gradient's slope is what it changes over one side.</summary>
    public int Side { get; }

    /// <summary>Red, green and blue in the middle, in [0, 1].</summary>
    public ReadOnlySpan<float> Middle => _colour;

    /// <summary>A backdrop of one colour.</summary>
    /// <param name="side">The picture's side.</param>
    /// <param name="colour">Red, green and blue, 0 to 255.</param>
    /// <returns>The backdrop.</returns>
    public static Backdrop Plain(int side, ReadOnlySpan<byte> colour) => new(side, [colour[0] / 255f, colour[1] / 255f, colour[2] / 255f]);

    /// <summary>Draws a backdrop; <see cref="Aim"/> then draws which way it runs.</summary>
    /// <param name="side">The picture's side.</param>
    /// <param name="random">Its random numbers.</param>
    /// <param name="isPale">Whether it must be near white.</param>
    /// <returns>The backdrop.</returns>
    public static Backdrop Draw(int side, SeededRandom random, bool isPale = false)
    {
        var backdrop = new Backdrop(side, new float[RgbImage.Channels]);
        var white = isPale ? random.Uniform(0.88, 1) : random.Chance(WhiteShare) ? random.Uniform(0.8, 1) : -1;
        var gradient = random.Chance(GradientShare);
        for (var c = 0; c < RgbImage.Channels; c++)
        {
            backdrop._colour[c] = (float)(white >= 0 ? Math.Min(1, white + (random.NextNormal() * WhiteDeviation)) : random.NextDouble());
            backdrop._slope[c] = gradient ? (float)(random.NextNormal() * (isPale ? PaleGradientDeviation : GradientDeviation)) : 0;
        }

        return backdrop;
    }

    /// <summary>Draws the direction of the gradient.</summary>
    /// <param name="random">Its random numbers.</param>
    public void Aim(SeededRandom random)
    {
        var angle = random.Uniform(0, 2 * Math.PI);
        (_towardsX, _towardsY) = ((float)Math.Cos(angle) / Side, (float)Math.Sin(angle) / Side);
    }

    /// <summary>One sample.</summary>
    /// <param name="pixel">The pixel's number, line by line.</param>
    /// <param name="channel">0 to 2.</param>
    /// <returns>The sample; a gradient may leave [0, 1].</returns>
    public float At(int pixel, int channel)
    {
        var along = (((pixel % Side) - (Side / 2)) * _towardsX) + (((pixel / Side) - (Side / 2)) * _towardsY);
        return _colour[channel] + (_slope[channel] * along);
    }
}
