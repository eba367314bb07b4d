using System.Globalization;
using System.Text;

namespace ZkStyle.Prover.Export;

/// <summary>
/// Yul functions that turn public bytes into a field element. They are where most of the contract's own instructions
/// run, so their loops take many bytes a turn.
/// </summary>
internal static class PublicInputFunctions
{
    private const int WordsPerTurn = 16;

    /// <summary>Cells per line of the grids that are taken a word a turn.</summary>
    private static readonly int[] s_cellsOfWholeWords = [8, 16, 32];

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
            writer.Line($"value := {Horner("value", 4, i => $"shr(8, calldataload({Address(31 * (word - i))}))", "point", "p")}");
        writer.Close();
        writer.Close();
        static string Address(int offset) => offset == 0 ? "at" : $"add(at, {MemoryMap.Hex(offset)})";
    }

    /// <summary>
    /// grid(channel, end, shape, p): sum byte[c,y,x] channelPoint^(C-1-c) linePoint^y cellPoint^x; shape holds lines, cells
    /// and the three points. Lines of 8, 16 or 32 cells whose channels fill whole words of 32 bytes are taken a word a
    /// turn; all others 8 cells and then one cell a turn. The value is below 4p.
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
            let cells := mload(add(shape, 0x20))
            let at := add(channel, mul(mload(shape), cells))
            // Cells per line, where channels fill whole words.
            let wide := mul(iszero(mod(sub(at, channel), 32)), cells)
            let next := at
            let sum := 0
            """);
        writer.Line("switch wide");
        foreach (var cells in s_cellsOfWholeWords)
        {
            writer.Open($"case {cells.ToString(CultureInfo.InvariantCulture)}");
            WriteWords(writer, cells);
            writer.Close();
        }

        writer.Open("default");
        WriteAnyLines(writer);
        writer.Close();
        writer.Line("value := add(mulmod(value, mload(add(shape, 0x40)), p), sum)");
        writer.Line("channel := next");
        writer.Close();
        writer.Close();
    }

    private static void WriteWords(SourceWriter writer, int cells)
    {
        writer.Line("let linePoint := mload(add(shape, 0x60))");
        writer.Line("let point := mload(add(shape, 0x80))");
        writer.Open("for {} gt(at, channel) {}");
        WriteTurn(writer, 32);
        writer.Line("let line");
        for (var last = 31; last > 0; last -= cells)
        {
            writer.Line($"line := {Horner($"byte({Number(last)}, word)", 3, i => $"byte({Number(last - 1 - i)}, word)", "point", "prime")}");
            for (var cell = last - 4; cell > last - cells + 4; cell -= 4)
                writer.Line($"line := {Horner("line", 4, i => $"byte({Number(cell - i)}, word)", "point", "prime")}");
            writer.Line($"sum := add({Horner("line", 4, i => $"byte({Number(last - cells + 4 - i)}, word)", "point", "prime")}, mulmod(sum, linePoint, prime))");
        }

        writer.Close();
    }

    private static void WriteAnyLines(SourceWriter writer)
    {
        writer.Open("for {} gt(at, channel) {}");
        writer.Lines(
            """
            let first := sub(at, cells)
            let point := mload(add(shape, 0x80))
            let line := 0
            """);
        writer.Open("for {} gt(at, add(first, 7)) {}");
        WriteTurn(writer, 8);
        for (var cell = 7; cell >= 0; cell -= 4)
            writer.Line($"line := {Horner("line", 4, i => $"byte({Number(cell - i)}, word)", "point", "prime")}");
        writer.Close();
        writer.Open("for {} gt(at, first) {}");
        writer.Line("at := sub(at, 1)");
        writer.Line("line := add(byte(0, calldataload(at)), mulmod(line, point, p))");
        writer.Close();
        writer.Line("sum := add(line, mulmod(sum, mload(add(shape, 0x60)), p))");
        writer.Close();
    }

    /// <summary>The next bytes, and a copy of p on top of the stack, where the long expressions can reach it.</summary>
    private static void WriteTurn(SourceWriter writer, int bytes)
    {
        writer.Line($"at := sub(at, {Number(bytes)})");
        writer.Line("let prime := p");
        writer.Line("let word := calldataload(at)");
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>value point^count + term_0 point^(count-1) + ... + term_(count-1), the innermost call first.</summary>
    private static string Horner(string value, int count, Func<int, string> term, string point, string modulus)
    {
        var text = new StringBuilder(value);
        for (var i = 0; i < count; i++)
            text.Insert(0, $"add({term(i)}, mulmod(").Append(CultureInfo.InvariantCulture, $", {point}, {modulus}))");
        return text.ToString();
    }
}
