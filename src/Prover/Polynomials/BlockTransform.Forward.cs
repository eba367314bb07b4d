using System.Runtime.CompilerServices;
using ZkStyle.Prover.Fields.Bulk;

namespace ZkStyle.Prover.Polynomials;

/// <content>
/// From coefficients to evaluations. Magnitudes: a butterfly of four adds to its first operand x of magnitude M one product of
/// a normal block, at most 1.51 + M / 160, and one of an uncarried sum, at most 2.51 + (M + 1.51 + M / 160) / 160, together less than
/// 4.04 + M / 79. Columns start at 8 and have at most 14 levels: the first butterfly leaves 32, on the roots
/// of unity where it only adds, and six more leave 59.6, which is reduced to 0.51. Rows have at most 12 levels before the last three:
/// six butterflies of four leave 25.6. The last three make that at most 25.6 + 7 * 1.66, which is reduced.
/// Everything that is multiplied or reduced stays below 64.
/// </content>
public sealed unsafe partial class BlockTransform<TField>
{
    /// <summary>Butterflies of four that are computed together, so that their products do not wait for each other.</summary>
    private const int Together = 4;

    /// <summary>Blocks that butterflies need between a group's values.</summary>
    private const int Temporaries = 8 * Together;

    /// <summary>
    /// The upper levels, for eight columns: from the coefficients to consecutive blocks of the destination, those of a group of
    /// eight rows being the ones that <see cref="SplitRows"/> will read and overwrite.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SplitColumns(BlockBuffer source, BlockBuffer destination, BlockTwiddles<TField> twiddles, int columns, nint group)
    {
        var data = (double*)group;
        var temporary = data + ((nint)_shape.GroupBlocks * Block);
        var logQuarter = _shape.LogRows - 2;
        var stride = (nint)_shape.RowBlocks * Block;
        if (twiddles.IsPlain)
            SplitPlain(source.Block(columns), stride, data, 1 << logQuarter, twiddles.FourthRoot, temporary);
        else
            SplitQuads(source.Block(columns), stride, data, logQuarter, 1, twiddles.Columns(0), twiddles.Columns(1), temporary);
        var level = 2;
        for (; logQuarter > 2; level += 2)
        {
            logQuarter -= 2;
            SplitQuads(data, Block, data, logQuarter, 1 << level, twiddles.Columns(level), twiddles.Columns(level + 1), temporary);
        }

        // Nodes are rows in bit-reversed order: row 8 g + r goes to place g of the r-th part.
        SplitQuads(data, Block, data, 0, 1 << level, twiddles.Columns(level), twiddles.Columns(level + 1), temporary);
        var result = destination.Block(columns * _shape.Rows);
        for (var node = 0; node < _shape.Rows; node++)
        {
            var row = TransformShape.Reverse(node, _shape.LogRows);
            var place = ((row % Lanes) * _shape.RowGroups) + (row / Lanes);
            TField.Reduce(data + (node * Block), result + (place * Block));
        }
    }

    /// <summary>The lower levels, for eight rows, whose columns' blocks lie a multiple of the number of row groups apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SplitRows(BlockBuffer values, BlockTwiddles<TField> twiddles, int rows, nint group)
    {
        var data = (double*)group;
        var temporary = data + ((nint)_shape.GroupBlocks * Block);
        var levels = _shape.LogRowBlocks;
        var stride = (nint)_shape.Rows * Block;
        for (var r = 0; r < Lanes; r++)
        {
            var row = (rows * Lanes) + r;
            var source = values.Block(rows + (r * _shape.RowGroups));
            var target = data + ((nint)r * _shape.RowBlocks * Block);
            var level = 0;
            if ((levels & 1) != 0)
            {
                SplitPairs(source, stride, target, 1 << (levels - 1), twiddles.Row(row, 0), temporary);
                level = 1;
            }
            else
            {
                SplitQuads(source, stride, target, levels - 2, 1, twiddles.Row(row, 0), twiddles.Row(row, 1), temporary);
                level = 2;
            }

            for (; level < levels; level += 2)
                SplitQuads(target, Block, target, levels - level - 2, 1 << level, twiddles.Row(row, level), twiddles.Row(row, level + 1), temporary);
        }

        for (var node = 0; node < _shape.RowBlocks; node++)
        {
            var place = rows + (TransformShape.Reverse(node, levels) * _shape.RowGroups);
            SplitTail(data + (node * Block), twiddles, twiddles.Tail(rows, node), temporary, values.Block(place));
        }
    }

    /// <summary>
    /// Two levels: node k, of quarters x0 to x3, with twiddle c = first[k] becomes x0 + c x2 +- c' (x1 + c x3) and
    /// x0 - c x2 +- c'' (x1 - c x3), c' and c'' being its children's.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SplitQuads(
        double* source, nint sourceStride, double* target, int logQuarter, int nodes, double* first, double* second, double* temporary)
    {
        var quarter = 1 << logQuarter;
        var count = nodes << logQuarter;
        var together = Math.Min(Together, count);
        var sourceQuarter = sourceStride << logQuarter;
        var targetQuarter = (nint)Block << logQuarter;
        var x = stackalloc double*[Together];
        var y = stackalloc double*[Together];
        var c = stackalloc double*[Together];
        for (var start = 0; start < count; start += together)
        {
            for (var u = 0; u < together; u++)
            {
                var node = (start + u) >> logQuarter;
                var position = (4 * node * quarter) + ((start + u) & (quarter - 1));
                x[u] = source + (position * sourceStride);
                y[u] = target + ((nint)position * Block);
                c[u] = second + ((nint)2 * node * Prepared);
                var twiddle = first + ((nint)node * Prepared);
                var t = temporary + (4 * u * Block);
                TField.MultiplyPrepared(x[u] + (2 * sourceQuarter), twiddle, t);
                TField.MultiplyPrepared(x[u] + (3 * sourceQuarter), twiddle, t + Block);
            }

            for (var u = 0; u < together; u++)
            {
                var t = temporary + (4 * u * Block);
                TField.SumAndDifferenceLazy(x[u] + sourceQuarter, t + Block, t + (2 * Block), t + (3 * Block));
            }

            for (var u = 0; u < together; u++)
            {
                var t = temporary + (4 * u * Block);
                TField.MultiplyPrepared(t + (2 * Block), c[u], t + (2 * Block));
                TField.MultiplyPrepared(t + (3 * Block), c[u] + Prepared, t + (3 * Block));
            }

            for (var u = 0; u < together; u++)
            {
                var t = temporary + (4 * u * Block);
                TField.SplitQuad(
                    x[u], t, t + (2 * Block), t + (3 * Block),
                    y[u], y[u] + targetQuarter, y[u] + (2 * targetQuarter), y[u] + (3 * targetQuarter));
            }
        }
    }

    /// <summary>The first two levels on the roots of unity, where the twiddles are 1, 1 and i.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SplitPlain(double* source, nint sourceStride, double* target, int quarter, double* fourthRoot, double* temporary)
    {
        var sourceQuarter = sourceStride * quarter;
        var targetQuarter = (nint)Block * quarter;
        for (var start = 0; start < quarter; start += Together)
        {
            for (var u = 0; u < Together; u++)
            {
                var x = source + ((start + u) * sourceStride);
                var t = temporary + (2 * u * Block);
                TField.SumAndDifference(x + sourceQuarter, x + (3 * sourceQuarter), t, t + Block);
            }

            for (var u = 0; u < Together; u++)
            {
                var t = temporary + (2 * u * Block);
                TField.MultiplyPrepared(t + Block, fourthRoot, t + Block);
            }

            for (var u = 0; u < Together; u++)
            {
                var x = source + ((start + u) * sourceStride);
                var y = target + ((nint)(start + u) * Block);
                var t = temporary + (2 * u * Block);
                TField.SplitQuad(
                    x, x + (2 * sourceQuarter), t, t + Block, y, y + targetQuarter, y + (2 * targetQuarter), y + (3 * targetQuarter));
            }
        }
    }

    /// <summary>The first level of a row alone: x0 +- c x1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SplitPairs(double* source, nint sourceStride, double* target, int half, double* twiddle, double* temporary)
    {
        for (var i = 0; i < half; i++)
        {
            var x = source + (i * sourceStride);
            var y = target + ((nint)i * Block);
            var t = temporary + ((i % Temporaries) * Block);
            TField.MultiplyPrepared(x + (half * sourceStride), twiddle, t);
            TField.SumAndDifference(x, t, y, y + ((nint)half * Block));
        }
    }

    /// <summary>
    /// The last three levels of one node of eight rows, with v its first twiddle: after x_e v^e the twiddles left are powers of an
    /// eighth root of one, the same for all. Evaluations go to the eighths of the destination, in bit-reversed order.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SplitTail(double* source, BlockTwiddles<TField> twiddles, double* powers, double* temporary, double* target)
    {
        var x = temporary;
        TField.Transpose(source, (nint)_shape.RowBlocks * Block, x, Block);
        for (var e = 1; e < Lanes; e++)
            TField.Multiply(x + (e * Block), powers + ((e - 1) * Block), x + (e * Block));
        for (var e = 0; e < Lanes / 2; e++)
            TField.SumAndDifference(x + (e * Block), x + ((e + 4) * Block), x + (e * Block), x + ((e + 4) * Block));
        TField.MultiplyPrepared(x + (6 * Block), twiddles.FourthRoot, x + (6 * Block));
        TField.MultiplyPrepared(x + (7 * Block), twiddles.FourthRoot, x + (7 * Block));
        TField.SumAndDifference(x + Block, x + (3 * Block), x + Block, x + (3 * Block));
        TField.SumAndDifferenceLazy(x + (5 * Block), x + (7 * Block), x + (5 * Block), x + (7 * Block));
        TField.MultiplyPrepared(x + (3 * Block), twiddles.FourthRoot, x + (3 * Block));
        TField.MultiplyPrepared(x + (5 * Block), twiddles.EighthRoot, x + (5 * Block));
        TField.MultiplyPrepared(x + (7 * Block), twiddles.EighthRootCubed, x + (7 * Block));
        var y = x + (Lanes * Block);
        TField.SplitQuad(x, x + (2 * Block), x + Block, x + (3 * Block), y, y + Block, y + (2 * Block), y + (3 * Block));
        TField.SplitQuad(
            x + (4 * Block), x + (6 * Block), x + (5 * Block), x + (7 * Block),
            y + (4 * Block), y + (5 * Block), y + (6 * Block), y + (7 * Block));
        var eighth = ((nint)Size / Lanes / Lanes) * Block;
        for (var e = 0; e < Lanes; e++)
            TField.Reduce(y + (e * Block), target + (TransformShape.Reverse(e, 3) * eighth));
    }
}
