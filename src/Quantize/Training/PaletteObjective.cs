using ZkStyle.Quantize.Autograd;
using ZkStyle.Quantize.Datasets;
using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Training;

/// <summary>
/// The palette head: every cell's scores are trained to name the palette's colour nearest to the target's, by cross-entropy, and to put
/// the probability they give to others on similar colours, by the expected squared distance in colour. A little is paid for unlike
/// neighbours, so that what a model has never seen becomes calm areas, as pixel art has them.
/// </summary>
internal sealed class PaletteObjective : IHeadObjective
{
    // How much expected squared distance, in units of the full range, counts beside a nat of cross-entropy.
    private const float ColourWeight = 4;

    // What an expected unlike pair of neighbours costs.
    private const float SmoothnessWeight = 0.12f;

    private const int Side = StyleDataset.ImageSide;
    private const int Cells = StyleArchitecture.PaletteSide * StyleArchitecture.PaletteSide;

    private readonly IReadOnlyList<RgbColour> _palette;
    private readonly float[] _colours;
    private byte[] _classes = [];

    /// <summary>Creates the objective of a palette.</summary>
    /// <param name="palette">The colours.</param>
    public PaletteObjective(IReadOnlyList<RgbColour> palette)
    {
        _palette = palette;
        _colours = [.. palette.SelectMany(colour => new[] { colour.Red / 255f, colour.Green / 255f, colour.Blue / 255f })];
    }

    /// <inheritdoc />
    public void Begin(Tape<float> tape, int batch)
    {
        if (_classes.Length != batch * Cells)
            _classes = new byte[batch * Cells];
    }

    /// <inheritdoc />
    public void SetTarget(int n, ReadOnlySpan<float> target) => Classify(target, _classes.AsSpan(n * Cells, Cells));

    /// <inheritdoc />
    public Tensor<float> Loss(Tape<float> tape, Tensor<float> output) => ElementwiseOperations.Add(
        tape, PaletteCrossEntropy.Apply<float>(tape, output, _classes, _colours, ColourWeight), PaletteSmoothness.Apply(tape, output, SmoothnessWeight));

    /// <summary>The nearest colour of the palette for each square of 2x2 pixels.</summary>
    /// <param name="target">A picture, CHW in [0, 1]: 3 * 64 * 64 floats.</param>
    /// <param name="classes">Receives 32 * 32 indices.</param>
    internal void Classify(ReadOnlySpan<float> target, Span<byte> classes)
    {
        Span<byte> colour = stackalloc byte[RgbImage.Channels];
        for (var i = 0; i < classes.Length; i++)
        {
            var corner = (i / StyleArchitecture.PaletteSide * 2 * Side) + (i % StyleArchitecture.PaletteSide * 2);
            for (var c = 0; c < colour.Length; c++)
            {
                var plane = target.Slice(c * Side * Side, Side * Side);
                var sum = plane[corner] + plane[corner + 1] + plane[corner + Side] + plane[corner + Side + 1];
                colour[c] = (byte)Math.Clamp((sum * (255f / 4)) + 0.5f, 0, 255);
            }

            classes[i] = (byte)PaletteExtractor.Nearest(_palette, new RgbColour(colour[0], colour[1], colour[2]));
        }
    }
}
