using ZkStyle.Quantize.Randomness;

namespace ZkStyle.Quantize.Datasets;

/// <summary>
/// What makes a flat colour look like a thing: light falling off across it, sometimes gloss or shade about a spot, sometimes a grain. Targets have
/// none of it, so that a model learns to see through it.
/// </summary>
internal sealed class Surface
{
    private const double GlossShare = 0.35;
    private const double GrainShare = 0.4;
    private const int Waves = 3;

    private readonly float _slopeX;
    private readonly float _slopeY;
    private readonly float _gloss;
    private readonly float _glossX;
    private readonly float _glossY;
    private readonly float _sharpness;
    private readonly (float X, float Y, float Phase, float Height)[] _waves = [];

    /// <summary>Draws a surface.</summary>
    /// <param name="random">Its random numbers.</param>
    public Surface(SeededRandom random)
    {
        const float Side = SceneCanvas.Side;
        var amount = random.NextDouble() * 0.2;
        (_slopeX, _slopeY) = ((float)(random.NextNormal() * amount) / Side, (float)(random.NextNormal() * amount) / Side);
        if (random.Chance(GlossShare))
        {
            _gloss = (float)random.Uniform(-0.3, 0.4);
            (_glossX, _glossY) = ((float)random.NextDouble() * Side, (float)random.NextDouble() * Side);
            _sharpness = (float)(1 / random.Uniform(20, 300));
        }

        if (!random.Chance(GrainShare))
            return;
        var height = random.NextDouble() * 0.12;
        _waves = new (float, float, float, float)[Waves];
        foreach (ref var wave in _waves.AsSpan())
            wave = ((float)random.NextNormal() * 0.5f, (float)random.NextNormal() * 0.5f, (float)random.NextDouble() * 6.3f, (float)(height * random.NextDouble()));
    }

    /// <summary>What the surface adds to the colour.</summary>
    /// <param name="x">The column of the 64x64 picture.</param>
    /// <param name="y">The line.</param>
    /// <returns>A change of all three channels, in units of the full range.</returns>
    public float At(int x, int y)
    {
        var shade = ((x - (SceneCanvas.Side / 2)) * _slopeX) + ((y - (SceneCanvas.Side / 2)) * _slopeY);
        if (_gloss != 0)
            shade += _gloss * MathF.Exp(-(((x - _glossX) * (x - _glossX)) + ((y - _glossY) * (y - _glossY))) * _sharpness);
        foreach (var wave in _waves)
            shade += wave.Height * MathF.Sin((x * wave.X) + (y * wave.Y) + wave.Phase);
        return shade;
    }
}
