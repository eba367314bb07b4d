using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Randomness;

namespace ZkStyle.Quantize.Datasets;

/// <summary>
/// Nouns: 32x32 pixel figures of a body, an accessory, a head and glasses on one of two greys, shown at twice the
/// size. Every eighth part of each kind is held out, so evaluation pictures are made of parts training never saw.
/// </summary>
public sealed class NounsDataset : StyleDataset
{
    /// <summary>Pixels of a Noun's side before it is doubled.</summary>
    internal const int NativeSide = 32;

    /// <summary>The kinds of parts in the order they are painted.</summary>
    internal static string[] Kinds { get; } = ["bodies", "accessories", "heads", "glasses"];

    private readonly NounsPart[][] _training;
    private readonly NounsPart[][] _heldOut;

    internal NounsDataset(byte[][] palette, byte[][] backgrounds, NounsPart[][] kinds)
        : base("Nouns")
    {
        if (palette.Length is < 2 or > 256 || backgrounds.Length < 1)
            throw new ArgumentException($"Nouns have a palette of 2 to 256 colours and a background, got {palette.Length} and {backgrounds.Length}.", nameof(palette));
        Palette = palette;
        // Entry 0 is transparent.
        Colours = [.. palette.Skip(1).Select(colour => new RgbColour(colour[0], colour[1], colour[2]))];
        Backgrounds = backgrounds;
        Parts = kinds;
        _training = [.. kinds.Select(parts => parts.Where(part => !part.IsHeldOut).ToArray())];
        _heldOut = [.. kinds.Select(parts => parts.Where(part => part.IsHeldOut).ToArray())];
        for (var kind = 0; kind < Kinds.Length; kind++)
        {
            if (_training[kind].Length == 0 || _heldOut[kind].Length == 0)
                throw new ArgumentException($"Nouns need {Kinds[kind]} to train with and {Kinds[kind]} held out.", nameof(kinds));
        }
    }

    /// <inheritdoc />
    public override string Summary =>
        $"{string.Join(", ", Kinds.Select((kind, i) => $"{_training[i].Length} {kind}"))} to train with, {_heldOut.Sum(parts => parts.Length)} parts held out";

    internal byte[][] Palette { get; }

    // The palette's opaque colours.
    internal IReadOnlyList<RgbColour> Colours { get; }

    internal byte[][] Backgrounds { get; }

    internal NounsPart[][] Parts { get; }

    /// <summary>Reads the parts from <c>image-data.json</c> of the npm package @nouns/assets.</summary>
    /// <param name="imageData">The file, read to its end.</param>
    /// <returns>The data set.</returns>
    /// <exception cref="InvalidDataException">The file is malformed; the message names the part.</exception>
    public static NounsDataset FromAssets(Stream imageData)
    {
        ArgumentNullException.ThrowIfNull(imageData);
        return NounsAssets.Read(imageData);
    }

    internal override void DrawPair(SeededRandom random, PairOptions options, Span<float> input, Span<float> target) =>
        new NounsPainter(this, random, options).DrawPair(input, target);

    internal IReadOnlyList<NounsPart> TrainingParts(int kind) => _training[kind];

    private protected override RgbImage DrawMember(SeededRandom random, int index, bool heldOut)
    {
        var background = Backgrounds[random.Next(Backgrounds.Length)];
        var image = new RgbImage(NativeSide, NativeSide);
        for (var i = 0; i < image.Pixels.Length; i++)
            image.Pixels[i] = background[i % RgbImage.Channels];
        foreach (var parts in heldOut ? _heldOut : _training)
        {
            var indices = parts[random.Next(parts.Length)].Indices;
            for (var i = 0; i < indices.Length; i++)
            {
                if (indices[i] > 0)
                    Palette[indices[i]].CopyTo(image.Pixels, i * RgbImage.Channels);
            }
        }

        return ImageResizer.Box(image, ImageSide, ImageSide);
    }
}
