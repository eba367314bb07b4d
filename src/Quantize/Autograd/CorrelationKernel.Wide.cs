using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ZkStyle.Quantize.Autograd;

/// <content>The 512-bit loops. Two groups of eight cells make a vector; they are neighbours, or the lines of a narrow image.</content>
internal static unsafe partial class CorrelationKernel
{
    private const int WideBlock = 8;

    // Loads the cells of two groups that taps meet.
    private interface IPairOfGroups
    {
        static abstract Vector512<float> Load(float* first, float* second);
    }

    private static void CorrelateWide<TLoad>(
        CorrelationPlan plan, int images, float* source, int* taps, float* weights, int firstBlock, int endBlock, float* target, bool add)
        where TLoad : struct, IPairOfGroups
    {
        var pairs = images * plan.Groups / 2;
        var sources = stackalloc float*[2 * Triple];
        var targets = stackalloc nint[Triple];
        for (var pair = 0; pair < pairs; pair += Triple)
        {
            var count = Math.Min(Triple, pairs - pair);
            for (var i = 0; i < Triple; i++)
            {
                var group = 2 * Math.Min(pair + i, pairs - 1);
                (var first, targets[i]) = Places(plan, group);
                sources[2 * i] = source + first;
                sources[(2 * i) + 1] = source + Places(plan, group + 1).Source;
            }

            for (var block = firstBlock; block < endBlock; block++)
            {
                var results = Math.Min(WideBlock, plan.Results - (block * WideBlock));
                var rows = target + ((long)block * WideBlock * plan.WideCells);
                WideTile<TLoad>(
                    sources, taps, plan.TapOffsets.Length, weights + ((long)block * WideBlock * plan.TapOffsets.Length),
                    rows + targets[0], count > 1 ? rows + targets[1] : null, count > 2 ? rows + targets[2] : null, plan.WideCells, results, add);
            }
        }
    }

    // Invariant: all sources + any tap + 7 stay inside the planes; rows of results that are null are not wanted.
    private static void WideTile<TLoad>(
        float** sources, int* taps, int tapCount, float* weights, float* r0, float* r1, float* r2, nint stride, int results, bool add)
        where TLoad : struct, IPairOfGroups
    {
        Vector512<float> a0 = default, a1 = default, a2 = default;
        Vector512<float> b0 = default, b1 = default, b2 = default;
        Vector512<float> c0 = default, c1 = default, c2 = default;
        Vector512<float> d0 = default, d1 = default, d2 = default;
        Vector512<float> e0 = default, e1 = default, e2 = default;
        Vector512<float> f0 = default, f1 = default, f2 = default;
        Vector512<float> g0 = default, g1 = default, g2 = default;
        Vector512<float> h0 = default, h1 = default, h2 = default;
        float* s0 = sources[0], s1 = sources[1], s2 = sources[2], s3 = sources[3], s4 = sources[4], s5 = sources[5];
        for (var k = 0; k < tapCount; k++)
        {
            nint offset = taps[k];
            var x0 = TLoad.Load(s0 + offset, s1 + offset);
            var x1 = TLoad.Load(s2 + offset, s3 + offset);
            var x2 = TLoad.Load(s4 + offset, s5 + offset);
            var w = Vector512.Create(weights[0]);
            a0 = Vector512.MultiplyAddEstimate(x0, w, a0);
            a1 = Vector512.MultiplyAddEstimate(x1, w, a1);
            a2 = Vector512.MultiplyAddEstimate(x2, w, a2);
            w = Vector512.Create(weights[1]);
            b0 = Vector512.MultiplyAddEstimate(x0, w, b0);
            b1 = Vector512.MultiplyAddEstimate(x1, w, b1);
            b2 = Vector512.MultiplyAddEstimate(x2, w, b2);
            w = Vector512.Create(weights[2]);
            c0 = Vector512.MultiplyAddEstimate(x0, w, c0);
            c1 = Vector512.MultiplyAddEstimate(x1, w, c1);
            c2 = Vector512.MultiplyAddEstimate(x2, w, c2);
            w = Vector512.Create(weights[3]);
            d0 = Vector512.MultiplyAddEstimate(x0, w, d0);
            d1 = Vector512.MultiplyAddEstimate(x1, w, d1);
            d2 = Vector512.MultiplyAddEstimate(x2, w, d2);
            w = Vector512.Create(weights[4]);
            e0 = Vector512.MultiplyAddEstimate(x0, w, e0);
            e1 = Vector512.MultiplyAddEstimate(x1, w, e1);
            e2 = Vector512.MultiplyAddEstimate(x2, w, e2);
            w = Vector512.Create(weights[5]);
            f0 = Vector512.MultiplyAddEstimate(x0, w, f0);
            f1 = Vector512.MultiplyAddEstimate(x1, w, f1);
            f2 = Vector512.MultiplyAddEstimate(x2, w, f2);
            w = Vector512.Create(weights[6]);
            g0 = Vector512.MultiplyAddEstimate(x0, w, g0);
            g1 = Vector512.MultiplyAddEstimate(x1, w, g1);
            g2 = Vector512.MultiplyAddEstimate(x2, w, g2);
            w = Vector512.Create(weights[7]);
            h0 = Vector512.MultiplyAddEstimate(x0, w, h0);
            h1 = Vector512.MultiplyAddEstimate(x1, w, h1);
            h2 = Vector512.MultiplyAddEstimate(x2, w, h2);
            weights += WideBlock;
        }

        WideWrite(r0, stride, results, add, a0, b0, c0, d0, e0, f0, g0, h0);
        if (r1 != null)
            WideWrite(r1, stride, results, add, a1, b1, c1, d1, e1, f1, g1, h1);
        if (r2 != null)
            WideWrite(r2, stride, results, add, a2, b2, c2, d2, e2, f2, g2, h2);
    }

    private static void WideWrite(
        float* row, nint stride, int results, bool add, Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d,
        Vector512<float> e, Vector512<float> f, Vector512<float> g, Vector512<float> h)
    {
        WidePut(row, add, a);
        if (results > 1)
            WidePut(row + (1 * stride), add, b);
        if (results > 2)
            WidePut(row + (2 * stride), add, c);
        if (results > 3)
            WidePut(row + (3 * stride), add, d);
        if (results > 4)
            WidePut(row + (4 * stride), add, e);
        if (results > 5)
            WidePut(row + (5 * stride), add, f);
        if (results > 6)
            WidePut(row + (6 * stride), add, g);
        if (results > 7)
            WidePut(row + (7 * stride), add, h);
    }

    private static void WidePut(float* row, bool add, Vector512<float> value) => (add ? Vector512.Load(row) + value : value).Store(row);

    // sums[result, tap] = sum over groups of packed[pair of groups, result, cell] * source[cell + tap].
    private static void WideProductTile<TLoad>(int groups, nint* sources, float* source, nint t0, nint t1, nint t2, float* packed, float* sums)
        where TLoad : struct, IPairOfGroups
    {
        Vector512<float> a0 = default, a1 = default, a2 = default;
        Vector512<float> b0 = default, b1 = default, b2 = default;
        Vector512<float> c0 = default, c1 = default, c2 = default;
        Vector512<float> d0 = default, d1 = default, d2 = default;
        Vector512<float> e0 = default, e1 = default, e2 = default;
        Vector512<float> f0 = default, f1 = default, f2 = default;
        Vector512<float> g0 = default, g1 = default, g2 = default;
        Vector512<float> h0 = default, h1 = default, h2 = default;
        for (var group = 0; group < groups; group += 2)
        {
            var x = source + sources[group];
            var y = source + sources[group + 1];
            var x0 = TLoad.Load(x + t0, y + t0);
            var x1 = TLoad.Load(x + t1, y + t1);
            var x2 = TLoad.Load(x + t2, y + t2);
            var v = Vector512.Load(packed);
            a0 = Vector512.MultiplyAddEstimate(x0, v, a0);
            a1 = Vector512.MultiplyAddEstimate(x1, v, a1);
            a2 = Vector512.MultiplyAddEstimate(x2, v, a2);
            v = Vector512.Load(packed + (2 * Lanes));
            b0 = Vector512.MultiplyAddEstimate(x0, v, b0);
            b1 = Vector512.MultiplyAddEstimate(x1, v, b1);
            b2 = Vector512.MultiplyAddEstimate(x2, v, b2);
            v = Vector512.Load(packed + (4 * Lanes));
            c0 = Vector512.MultiplyAddEstimate(x0, v, c0);
            c1 = Vector512.MultiplyAddEstimate(x1, v, c1);
            c2 = Vector512.MultiplyAddEstimate(x2, v, c2);
            v = Vector512.Load(packed + (6 * Lanes));
            d0 = Vector512.MultiplyAddEstimate(x0, v, d0);
            d1 = Vector512.MultiplyAddEstimate(x1, v, d1);
            d2 = Vector512.MultiplyAddEstimate(x2, v, d2);
            v = Vector512.Load(packed + (8 * Lanes));
            e0 = Vector512.MultiplyAddEstimate(x0, v, e0);
            e1 = Vector512.MultiplyAddEstimate(x1, v, e1);
            e2 = Vector512.MultiplyAddEstimate(x2, v, e2);
            v = Vector512.Load(packed + (10 * Lanes));
            f0 = Vector512.MultiplyAddEstimate(x0, v, f0);
            f1 = Vector512.MultiplyAddEstimate(x1, v, f1);
            f2 = Vector512.MultiplyAddEstimate(x2, v, f2);
            v = Vector512.Load(packed + (12 * Lanes));
            g0 = Vector512.MultiplyAddEstimate(x0, v, g0);
            g1 = Vector512.MultiplyAddEstimate(x1, v, g1);
            g2 = Vector512.MultiplyAddEstimate(x2, v, g2);
            v = Vector512.Load(packed + (14 * Lanes));
            h0 = Vector512.MultiplyAddEstimate(x0, v, h0);
            h1 = Vector512.MultiplyAddEstimate(x1, v, h1);
            h2 = Vector512.MultiplyAddEstimate(x2, v, h2);
            packed += WideBlock * 2 * Lanes;
        }

        (sums[0], sums[1], sums[2]) = (Vector512.Sum(a0), Vector512.Sum(a1), Vector512.Sum(a2));
        (sums[3], sums[4], sums[5]) = (Vector512.Sum(b0), Vector512.Sum(b1), Vector512.Sum(b2));
        (sums[6], sums[7], sums[8]) = (Vector512.Sum(c0), Vector512.Sum(c1), Vector512.Sum(c2));
        (sums[9], sums[10], sums[11]) = (Vector512.Sum(d0), Vector512.Sum(d1), Vector512.Sum(d2));
        (sums[12], sums[13], sums[14]) = (Vector512.Sum(e0), Vector512.Sum(e1), Vector512.Sum(e2));
        (sums[15], sums[16], sums[17]) = (Vector512.Sum(f0), Vector512.Sum(f1), Vector512.Sum(f2));
        (sums[18], sums[19], sums[20]) = (Vector512.Sum(g0), Vector512.Sum(g1), Vector512.Sum(g2));
        (sums[21], sums[22], sums[23]) = (Vector512.Sum(h0), Vector512.Sum(h1), Vector512.Sum(h2));
    }

    // Neighbouring groups: sixteen cells in a row.
    private readonly struct WholeLoad : IPairOfGroups
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Load(float* first, float* second) => Vector512.Load(first);
    }

    // Groups of two lines.
    private readonly struct PairLoad : IPairOfGroups
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Load(float* first, float* second) => Vector512.Create(Vector256.Load(first), Vector256.Load(second));
    }
}
