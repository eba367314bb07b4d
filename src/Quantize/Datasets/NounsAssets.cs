using System.Globalization;
using ZkStyle.Quantize.Files;

namespace ZkStyle.Quantize.Datasets;

/// <summary>
/// Reads <c>image-data.json</c> of the npm package @nouns/assets: palette, backgrounds, and the run-length encoded
/// parts that Nouns are made of. The art is CC0.
/// </summary>
internal static class NounsAssets
{
    private const int MaxBytes = 16 << 20;
    private const int MaxParts = 4096;
    private const int MaxPartCharacters = 2 + (2 * 4096);
    private const int HeaderBytes = 5;

    // Of each kind the parts number 5, 13, 21, ... are held out.
    private const int HeldOutRemainder = 5;

    /// <summary>Reads the file.</summary>
    /// <param name="stream">The file, read to its end.</param>
    /// <returns>The data set.</returns>
    /// <exception cref="InvalidDataException">The file is malformed; the message names the part.</exception>
    public static NounsDataset Read(Stream stream)
    {
        var json = System.Text.Encoding.UTF8.GetString(BoundedReading.ReadToEnd(stream, MaxBytes, "The Nouns part file"));
        return JsonField.Parse(json, "image-data", Read);
    }

    private static NounsDataset Read(JsonField root)
    {
        // Entry 0 is empty: transparent.
        var palette = root["palette"].Items(256).Select((item, i) => i == 0 ? [0, 0, 0] : Colour(item)).ToArray();
        var backgrounds = root["bgcolors"].Items(16).Select(Colour).ToArray();
        var kinds = NounsDataset.Kinds.Select(kind => root["images"][kind].Items(MaxParts)
            .Select((item, i) => new NounsPart(Decode(item["data"], palette.Length), i % StyleDataset.HeldOutPeriod == HeldOutRemainder)).ToArray()).ToArray();
        return new NounsDataset(palette, backgrounds, kinds);
    }

    private static byte[] Colour(JsonField field)
    {
        var text = field.Text();
        if (text.Length != 6 || !uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            throw new InvalidDataException($"{field.Path} is not a colour of six hexadecimal digits.");
        return [(byte)(value >> 16), (byte)(value >> 8), (byte)value];
    }

    // Byte 0 palette number, 1 top, 2 right (exclusive), 3 bottom, 4 left, then pairs of run length and colour that
    // fill the box from left to right and top to bottom; runs go on in the next line.
    private static byte[] Decode(JsonField field, int colours)
    {
        var text = field.Text(MaxPartCharacters);
        if (!text.StartsWith("0x", StringComparison.Ordinal) || text.Length % 2 != 0)
            throw new InvalidDataException($"{field.Path} is not an even number of hexadecimal digits after 0x.");
        byte[] bytes;
        try
        {
            bytes = Convert.FromHexString(text.AsSpan(2));
        }
        catch (FormatException e)
        {
            throw new InvalidDataException($"{field.Path} is not hexadecimal.", e);
        }

        if (bytes.Length < HeaderBytes || (bytes.Length - HeaderBytes) % 2 != 0)
            throw new InvalidDataException($"{field.Path} has {bytes.Length} bytes; five and pairs of run length and colour expected.");
        int top = bytes[1], right = bytes[2], left = bytes[4];
        // A part may be empty: a box without columns and without runs.
        if (right > NounsDataset.NativeSide || (left >= right && bytes.Length > HeaderBytes && bytes.Where((_, i) => i >= HeaderBytes && i % 2 == 1).Any(run => run > 0)))
            throw new InvalidDataException($"{field.Path} claims columns {left} to {right} of {NounsDataset.NativeSide}.");
        var indices = new byte[NounsDataset.NativeSide * NounsDataset.NativeSide];
        var (y, x) = (top, left);
        for (var i = HeaderBytes; i < bytes.Length; i += 2)
        {
            if (bytes[i + 1] >= colours)
                throw new InvalidDataException($"{field.Path} names colour {bytes[i + 1]} of a palette of {colours}.");
            for (var run = bytes[i]; run > 0; run--)
            {
                if (y >= NounsDataset.NativeSide)
                    throw new InvalidDataException($"{field.Path} runs past line {NounsDataset.NativeSide}.");
                indices[(y * NounsDataset.NativeSide) + x] = bytes[i + 1];
                if (++x == right)
                    (x, y) = (left, y + 1);
            }
        }

        return indices;
    }
}
