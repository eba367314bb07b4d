using System.Globalization;
using System.Text;
using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Cli.Files;

/// <summary>The colours of a palette, as a person writes or draws them.</summary>
internal static class PaletteFile
{
    private const int HexDigits = 6;

    /// <summary>Reads colours.</summary>
    /// <param name="path">Text with a colour a line, six hexadecimal digits with or without #, or a PNG whose colours count in the order in which they appear.</param>
    /// <returns>2 to 64 colours.</returns>
    /// <exception cref="CommandException">The file holds something else; the message names it.</exception>
    public static IReadOnlyList<RgbColour> Read(string path)
    {
        var bytes = InputFile.ReadAllBytes(path, "palette", FileLimits.Image);
        var colours = PngReader.Recognizes(bytes) ? OfPicture(PictureFile.Read(path)) : OfText(path, bytes);
        return colours.Count is >= 2 and <= QuantizedDecoder.MaxClasses
            ? colours
            : throw new CommandException($"the palette {path} has {(colours.Count > QuantizedDecoder.MaxClasses ? "more than " + QuantizedDecoder.MaxClasses : colours.Count)} colours; 2 to {QuantizedDecoder.MaxClasses} can be proven");
    }

    private static List<RgbColour> OfText(string path, byte[] bytes)
    {
        var colours = new List<RgbColour>();
        var number = 0;
        foreach (var line in Encoding.UTF8.GetString(bytes).Split('\n'))
        {
            number++;
            var word = line.Trim();
            if (word.Length == 0)
                continue;
            var digits = word.StartsWith('#') ? word[1..] : word;
            if (digits.Length != HexDigits || !uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var colour))
                throw new CommandException($"line {number} of the palette {path} is no colour like #d5d7e1");
            colours.Add(new RgbColour((byte)(colour >> 16), (byte)(colour >> 8), (byte)colour));
            if (colours.Count > QuantizedDecoder.MaxClasses)
                break;
        }

        return colours;
    }

    private static List<RgbColour> OfPicture(RgbImage picture)
    {
        var seen = new HashSet<RgbColour>();
        var colours = new List<RgbColour>();
        for (var i = 0; i < picture.Pixels.Length && colours.Count <= QuantizedDecoder.MaxClasses; i += RgbImage.Channels)
        {
            var colour = new RgbColour(picture.Pixels[i], picture.Pixels[i + 1], picture.Pixels[i + 2]);
            if (seen.Add(colour))
                colours.Add(colour);
        }

        return colours;
    }
}
