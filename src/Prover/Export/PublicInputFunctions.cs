using System.Globalization;
using System.Text;
using ZkStyle.Prover.Constraints;

namespace ZkStyle.Prover.Export;

/// <summary>
/// Yul functions that turn public bytes into a field element. They are where most of the contract's own instructions
/// run, so their loops take many bytes a turn.
/// </summary>
internal static class PublicInputFunctions
{
    private const int WordsPerTurn = 16;
    private const int Quads = PublicInputEncoding.Grid.MaximumChannelsPerWord / 4;

    /// <summary>Words of shape: lines, cells, the three points, channels per word, offset.</summary>
    public const int ShapeLength = 7;

    // Behind the lanes: masks of a byte in two, of two bytes in four, of one lane of each half, of the lower half.
    private const int BytesMask = 4 * Quads;
    private const int PairsMask = BytesMask + 1;
    private const int LaneMasks = PairsMask + 1;
    private const int LowMask = LaneMasks + Quads;

    /// <summary>Words of lanes and masks.</summary>
    public const int LanesLength = LowMask + 1;

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
            writer.Line($"value := {Horner("value", 4, i => $"shr(8, calldataload({Address("at", 31 * (word - i))}))", "point", "p")}");
        writer.Close();
        writer.Close();
    }

    /// <summary>
    /// grid(channel, end, shape, p): the value of a grid's words, which are put together in free memory; shape holds lines,
    /// cells, the three points, channels per word and the offset. The value is below 5p.
    /// </summary>
    /// <param name="writer">Where to.</param>
    /// <param name="lanes">Memory for lanes and masks, <see cref="LanesLength"/> words.</param>
    public static void WriteGrid(SourceWriter writer, MemoryRegion lanes)
    {
        WriteMasks(writer, lanes);
        WriteQuadLanes(writer, lanes);
        for (var quads = 1; quads <= Quads; quads++)
            WriteMerge(writer, lanes, quads);
        for (var quads = 1; quads <= Quads; quads++)
            WriteLines(writer, lanes, quads);
        WriteTranspose(writer, lanes);
        WriteSixteenSum(writer);
        WriteLineOffset(writer);
        WriteWordSum(writer);
        writer.Lines(
            """
            // (P2) sum word[g,y,x] channelPoint^(G-1-g) linePoint^y cellPoint^x, where word[g,y,x] = sum 256^j (byte[c + j,y,x]
            // - offset) over the channels c + j of group g. Groups are taken forwards, lines and cells backwards, each by
            // Horner's rule; sums stay below 5p < 2^256, so no reduction is needed between.
            """);
        writer.Open("function grid(channel, end, shape, p) -> value");
        writer.Lines(
            """
            writeMasks()
            let cells := mul(mload(shape), mload(add(shape, 0x20)))
            for {} lt(channel, end) {} {
                let next := add(channel, mul(cells, mload(add(shape, 0xa0))))
                if gt(next, end) { next := end }
                // offset (1 + 256 + ... + 256^(n-1)) of the group's n channels
                let sum := div(sub(shl(shl(3, div(sub(next, channel), cells)), 1), 1), 255)
                sum := mul(sum, mload(add(shape, 0xc0)))
                switch and(eq(mload(add(shape, 0x20)), 16), iszero(mod(cells, 32)))
                case 0 {
                    transpose(channel, next, cells)
                    sum := wordSum(cells, lineOffset(sum, shape, p), shape, p)
                }
                default { sum := sixteenSum(channel, next, cells, shape, sum, p) }
                value := add(mulmod(value, mload(add(shape, 0x40)), p), sum)
                channel := next
            }
            """);
        writer.Close();
    }

    /// <summary>Masks are kept in memory: a long constant in place takes more gas each time, as the compiler weighs code against gas.</summary>
    private static void WriteMasks(SourceWriter writer, MemoryRegion lanes)
    {
        writer.Line("// Keeps masks behind the lanes.");
        writer.Open("function writeMasks()");
        writer.Line($"mstore({lanes.Word(BytesMask)}, {Mask(1, 2)})");
        writer.Line($"mstore({lanes.Word(PairsMask)}, {Mask(2, 4)})");
        for (var lane = 0; lane < Quads; lane++)
            writer.Line($"mstore({lanes.Word(LaneMasks + lane)}, {Mask(4, 16, 4 * lane)})");
        writer.Line($"mstore({lanes.Word(LowMask)}, {Mask(16, 32)})");
        writer.Close();
    }

    private static void WriteQuadLanes(SourceWriter writer, MemoryRegion lanes) => writer.Lines(
        $$"""
        // 32 cells of four channels: lane i (of 32 bits, lowest first) of word s is the four bytes of cell 31 - (4i + s), the
        // first channel's lowest.
        function quadLanes(w0, w1, w2, w3, target) {
            // Pairs of channels: bytes 0, 2, 4, ... of both, then bytes 1, 3, 5, ...
            let mask := {{lanes.Load(BytesMask)}}
            let even := or(and(w0, mask), shl(8, and(w1, mask)))
            let odd := or(and(shr(8, w0), mask), and(w1, not(mask)))
            let even_ := or(and(w2, mask), shl(8, and(w3, mask)))
            let odd_ := or(and(shr(8, w2), mask), and(w3, not(mask)))
            // Pairs of pairs.
            mask := {{lanes.Load(PairsMask)}}
            mstore(target, or(and(even, mask), shl(16, and(even_, mask))))
            mstore(add(target, 0x20), or(and(odd, mask), shl(16, and(odd_, mask))))
            mstore(add(target, 0x40), or(and(shr(16, even), mask), and(even_, not(mask))))
            mstore(add(target, 0x60), or(and(shr(16, odd), mask), and(odd_, not(mask))))
        }
        """);

    /// <summary>Lanes of one to four quads become words of cells.</summary>
    private static void WriteMerge(SourceWriter writer, MemoryRegion lanes, int quads)
    {
        writer.Lines($"// The words of 32 cells from the lanes of {Number(4 * quads)} channels.");
        writer.Open($"function merge{Number(quads)}(target)");
        for (var s = 0; s < 4; s++)
        {
            writer.Open("");
            for (var quad = 0; quad < quads; quad++)
                writer.Line($"let quad{Number(quad)} := {lanes.Load((4 * quad) + s)}");
            for (var lane = 0; lane < 4; lane++)
            {
                var halves = Halves(lanes, quads, lane);
                var cell = 31 - ((4 * lane) + s);
                if (lane == 0)
                    writer.Line("let halves");
                writer.Line($"halves := {halves}");
                writer.Line($"mstore({Address("target", 32 * cell)}, and(halves, {lanes.Load(LowMask)}))");
                writer.Line($"mstore({Address("target", 32 * (cell - 16))}, shr(128, halves))");
            }

            writer.Close();
        }

        writer.Close();
    }

    private static string Shifted(string value, int left) => left switch
    {
        0 => value,
        > 0 => $"shl({Number(left)}, {value})",
        _ => $"shr({Number(-left)}, {value})",
    };

    private static void WriteTranspose(SourceWriter writer, MemoryRegion lanes)
    {
        writer.Lines(
            $$"""
            // The lanes of 32 cells of all channels up to the end; returns their length in bytes. Channels that the last four
            // lack count as zeros.
            function readLanes(channel, end, cells) -> length {
                let third := mul(3, cells)
                for {} lt(add(channel, third), end) { channel := add(channel, shl(2, cells)) } {
                    quadLanes(
                        calldataload(channel),
                        calldataload(add(channel, cells)),
                        calldataload(add(channel, mul(2, cells))),
                        calldataload(add(channel, third)),
                        add({{lanes.Name}}, length)
                    )
                    length := add(length, 0x80)
                }
                if lt(channel, end) {
                    let w1 := mul(calldataload(add(channel, cells)), lt(add(channel, cells), end))
                    let w2 := mul(calldataload(add(channel, mul(2, cells))), lt(add(channel, mul(2, cells)), end))
                    quadLanes(calldataload(channel), w1, w2, 0, add({{lanes.Name}}, length))
                    length := add(length, 0x80)
                }
            }
            // Writes a word for each cell of the channels from start to end to free memory, 32 cells a turn.
            """);
        writer.Open("function transpose(start, end, cells)");
        writer.Line("let target := mload(0x40)");
        writer.Open("for { let at := start } lt(at, add(start, cells)) { at := add(at, 32) }");
        WriteByQuads(writer, quads => $"merge{Number(quads)}(target)");
        writer.Line("target := add(target, 0x400)");
        writer.Close();
        writer.Close();
    }

    /// <summary>Reads the lanes at <c>at</c> and does with them what fits their number.</summary>
    private static void WriteByQuads(SourceWriter writer, Func<int, string> statement)
    {
        writer.Line("switch readLanes(at, end, cells)");
        for (var quads = 1; quads < Quads; quads++)
            writer.Line($"case {MemoryMap.Hex(0x80 * quads)} {{ {statement(quads)} }}");
        writer.Line($"default {{ {statement(Quads)} }}");
    }

    /// <summary>Two lines of sixteen cells at once, straight from the lanes: no word is kept in between.</summary>
    private static void WriteLines(SourceWriter writer, MemoryRegion lanes, int quads)
    {
        writer.Lines(
            $"""
            // sum word[x] point^x of two lines of 16 cells from the lanes of {Number(4 * quads)} channels: the word of byte 4i + s of a
            // half has the power 15 - (4i + s), by Horner's rule in point^4 over i, then in point over s. Values are below 3p.
            """);
        writer.Open($"function lines{Number(quads)}(point, fourth, p) -> first, second");
        for (var s = 0; s < 4; s++)
        {
            writer.Open("");
            for (var quad = 0; quad < quads; quad++)
                writer.Line($"let quad{Number(quad)} := {lanes.Load((4 * quad) + s)}");
            for (var lane = 0; lane < 4; lane++)
            {
                var halves = Halves(lanes, quads, lane);
                if (lane == 0)
                {
                    writer.Line("let halves");
                    writer.Line($"halves := {halves}");
                    writer.Line($"let low := and(halves, {lanes.Load(LowMask)})");
                    writer.Line("let high := shr(128, halves)");
                }
                else
                {
                    writer.Line($"halves := {halves}");
                    writer.Line($"low := add(and(halves, {lanes.Load(LowMask)}), mulmod(low, fourth, p))");
                    writer.Line("high := add(shr(128, halves), mulmod(high, fourth, p))");
                }
            }

            writer.Line(s == 0 ? "second := low" : "second := add(low, mulmod(second, point, p))");
            writer.Line(s == 0 ? "first := high" : "first := add(high, mulmod(first, point, p))");
            writer.Close();
        }

        writer.Close();
    }

    private static void WriteSixteenSum(SourceWriter writer)
    {
        writer.Lines(
            """
            // The same as wordSum of lines of 16 cells, an even number of them; ones is what a line's offset multiplies.
            """);
        writer.Open("function sixteenSum(start, end, cells, shape, ones, p) -> sum");
        writer.Lines(
            """
            let point := mload(add(shape, 0x80))
            let fourth := mulmod(point, point, p)
            // 1 + point + ... + point^15 = (1 + point) (1 + point^2) (1 + point^4) (1 + point^8)
            let offset := mulmod(add(1, point), add(1, fourth), p)
            fourth := mulmod(fourth, fourth, p)
            offset := mulmod(mulmod(offset, add(1, fourth), p), add(1, mulmod(fourth, fourth, p)), p)
            offset := mulmod(sub(p, offset), ones, p)
            let linePoint := mload(add(shape, 0x60))
            """);
        writer.Open("for { let at := add(start, cells) } gt(at, start) {}");
        writer.Lines(
            """
            at := sub(at, 32)
            let first, second
            """);
        WriteByQuads(writer, quads => $"first, second := lines{Number(quads)}(point, fourth, p)");
        writer.Lines(
            """
            sum := add(add(second, offset), mulmod(sum, linePoint, p))
            sum := add(add(first, offset), mulmod(sum, linePoint, p))
            """);
        writer.Close();
        writer.Close();
    }

    /// <summary>Lanes lane and lane + 4 of each quad move to the quad's place in both halves of a word.</summary>
    private static string Halves(MemoryRegion lanes, int quads, int lane)
    {
        var halves = "";
        for (var quad = 0; quad < quads; quad++)
        {
            var part = $"and({Shifted($"quad{Number(quad)}", 32 * (quad - lane))}, {lanes.Load(LaneMasks + quad)})";
            halves = halves.Length == 0 ? part : $"or({halves}, {part})";
        }

        return halves;
    }

    private static void WriteLineOffset(SourceWriter writer) => writer.Lines(
        """
        // What a line's words lack: -ones (1 + ... + cellPoint^(cells-1)).
        function lineOffset(ones, shape, p) -> offset {
            let point := mload(add(shape, 0x80))
            for { let i := mload(add(shape, 0x20)) } i { i := sub(i, 1) } {
                offset := addmod(mulmod(offset, point, p), 1, p)
            }
            offset := mulmod(sub(p, offset), ones, p)
        }
        """);

    private static void WriteWordSum(SourceWriter writer)
    {
        writer.Lines("// sum word point^i of the words from first to at, last first. The value is below 2p.");
        writer.Open("function wordLine(first, at, point, p) -> line");
        writer.Open("for {} gt(at, add(first, 0xe0)) {}");
        writer.Line("at := sub(at, 0x100)");
        for (var cell = 7; cell >= 0; cell -= 4)
            writer.Line($"line := {Horner("line", 4, i => $"mload({Address("at", 32 * (cell - i))})", "point", "p")}");
        writer.Close();
        writer.Open("for {} gt(at, first) {}");
        writer.Line("at := sub(at, 0x20)");
        writer.Line("line := add(mload(at), mulmod(line, point, p))");
        writer.Close();
        writer.Close();
        writer.Lines(
            """
            // sum (sum word[y,x] cellPoint^x + offset) linePoint^y of the words in free memory. The value is below 4p.
            function wordSum(cells, offset, shape, p) -> sum {
                let start := mload(0x40)
                let width := shl(5, mload(add(shape, 0x20)))
                for { let at := add(start, shl(5, cells)) } gt(at, start) { at := sub(at, width) } {
                    let line := wordLine(sub(at, width), at, mload(add(shape, 0x80)), p)
                    sum := add(add(line, offset), mulmod(sum, mload(add(shape, 0x60)), p))
                }
            }
            """);
    }

    private static string Address(string start, int offset) => offset == 0 ? start : $"add({start}, {MemoryMap.Hex(offset)})";

    /// <summary>A word whose lanes of some bytes hold ones in some bytes, above so many zeros.</summary>
    private static string Mask(int ones, int lane, int zeros = 0) => "0x" + string.Concat(Enumerable.Repeat(
        new string('0', 2 * (lane - ones - zeros)) + new string('f', 2 * ones) + new string('0', 2 * zeros), 32 / lane)).TrimStart('0');

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
