using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace ZkStyle.Ethereum.Primitives;

/// <summary>Bytes as the <c>0x</c>-prefixed hexadecimal text that Ethereum's JSON interfaces call DATA.</summary>
public static class Hex
{
    /// <summary>Writes bytes as <c>0x</c> and two lower-case digits a byte.</summary>
    /// <param name="bytes">Any bytes; none gives <c>0x</c>.</param>
    /// <returns>The text, 2 + 2n characters long.</returns>
    public static string Format(ReadOnlySpan<byte> bytes) => "0x" + Convert.ToHexStringLower(bytes);

    /// <summary>Reads <c>0x</c> and an even number of digits of either case.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="FormatException">The text is not of that form; the message says how.</exception>
    public static byte[] Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var bytes)
            ? bytes
            : throw new FormatException($"'{Excerpt.Of(text)}' is not 0x followed by an even number of hexadecimal digits.");
    }

    /// <summary>Reads <c>0x</c> and an even number of digits of either case, without throwing.</summary>
    /// <param name="text">The text.</param>
    /// <param name="bytes">The bytes, when the text has that form.</param>
    /// <returns>Whether the text has that form.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (!text.StartsWith("0x", StringComparison.Ordinal) || (text.Length & 1) != 0)
            return false;
        var decoded = new byte[(text.Length - 2) / 2];
        if (!TryParse(text, decoded))
            return false;
        bytes = decoded;
        return true;
    }

    /// <summary>Reads <c>0x</c> and exactly as many bytes as <paramref name="destination"/> holds.</summary>
    /// <param name="text">The text.</param>
    /// <param name="destination">Receives the bytes; its content is undefined when the answer is false.</param>
    /// <returns>Whether the text has that form and length.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, Span<byte> destination) =>
        text.StartsWith("0x", StringComparison.Ordinal)
        && text.Length == 2 + 2 * destination.Length
        && Convert.FromHexString(text[2..], destination, out _, out var written) == OperationStatus.Done
        && written == destination.Length;
}
