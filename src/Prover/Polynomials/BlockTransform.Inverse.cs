using System.Runtime.CompilerServices;
using ZkStyle.Prover.Fields.Bulk;

namespace ZkStyle.Prover.Polynomials;

/// <content>
/// From evaluations to coefficients: the forward transform's steps undone in the opposite order, each up to a factor of two a level that
/// the last butterflies divide by. Magnitudes: the first three levels add eight inputs of magnitude 8, to 64 at most,
/// and reduce or multiply each sum, to at most 1.5 + 64 * 0.51 / 84 = 1.89. A butterfly of four operands of magnitude M leaves a reduced
/// sum, products of at most 1.51 + 4 M / 160 or 2.51 + 2 M / 160, and a sum of two of the latter: at most 5.2 for M at most
/// 5.2. The last butterfly's results are products of normal blocks of magnitude at most 4 * 5.2, so at most 1.65, or reduced.
/// </content>
public sealed unsafe partial class BlockTransform<TField>
{
    /// <summary>The lower levels, for eight rows, each of which becomes consecutive blocks of the destination.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void JoinRows(BlockBuffer source, BlockBuffer destination, BlockTwiddles<TField> twiddles, int rows, nint group)
    {
        var data = (double*)group;
        var temporary = data + ((nint)_shape.GroupBlocks * Block);
        var levels = _shape.LogRowBlocks;
        for (var node = 0; node < _shape.RowBlocks; node++)
        {
            var place = rows + (TransformShape.Reverse(node, levels) * _shape.RowGroups);
            JoinTail(source.Block(place), twiddles, twiddles.Tail(rows, node), temporary, data + (node * Block));
        }

        for (var r = 0; r < Lanes; r++)
        {
            var row = (rows * Lanes) + r;
            var values = data + ((nint)r * _shape.RowBlocks * Block);
            var target = destination.Block(TransformShape.Reverse(row, _shape.LogRows) * _shape.RowBlocks);
            var level = levels - 2;
            for (; level > 0; level -= 2)
                JoinQuads(values, Block, values, levels - level - 2, 1 << level, twiddles.Row(row, level), twiddles.Row(row, level + 1), temporary);
            if (level == 0)
                JoinQuads(values, Block, target, levels - 2, 1, twiddles.Row(row, 0), twiddles.Row(row, 1), temporary);
            else
                JoinPairs(values, target, 1 << (levels - 1), twiddles.Row(row, 0), temporary);
        }
    }

    /// <summary>The upper levels, for eight columns, in their place of the destination.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void JoinColumns(BlockBuffer values, BlockTwiddles<TField> twiddles, int columns, nint group)
    {
        var data = (double*)group;
        var temporary = data + ((nint)_shape.GroupBlocks * Block);
        var stride = (nint)_shape.RowBlocks * Block;
        var level = _shape.LogRows - 2;
        JoinQuads(values.Block(columns), stride, data, 0, 1 << level, twiddles.Columns(level), twiddles.Columns(level + 1), temporary);
        for (level -= 2; level > 0; level -= 2)
        {
            JoinQuads(
                data, Block, data, _shape.LogRows - level - 2, 1 << level, twiddles.Columns(level), twiddles.Columns(level + 1), temporary);
        }

        JoinRoot(data, values.Block(columns), stride, _shape.Rows / 4, twiddles, temporary);
    }

    /// <summary>
    /// Two levels: four quarters y0 to y3 of node k become y0 + y1 + y2 + y3, c' (y0 - y1) + c'' (y2 - y3), c (y0 + y1 - y2 - y3) and
    /// c (c' (y0 - y1) - c'' (y2 - y3)), with the inverses c = first[k] of its twiddle and c', c'' of its children's.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void JoinQuads(
        double* source, nint sourceStride, double* target, int logQuarter, int nodes, double* first, double* second, double* temporary)
    {
        var quarter = 1 << logQuarter;
        var count = nodes << logQuarter;
        var together = Math.Min(Together, count);
        var sourceQuarter = sourceStride << logQuarter;
        var targetQuarter = (nint)Block << logQuarter;
        var x = stackalloc double*[Together];
        var c = stackalloc double*[Together];
        for (var start = 0; start < count; start += together)
        {
            for (var u = 0; u < together; u++)
            {
                var node = (start + u) >> logQuarter;
                var position = (4 * node * quarter) + ((start + u) & (quarter - 1));
                var y = source + (position * sourceStride);
                x[u] = target + ((nint)position * Block);
                c[u] = first + ((nint)node * Prepared);
                var t = temporary + (4 * u * Block);
                TField.JoinQuad(
                    y, y + sourceQuarter, y + (2 * sourceQuarter), y + (3 * sourceQuarter), t, t + Block, t + (2 * Block), t + (3 * Block));
            }

            for (var u = 0; u < together; u++)
            {
                var children = second + ((c[u] - first) * 2);
                var t = temporary + (4 * u * Block);
                TField.MultiplyPrepared(t + (2 * Block), children, t + (2 * Block));
                TField.MultiplyPrepared(t + (3 * Block), children + Prepared, t + (3 * Block));
                TField.MultiplyPrepared(t + Block, c[u], x[u] + (2 * targetQuarter));
            }

            for (var u = 0; u < together; u++)
            {
                var t = temporary + (4 * u * Block);
                TField.Reduce(t, x[u]);
                TField.Add(t + (2 * Block), t + (3 * Block), x[u] + targetQuarter);
                TField.SubtractLazy(t + (2 * Block), t + (3 * Block), t);
            }

            for (var u = 0; u < together; u++)
                TField.MultiplyPrepared(temporary + (4 * u * Block), c[u], x[u] + (3 * targetQuarter));
        }
    }

    /// <summary>The last two levels, with everything divided by n.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void JoinRoot(
        double* source, double* target, nint targetStride, int quarter, BlockTwiddles<TField> twiddles, double* temporary)
    {
        var targetQuarter = targetStride * quarter;
        for (var i = 0; i < quarter; i++)
        {
            var y = source + ((nint)i * Block);
            var x = target + (i * targetStride);
            var t = temporary + ((i % Together) * 4 * Block);
            TField.JoinQuad(
                y, y + ((nint)quarter * Block), y + ((nint)2 * quarter * Block), y + ((nint)3 * quarter * Block),
                t, t + Block, t + (2 * Block), t + (3 * Block));
            TField.MultiplyPrepared(t, twiddles.Scale, x);
            TField.MultiplyPrepared(t + Block, twiddles.ScaledRoot, x + (2 * targetQuarter));
            TField.MultiplyPrepared(t + (2 * Block), twiddles.ScaledChildren, t + (2 * Block));
            TField.MultiplyPrepared(t + (3 * Block), twiddles.ScaledChildren + Prepared, t + (3 * Block));
            TField.SumAndDifference(t + (2 * Block), t + (3 * Block), t, t + Block);
            TField.Reduce(t, x + targetQuarter);
            TField.MultiplyPrepared(t + Block, twiddles.Columns(0), x + (3 * targetQuarter));
        }
    }

    /// <summary>The last level of a row alone: y0 + y1 and c (y0 - y1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void JoinPairs(double* source, double* target, int half, double* twiddle, double* temporary)
    {
        for (var i = 0; i < half; i++)
        {
            var y = source + ((nint)i * Block);
            var x = target + ((nint)i * Block);
            var t = temporary + ((i % Together) * 2 * Block);
            TField.SumAndDifference(y, y + ((nint)half * Block), t, t + Block);
            TField.Reduce(t, x);
            TField.MultiplyPrepared(t + Block, twiddle, x + ((nint)half * Block));
        }
    }

    /// <summary>
    /// The last three levels of one node of eight rows, undone: from the eighths of the source, in bit-reversed order, to a block of each row.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void JoinTail(double* source, BlockTwiddles<TField> twiddles, double* powers, double* temporary, double* target)
    {
        var eighth = ((nint)Size / Lanes / Lanes) * Block;
        var x = temporary;
        TField.JoinQuad(
            source, source + (4 * eighth), source + (2 * eighth), source + (6 * eighth), x, x + (2 * Block), x + Block, x + (3 * Block));
        TField.JoinQuad(
            source + eighth, source + (5 * eighth), source + (3 * eighth), source + (7 * eighth),
            x + (4 * Block), x + (6 * Block), x + (5 * Block), x + (7 * Block));
        TField.MultiplyPrepared(x + (3 * Block), twiddles.FourthRoot, x + (3 * Block));
        TField.MultiplyPrepared(x + (5 * Block), twiddles.EighthRoot, x + (5 * Block));
        TField.MultiplyPrepared(x + (7 * Block), twiddles.EighthRootCubed, x + (7 * Block));
        TField.SumAndDifference(x + Block, x + (3 * Block), x + Block, x + (3 * Block));
        TField.SumAndDifference(x + (5 * Block), x + (7 * Block), x + (5 * Block), x + (7 * Block));
        TField.MultiplyPrepared(x + (6 * Block), twiddles.FourthRoot, x + (6 * Block));
        TField.MultiplyPrepared(x + (7 * Block), twiddles.FourthRoot, x + (7 * Block));
        TField.SumAndDifference(x, x + (4 * Block), x, x + (4 * Block));
        for (var e = 1; e < Lanes / 2; e++)
            TField.SumAndDifferenceLazy(x + (e * Block), x + ((e + 4) * Block), x + (e * Block), x + ((e + 4) * Block));
        TField.Reduce(x, x);
        for (var e = 1; e < Lanes; e++)
            TField.Multiply(x + (e * Block), powers + ((e - 1) * Block), x + (e * Block));
        TField.Transpose(x, Block, target, (nint)_shape.RowBlocks * Block);
    }
}
