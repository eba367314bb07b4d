using System.Globalization;
using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Onnx;

/// <summary>What a model has beside its networks, as text in an ONNX file's metadata.</summary>
internal static class ModelMetadata
{
    private const string PaletteKey = "zkstyle.palette";
    private const string PixelScaleKey = "zkstyle.pixelScale";
    private const int ColourDigits = 6;

    /// <summary>The metadata of a model's decoder.</summary>
    /// <param name="model">The model.</param>
    /// <returns>Text by key.</returns>
    public static IReadOnlyDictionary<string, string> Of(StyleModel model)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [PixelScaleKey] = model.PixelScale.ToString(CultureInfo.InvariantCulture),
        };
        if (model.Palette is { } palette)
            metadata.Add(PaletteKey, string.Join(',', palette.Select(c => $"{c.Red:x2}{c.Green:x2}{c.Blue:x2}")));
        return metadata;
    }

    /// <summary>The palette in a file's metadata.</summary>
    /// <param name="metadata">Text by key.</param>
    /// <returns>The colours; null when there are none.</returns>
    /// <exception cref="InvalidDataException">They are malformed.</exception>
    public static IReadOnlyList<RgbColour>? Palette(IReadOnlyDictionary<string, string> metadata)
    {
        if (!metadata.TryGetValue(PaletteKey, out var text))
            return null;
        var words = text.Split(',');
        var colours = new RgbColour[words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i].Length != ColourDigits || !uint.TryParse(words[i], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var colour))
                throw new InvalidDataException($"The ONNX file's metadata {PaletteKey} has {OnnxText.Quote(words[i])} where six hexadecimal digits are expected.");
            colours[i] = new RgbColour((byte)(colour >> 16), (byte)(colour >> 8), (byte)colour);
        }

        return colours;
    }

    /// <summary>The pixel scale in a file's metadata.</summary>
    /// <param name="metadata">Text by key.</param>
    /// <returns>The scale; null when there is none.</returns>
    /// <exception cref="InvalidDataException">It is malformed.</exception>
    public static int? PixelScale(IReadOnlyDictionary<string, string> metadata)
    {
        if (!metadata.TryGetValue(PixelScaleKey, out var text))
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var scale) && scale is >= 1 and <= StyleModel.MaxPixelScale
            ? scale
            : throw new InvalidDataException($"The ONNX file's metadata {PixelScaleKey} is {OnnxText.Quote(text)}; 1 to {StyleModel.MaxPixelScale} expected.");
    }
}
