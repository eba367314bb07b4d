using System.Text;

namespace ZkStyle.Ethereum.Primitives;

/// <summary>
/// Cuts foreign text down to something an error message may carry: one line, no control characters,
/// bounded length. Without it a hostile node or contract could flood or forge a log.
/// </summary>
internal static class Excerpt
{
    /// <summary>Longest excerpt, in characters, that <see cref="Of(ReadOnlySpan{char}, int)"/> gives by default.</summary>
    public const int DefaultLength = 200;

    /// <summary>At most <paramref name="length"/> characters of the text, control characters replaced by blanks.</summary>
    public static string Of(ReadOnlySpan<char> text, int length = DefaultLength)
    {
        var kept = text[..Math.Min(text.Length, length)];
        var line = new StringBuilder(kept.Length + 3);
        foreach (var c in kept)
        {
            // Format characters include the bidirectional overrides that make a line read as another one.
            var harmless = !char.IsControl(c) && !char.IsSurrogate(c)
                && char.GetUnicodeCategory(c) is not (System.Globalization.UnicodeCategory.Format
                    or System.Globalization.UnicodeCategory.LineSeparator
                    or System.Globalization.UnicodeCategory.ParagraphSeparator);
            line.Append(harmless ? c : ' ');
        }

        if (kept.Length < text.Length)
            line.Append("...");
        return line.ToString();
    }
}
