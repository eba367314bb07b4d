using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ZkStyle.Quantize.Model;

/// <summary>
/// The accumulators of one input of an INT8 layer. Input channels are taken in pairs, interleaved cell by cell in a
/// zero-padded plane, so that one multiply-add instruction serves two channels of eight neighbouring cells; four output
/// channels by three groups of eight cells are held in registers while all taps are added. A 1x1 kernel needs no padding
/// and no lines: its plane is one line of all cells.
/// </summary>
internal static unsafe class IntegerConvolution
{
    private const int Lanes = 8;
    private const int OutputBlock = 4;
    private const int CellBlock = 3;

    /// <summary>Computes all accumulators.</summary>
    /// <param name="input">The input.</param>
    /// <param name="source">Shape of the tensor it reads, before upsampling.</param>
    /// <param name="values">The tensor's values in [-128, 127], CHW.</param>
    /// <param name="forceScalar">Whether to do without vectors even where they are there.</param>
    /// <returns>The accumulators, CHW.</returns>
    public static int[] Accumulate(QuantizedInput input, TensorShape source, ReadOnlySpan<short> values, bool forceScalar = false)
    {
        var factor = input.Upsample ? 2 : 1;
        var (height, width) = (source.Height * factor, source.Width * factor);
        var (lines, cells) = input.Kernel == 1 ? (1, height * width) : (height, width);
        var groupsPerLine = (cells + Lanes - 1) / Lanes;
        var lineCells = (groupsPerLine * Lanes) + input.Kernel - 1;
        var planeCells = lineCells * (lines + input.Kernel - 1);
        var plane = PaddedPairs(input, source, values, width, lineCells, planeCells);
        var weights = PackWeights(input);
        var offsets = new int[(input.InputChannels + 1) / 2 * input.KernelTaps];
        for (var k = 0; k < offsets.Length; k++)
        {
            var (pair, tap) = (k / input.KernelTaps, k % input.KernelTaps);
            offsets[k] = (pair * planeCells) + (tap / input.Kernel * lineCells) + (tap % input.Kernel);
        }

        var groups = groupsPerLine * lines;
        var blocks = (input.OutputChannels + OutputBlock - 1) / OutputBlock;
        // Whole groups of eight cells per line; cells beyond the width are computed from padding and dropped.
        var padded = new int[blocks * OutputBlock * groups * Lanes];
        fixed (int* cellPairs = plane, packed = weights, taps = offsets, target = padded)
        {
            var starts = stackalloc int[CellBlock];
            for (var group = 0; group < groups; group += CellBlock)
            {
                // The last block may repeat groups already done: it recomputes the same values.
                var first = Math.Max(0, Math.Min(group, groups - CellBlock));
                for (var s = 0; s < CellBlock; s++)
                {
                    var g = Math.Min(first + s, groups - 1);
                    starts[s] = (g / groupsPerLine * lineCells) + (g % groupsPerLine * Lanes);
                }

                for (var block = 0; block < blocks; block++)
                {
                    var tile = target + ((long)block * OutputBlock * groups * Lanes) + (first * Lanes);
                    var blockWeights = packed + ((long)block * offsets.Length * OutputBlock);
                    if (Avx2.IsSupported && !forceScalar)
                        TileAvx2(cellPairs, taps, offsets.Length, blockWeights, starts, tile, groups * Lanes, Math.Min(CellBlock, groups));
                    else
                        TileScalar(cellPairs, taps, offsets.Length, blockWeights, starts, tile, groups * Lanes, Math.Min(CellBlock, groups));
                }
            }
        }

        return Compact(padded, input.OutputChannels * lines, cells, groupsPerLine);
    }

    // Invariant of both tiles: starts + taps + 7 stay inside the padded plane, tile + 3 * stride + 8 * cells inside the target.
    private static void TileAvx2(int* source, int* taps, int tapCount, int* weights, int* starts, int* tile, int stride, int cells)
    {
        Vector256<int> a0 = default, a1 = default, a2 = default, b0 = default, b1 = default, b2 = default;
        Vector256<int> c0 = default, c1 = default, c2 = default, d0 = default, d1 = default, d2 = default;
        int* s0 = source + starts[0], s1 = source + starts[1], s2 = source + starts[2];
        for (var k = 0; k < tapCount; k++)
        {
            var x0 = Vector256.Load(s0 + taps[k]).AsInt16();
            var x1 = Vector256.Load(s1 + taps[k]).AsInt16();
            var x2 = Vector256.Load(s2 + taps[k]).AsInt16();
            var w = Vector256.Create(weights[0]).AsInt16();
            a0 += Avx2.MultiplyAddAdjacent(x0, w);
            a1 += Avx2.MultiplyAddAdjacent(x1, w);
            a2 += Avx2.MultiplyAddAdjacent(x2, w);
            w = Vector256.Create(weights[1]).AsInt16();
            b0 += Avx2.MultiplyAddAdjacent(x0, w);
            b1 += Avx2.MultiplyAddAdjacent(x1, w);
            b2 += Avx2.MultiplyAddAdjacent(x2, w);
            w = Vector256.Create(weights[2]).AsInt16();
            c0 += Avx2.MultiplyAddAdjacent(x0, w);
            c1 += Avx2.MultiplyAddAdjacent(x1, w);
            c2 += Avx2.MultiplyAddAdjacent(x2, w);
            w = Vector256.Create(weights[3]).AsInt16();
            d0 += Avx2.MultiplyAddAdjacent(x0, w);
            d1 += Avx2.MultiplyAddAdjacent(x1, w);
            d2 += Avx2.MultiplyAddAdjacent(x2, w);
            weights += OutputBlock;
        }

        Store(tile, a0, a1, a2, cells);
        Store(tile + stride, b0, b1, b2, cells);
        Store(tile + (2L * stride), c0, c1, c2, cells);
        Store(tile + (3L * stride), d0, d1, d2, cells);
    }

    private static void Store(int* tile, Vector256<int> first, Vector256<int> second, Vector256<int> third, int cells)
    {
        first.Store(tile);
        if (cells > 1)
            second.Store(tile + Lanes);
        if (cells > 2)
            third.Store(tile + (2 * Lanes));
    }

    private static void TileScalar(int* source, int* taps, int tapCount, int* weights, int* starts, int* tile, int stride, int cells)
    {
        for (var o = 0; o < OutputBlock; o++)
        {
            for (var cell = 0; cell < cells * Lanes; cell++)
            {
                var start = source + starts[cell / Lanes] + (cell % Lanes);
                var sum = 0;
                for (var k = 0; k < tapCount; k++)
                {
                    var x = start[taps[k]];
                    var w = weights[(k * OutputBlock) + o];
                    sum += ((short)x * (short)w) + ((x >> 16) * (w >> 16));
                }

                tile[((long)o * stride) + cell] = sum;
            }
        }
    }

    // Two channels per cell: the even one in the low half, the odd one (or zero) in the high half.
    private static int[] PaddedPairs(
        QuantizedInput input, TensorShape source, ReadOnlySpan<short> values, int width, int lineCells, int planeCells)
    {
        var factor = input.Upsample ? 2 : 1;
        var (stride, border) = input.Kernel == 1 ? (width, 0) : (lineCells, 1);
        var plane = new int[(source.Channels + 1) / 2 * planeCells];
        for (var i = 0; i < source.Channels; i++)
        {
            var shift = (i & 1) * 16;
            for (var y = 0; y < source.Height * factor; y++)
            {
                var line = values.Slice(((i * source.Height) + (y / factor)) * source.Width, source.Width);
                var target = plane.AsSpan((i / 2 * planeCells) + ((y + border) * stride) + border, width);
                for (var x = 0; x < target.Length; x++)
                    target[x] |= (ushort)line[x / factor] << shift;
            }
        }

        return plane;
    }

    // Order [output block, pair of input channels, tap, output of the block], each two int16 in an int.
    private static int[] PackWeights(QuantizedInput input)
    {
        var (taps, pairs) = (input.KernelTaps, (input.InputChannels + 1) / 2);
        var blocks = (input.OutputChannels + OutputBlock - 1) / OutputBlock;
        var packed = new int[blocks * pairs * taps * OutputBlock];
        for (var o = 0; o < input.OutputChannels; o++)
        {
            for (var i = 0; i < input.InputChannels; i++)
            {
                for (var tap = 0; tap < taps; tap++)
                {
                    var k = (((o / OutputBlock * pairs) + (i / 2)) * taps) + tap;
                    packed[(k * OutputBlock) + (o % OutputBlock)] |=
                        (ushort)(short)input.Weights[(((o * input.InputChannels) + i) * taps) + tap] << ((i & 1) * 16);
                }
            }
        }

        return packed;
    }

    private static int[] Compact(int[] padded, int lines, int cells, int groupsPerLine)
    {
        if (cells == groupsPerLine * Lanes && padded.Length == lines * cells)
            return padded;
        var result = new int[lines * cells];
        for (var line = 0; line < lines; line++)
            padded.AsSpan(line * groupsPerLine * Lanes, cells).CopyTo(result.AsSpan(line * cells));
        return result;
    }
}
