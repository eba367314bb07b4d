using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Datasets;

/// <summary>
/// One scene drawn twice at once: as the input a model sees, 64x64 with soft edges and shading, and as the target it should answer with, flat
/// colours on 32x32 cells. Where nothing is painted the input shows any background and the target the collection's own.
/// </summary>
internal sealed class SceneCanvas
{
    /// <summary>Pixels of the input's side.</summary>
    public const int Side = StyleDataset.ImageSide;

    /// <summary>Cells of the target's side.</summary>
    public const int Native = NounsDataset.NativeSide;

    private const int Pixels = Side * Side;
    private const int Cells = Native * Native;
    private const int Colours = RgbImage.Channels;
    private const int CellPixels = Pixels / Cells;

    private readonly float[] _input = new float[Colours * Pixels];
    private readonly float[] _coverage = new float[Pixels];
    private readonly float[] _target = new float[Colours * Cells];
    private readonly bool[] _painted = new bool[Cells];

    /// <summary>Paints a whole cell in both drawings.</summary>
    /// <param name="cell">The cell's number, line by line.</param>
    /// <param name="colour">Red, green and blue, 0 to 255.</param>
    /// <param name="order">Which of them to take for red, green and blue.</param>
    /// <param name="inInput">Whether the input shows it too.</param>
    public void PaintCell(int cell, byte[] colour, ReadOnlySpan<int> order, bool inInput = true)
    {
        var corner = (cell / Native * 2 * Side) + (cell % Native * 2);
        ReadOnlySpan<int> pixels = [corner, corner + 1, corner + Side, corner + Side + 1];
        for (var c = 0; c < Colours; c++)
        {
            var value = colour[order[c]] / 255f;
            _target[(c * Cells) + cell] = value;
            foreach (var pixel in inInput ? pixels : [])
                _input[(c * Pixels) + pixel] = value;
        }

        foreach (var pixel in inInput ? pixels : [])
            _coverage[pixel] = 1;
        _painted[cell] = true;
    }

    /// <summary>Paints a region: softly in the input, and in the target on the cells that it covers by half or more.</summary>
    /// <param name="coverage">How much of each of the 64x64 pixels it covers, 0 to 1.</param>
    /// <param name="flat">The target's colour, 0 to 1.</param>
    /// <param name="seen">The input's colour before shading, 0 to 1.</param>
    /// <param name="shade">What is added to all channels of the input's colour at a pixel.</param>
    public void PaintRegion(ReadOnlySpan<float> coverage, ReadOnlySpan<float> flat, ReadOnlySpan<float> seen, Func<int, float> shade)
    {
        for (var i = 0; i < Pixels; i++)
        {
            if (coverage[i] <= 0)
                continue;
            var shading = shade(i);
            for (var c = 0; c < Colours; c++)
            {
                ref var value = ref _input[(c * Pixels) + i];
                value += coverage[i] * (seen[c] + shading - value);
            }

            _coverage[i] += coverage[i] * (1 - _coverage[i]);
        }

        for (var cell = 0; cell < Cells; cell++)
        {
            var corner = (cell / Native * 2 * Side) + (cell % Native * 2);
            var covered = coverage[corner] + coverage[corner + 1] + coverage[corner + Side] + coverage[corner + Side + 1];
            if (covered < CellPixels / 2f)
                continue;
            for (var c = 0; c < Colours; c++)
                _target[(c * Cells) + cell] = flat[c];
            _painted[cell] = true;
        }
    }

    /// <summary>Darkens the input's background beside what is painted, as a soft shadow does.</summary>
    /// <param name="dx">Pixels to the right.</param>
    /// <param name="dy">Pixels down.</param>
    /// <param name="radius">Half the width of the blur in pixels.</param>
    /// <param name="strength">How dark, 0 to 1.</param>
    /// <param name="shadow">Receives the factors for the background's 64x64 pixels.</param>
    public void CastShadow(int dx, int dy, int radius, float strength, Span<float> shadow)
    {
        var lines = new float[Pixels];
        for (var i = 0; i < Pixels; i++)
        {
            var sum = 0f;
            for (var k = -radius; k <= radius; k++)
            {
                var x = (i % Side) - dx + k;
                sum += x is >= 0 and < Side ? _coverage[(i / Side * Side) + x] : 0;
            }

            lines[i] = sum / ((2 * radius) + 1);
        }

        for (var i = 0; i < Pixels; i++)
        {
            var sum = 0f;
            for (var k = -radius; k <= radius; k++)
            {
                var y = (i / Side) - dy + k;
                sum += y is >= 0 and < Side ? lines[(y * Side) + (i % Side)] : 0;
            }

            shadow[i] = 1 - (strength * sum / ((2 * radius) + 1));
        }
    }

    /// <summary>Puts both drawings on their backgrounds.</summary>
    /// <param name="background">The input's background at a pixel; receives pixel and channel.</param>
    /// <param name="own">The collection's own background.</param>
    /// <param name="input">Receives the input, CHW in [0, 1].</param>
    /// <param name="target">Receives the target, every cell as 2x2 pixels, likewise.</param>
    public void Compose(Func<int, int, float> background, byte[] own, Span<float> input, Span<float> target)
    {
        for (var i = 0; i < Pixels; i++)
        {
            var cell = (i / Side / 2 * Native) + (i % Side / 2);
            for (var c = 0; c < Colours; c++)
            {
                var at = (c * Pixels) + i;
                // Painting blends over black, so the colours are already weighted by their coverage.
                var value = _coverage[i] >= 1 ? _input[at] : _input[at] + ((1 - _coverage[i]) * background(i, c));
                input[at] = Math.Clamp(value, 0f, 1f);
                target[at] = _painted[cell] ? _target[(c * Cells) + cell] : own[c] / 255f;
            }
        }
    }
}
