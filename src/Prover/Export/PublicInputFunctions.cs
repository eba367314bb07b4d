using System.Text;

namespace ZkStyle.Prover.Export;

/// <summary>
/// Yul functions that turn public bytes into a field element. They are where most of the contract's own instructions
/// run, so their loops take many bytes a turn.
/// </summary>
internal static class PublicInputFunctions
{
    private const int WordsPerTurn = 16;

    /// <summary>Bytes of a grid's line that one turn takes; then 8, then 1.</summary>
    private static readonly int[] s_cellsPerTurn = [16, 8, 1];

    /// <summary>
    /// packed(at, length, point, p): sum word_i point^i over 31-byte big-endian words, the last filled with zeros, by
    /// Horner's rule from the last word. The value is below 2p.
    /// </summary>
    public static void WritePacked(SourceWriter writer)
    {
        writer.Lines(
            """
            // (P1) sum word_i point^i by Horner's rule, last word first; the last word's bytes behind the input's end are
            // shifted out, whatever follows in calldata. Sums stay below p + 2^248, so no reduction is needed between.
            """);
        writer.Open("function packed(start, length, point, p) -> value");
        writer.Lines(
            $$"""
            let words := div(length, 31)
            let at := add(start, mul(words, 31))
            let rest := shl(3, sub(length, mul(words, 31)))
            if rest { value := shl(sub(248, rest), shr(sub(256, rest), calldataload(at))) }
            for {} and(words, {{MemoryMap.Hex(WordsPerTurn - 1)}}) { words := sub(words, 1) } {
                at := sub(at, 31)
                value := add(mulmod(value, point, p), shr(8, calldataload(at)))
            }
            """);
        writer.Open("for {} gt(at, start) {}");
        writer.Line($"at := sub(at, {MemoryMap.Hex(31 * WordsPerTurn)})");
        for (var word = WordsPerTurn - 1; word >= 0; word -= 4)
            writer.Line($"value := {Horner(4, i => $"shr(8, calldataload({Address(31 * (word - i))}))", "point", "p")}");
        writer.Close();
        writer.Close();
        static string Address(int offset) => offset == 0 ? "at" : $"add(at, {MemoryMap.Hex(offset)})";
    }

    /// <summary>
    /// grid(at, end, shape, p): sum byte[c,y,x] channelPoint^(C-1-c) linePoint^y cellPoint^x; shape holds lines, cells and
    /// the three points. The value is below 4p.
    /// </summary>
    public static void WriteGrid(SourceWriter writer)
    {
        writer.Lines(
            """
            // (P2) sum byte[c,y,x] channelPoint^(C-1-c) linePoint^y cellPoint^x. shape holds lines, cells, channelPoint,
            // linePoint, cellPoint. Channels are taken forwards, lines and cells backwards, each by Horner's rule; sums stay
            // below 4p < 2^256, so no reduction is needed between.
            """);
        writer.Open("function grid(channel, end, shape, p) -> value");
        writer.Open("for {} lt(channel, end) {}");
        writer.Lines(
            """
            let sum := 0
            let at := add(channel, mul(mload(shape), mload(add(shape, 0x20))))
            let next := at
            """);
        writer.Open("for {} gt(at, channel) {}");
        writer.Lines(
            """
            let first := sub(at, mload(add(shape, 0x20)))
            // Copies on top of the stack, where the long expressions below can reach them.
            let point := mload(add(shape, 0x80))
            let prime := p
            let line := 0
            """);
        foreach (var cells in s_cellsPerTurn)
        {
            writer.Open(cells == 1 ? "for {} gt(at, first) {}" : $"for {{}} gt(at, add(first, {MemoryMap.Hex(cells - 1)})) {{}}");
            writer.Line($"at := sub(at, {MemoryMap.Hex(cells)})");
            writer.Line("let bytes_ := calldataload(at)");
            for (var cell = cells - 1; cell >= 0; cell -= 4)
                writer.Line($"line := {Horner(Math.Min(4, cells), i => $"byte({cell - i}, bytes_)", "point", "prime", "line")}");
            writer.Close();
        }

        writer.Line("sum := add(mulmod(sum, mload(add(shape, 0x60)), p), line)");
        writer.Close();
        writer.Line("value := add(mulmod(value, mload(add(shape, 0x40)), p), sum)");
        writer.Line("channel := next");
        writer.Close();
        writer.Close();
    }

    /// <summary>value point^count + term_0 point^(count-1) + ... + term_(count-1), the innermost call first.</summary>
    private static string Horner(int count, Func<int, string> term, string point, string modulus, string value = "value")
    {
        var text = new StringBuilder(value);
        for (var i = 0; i < count; i++)
            text.Insert(0, $"add({term(i)}, mulmod(").Append(global::System.Globalization.CultureInfo.InvariantCulture, $", {point}, {modulus}))");
        return text.ToString();
    }
}
