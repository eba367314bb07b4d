using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ZkStyle.Quantize.Autograd;

/// <summary>
/// The inner loops of single-precision convolution: results of a <see cref="CorrelationPlan"/>, and products summed
/// over cells for weight gradients. In 256 bits a tile of four results by three groups of eight cells (or by three taps)
/// stays in twelve registers; in 512 bits it is eight by three times sixteen. <see cref="ReferenceConvolution"/>
/// defines what both compute. How work is cut never changes the order of additions within one sum.
/// </summary>
internal static unsafe partial class CorrelationKernel
{
    private const int Lanes = CorrelationPlan.GroupCells;
    private const int Block = 4;
    private const int Triple = 3;

    private const int CacheLine = 64;

    // Groups of one pass over the weight gradient's taps: the gradients of a block of results stay in the first cache.
    private const int ChunkGroups = 128;

    /// <summary>Whether this machine has vectors; where they have 128 bits, the runtime splits each operation in two.</summary>
    public static bool IsSupported => Vector128.IsHardwareAccelerated;

    /// <summary>Whether 512-bit vectors are used where groups come in pairs.</summary>
    public static bool PrefersWide => Avx512F.IsSupported && Vector512.IsHardwareAccelerated;

    /// <summary>Results that a kernel computes together.</summary>
    /// <param name="wide">Whether it is the 512-bit one.</param>
    /// <returns>The number.</returns>
    public static int BlockSize(bool wide) => wide ? WideBlock : Block;

    /// <summary>Whether a plan can be run in 512 bits: its groups of eight cells come in pairs.</summary>
    /// <param name="plan">The plan.</param>
    /// <returns>Whether it can.</returns>
    public static bool CanBeWide(CorrelationPlan plan) => plan.Groups % 2 == 0;

    /// <summary>Floats of packed weights.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="wide">Whether they are for the 512-bit kernel.</param>
    /// <returns>The length.</returns>
    public static int PackedLength(CorrelationPlan plan, bool wide) => Blocks(plan, wide) * BlockSize(wide) * plan.TapOffsets.Length;

    /// <summary>Blocks of results.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="wide">Whether they are for the 512-bit kernel.</param>
    /// <returns>The number.</returns>
    public static int Blocks(CorrelationPlan plan, bool wide) => (plan.Results + BlockSize(wide) - 1) / BlockSize(wide);

    /// <summary>Reorders the weights of one block of results so that the inner loop reads them in sequence: [tap, result].</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="wide">Whether they are for the 512-bit kernel.</param>
    /// <param name="block">Which block.</param>
    /// <param name="weights">The convolution's weights, [o, i, line, column].</param>
    /// <param name="packed">All packed weights; the block's are written, zeros for results past the last.</param>
    public static void PackBlock(CorrelationPlan plan, bool wide, int block, ReadOnlySpan<float> weights, Span<float> packed)
    {
        var size = BlockSize(wide);
        var taps = plan.TapWeights;
        var target = packed.Slice(block * size * taps.Length, size * taps.Length);
        for (var r = 0; r < size; r++)
        {
            var result = (block * size) + r;
            if (result >= plan.Results)
            {
                for (var tap = 0; tap < taps.Length; tap++)
                    target[(tap * size) + r] = 0;
                continue;
            }

            var source = weights[(result * plan.ResultStride)..];
            for (var tap = 0; tap < taps.Length; tap++)
                target[(tap * size) + r] = source[taps[tap]];
        }
    }

    /// <summary>Computes a range of blocks of the result for some images.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="wide">Whether to use 512 bits.</param>
    /// <param name="images">How many images.</param>
    /// <param name="planes">Their planes, image after image.</param>
    /// <param name="packed">All packed weights.</param>
    /// <param name="firstBlock">The first block of results.</param>
    /// <param name="endBlock">The block after the last.</param>
    /// <param name="result">The results, [image, result, wide cell]; all blocks have their place.</param>
    /// <param name="add">Whether to add to what is there; otherwise it is overwritten.</param>
    public static void Correlate(
        CorrelationPlan plan, bool wide, int images, ReadOnlySpan<float> planes, ReadOnlySpan<float> packed, int firstBlock, int endBlock, Span<float> result, bool add)
    {
        CheckLengths(
            planes.Length >= images * plan.PreparedLength && packed.Length >= PackedLength(plan, wide) && result.Length >= images * plan.Results * plan.WideCells
            && firstBlock >= 0 && endBlock <= Blocks(plan, wide) && (!wide || CanBeWide(plan)));
        fixed (float* source = planes, weights = packed, target = result)
        fixed (int* taps = plan.TapOffsets)
        {
            if (!wide)
                CorrelateNarrow(plan, images, source, taps, weights, firstBlock, endBlock, target, add);
            else if (plan.GroupsPerLine % 2 == 0)
                CorrelateWide<WholeLoad>(plan, images, source, taps, weights, firstBlock, endBlock, target, add);
            else
                CorrelateWide<PairLoad>(plan, images, source, taps, weights, firstBlock, endBlock, target, add);
        }
    }

    /// <summary>weightGradient[o, tap] += sum over images and cells of gradients[o, cell] * planes[cell + tap], for some results and taps.</summary>
    /// <param name="plan">A forward plan.</param>
    /// <param name="wide">Whether to use 512 bits.</param>
    /// <param name="images">How many images.</param>
    /// <param name="planes">Their planes, image after image.</param>
    /// <param name="gradients">The result's gradients, [image, result, wide cell].</param>
    /// <param name="block">Which block of results.</param>
    /// <param name="firstTap">The first tap.</param>
    /// <param name="endTap">The tap after the last.</param>
    /// <param name="weightGradient">The weights' gradient, [o, i, line, column].</param>
    public static void AddProducts(
        CorrelationPlan plan, bool wide, int images, ReadOnlySpan<float> planes, ReadOnlySpan<float> gradients, int block, int firstTap, int endTap, Span<float> weightGradient)
    {
        CheckLengths(
            planes.Length >= images * plan.PreparedLength && gradients.Length >= images * plan.Results * plan.WideCells && !plan.IsBackward
            && weightGradient.Length >= plan.Shape.WeightLength && firstTap >= 0 && endTap <= plan.TapOffsets.Length && (!wide || CanBeWide(plan)));
        var size = BlockSize(wide);
        var first = block * size;
        var results = Math.Min(size, plan.Results - first);
        var sources = stackalloc nint[ChunkGroups];
        // The block's gradients in the order in which the tile reads them, a cache line's boundary first.
        var room = stackalloc float[(ChunkGroups * WideBlock * Lanes) + (CacheLine / sizeof(float))];
        var packed = (float*)(((nint)room + CacheLine - 1) & -CacheLine);
        var sums = stackalloc float[WideBlock * Triple];
        var total = images * plan.Groups;
        fixed (float* source = planes, gradient = gradients, weights = weightGradient)
        {
            for (var chunk = 0; chunk < total; chunk += ChunkGroups)
            {
                var groups = Math.Min(ChunkGroups, total - chunk);
                for (var g = 0; g < groups; g++)
                {
                    (sources[g], var target) = Places(plan, chunk + g);
                    var row = packed + (wide ? (g / 2 * WideBlock * 2 * Lanes) + (g % 2 * Lanes) : g * Block * Lanes);
                    for (var r = 0; r < size; r++)
                    {
                        var values = r < results ? Vector256.Load(gradient + ((long)(first + r) * plan.WideCells) + target) : default;
                        values.Store(row + (r * (wide ? 2 * Lanes : Lanes)));
                    }
                }

                for (var tap = firstTap; tap < endTap; tap += Triple)
                {
                    var count = Math.Min(Triple, endTap - tap);
                    nint t0 = plan.TapOffsets[tap], t1 = plan.TapOffsets[tap + Math.Min(1, count - 1)], t2 = plan.TapOffsets[tap + count - 1];
                    if (!wide)
                        ProductTile(groups, sources, source, t0, t1, t2, packed, sums);
                    else if (plan.GroupsPerLine % 2 == 0)
                        WideProductTile<WholeLoad>(groups, sources, source, t0, t1, t2, packed, sums);
                    else
                        WideProductTile<PairLoad>(groups, sources, source, t0, t1, t2, packed, sums);
                    for (var r = 0; r < results; r++)
                    {
                        for (var c = 0; c < count; c++)
                            weights[((long)(first + r) * plan.ResultStride) + tap + c] += sums[(r * Triple) + c];
                    }
                }
            }
        }
    }

    // Where a group of some image is: in the planes, and among the first channel's results.
    private static (nint Source, nint Target) Places(CorrelationPlan plan, int group)
    {
        var (image, within) = Math.DivRem(group, plan.Groups);
        return (((nint)image * plan.PreparedLength) + plan.GroupStart(within), ((nint)image * plan.Results * plan.WideCells) + (within * Lanes));
    }

    private static void CorrelateNarrow(
        CorrelationPlan plan, int images, float* source, int* taps, float* weights, int firstBlock, int endBlock, float* target, bool add)
    {
        var total = images * plan.Groups;
        for (var group = 0; group < total; group += Triple)
        {
            var count = Math.Min(Triple, total - group);
            var (s0, t0) = Places(plan, group);
            var (s1, t1) = Places(plan, Math.Min(group + 1, total - 1));
            var (s2, t2) = Places(plan, Math.Min(group + 2, total - 1));
            for (var block = firstBlock; block < endBlock; block++)
            {
                var results = Math.Min(Block, plan.Results - (block * Block));
                var rows = target + ((long)block * Block * plan.WideCells);
                Tile(
                    source + s0, source + s1, source + s2, taps, plan.TapOffsets.Length, weights + ((long)block * Block * plan.TapOffsets.Length),
                    rows + t0, count > 1 ? rows + t1 : null, count > 2 ? rows + t2 : null, plan.WideCells, results, add);
            }
        }
    }

    // Invariant: s0..s2 + any tap + 7 stay inside the planes; rows of results that are null are not wanted.
    private static void Tile(
        float* s0, float* s1, float* s2, int* taps, int tapCount, float* weights, float* r0, float* r1, float* r2, nint stride, int results, bool add)
    {
        Vector256<float> a0 = default, a1 = default, a2 = default, b0 = default, b1 = default, b2 = default;
        Vector256<float> c0 = default, c1 = default, c2 = default, d0 = default, d1 = default, d2 = default;
        for (var k = 0; k < tapCount; k++)
        {
            nint offset = taps[k];
            var x0 = Vector256.Load(s0 + offset);
            var x1 = Vector256.Load(s1 + offset);
            var x2 = Vector256.Load(s2 + offset);
            var w = Vector256.Create(weights[0]);
            a0 = Vector256.MultiplyAddEstimate(x0, w, a0);
            a1 = Vector256.MultiplyAddEstimate(x1, w, a1);
            a2 = Vector256.MultiplyAddEstimate(x2, w, a2);
            w = Vector256.Create(weights[1]);
            b0 = Vector256.MultiplyAddEstimate(x0, w, b0);
            b1 = Vector256.MultiplyAddEstimate(x1, w, b1);
            b2 = Vector256.MultiplyAddEstimate(x2, w, b2);
            w = Vector256.Create(weights[2]);
            c0 = Vector256.MultiplyAddEstimate(x0, w, c0);
            c1 = Vector256.MultiplyAddEstimate(x1, w, c1);
            c2 = Vector256.MultiplyAddEstimate(x2, w, c2);
            w = Vector256.Create(weights[3]);
            d0 = Vector256.MultiplyAddEstimate(x0, w, d0);
            d1 = Vector256.MultiplyAddEstimate(x1, w, d1);
            d2 = Vector256.MultiplyAddEstimate(x2, w, d2);
            weights += Block;
        }

        Write(r0, stride, results, add, a0, b0, c0, d0);
        if (r1 != null)
            Write(r1, stride, results, add, a1, b1, c1, d1);
        if (r2 != null)
            Write(r2, stride, results, add, a2, b2, c2, d2);
    }

    private static void Write(float* row, nint stride, int results, bool add, Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d)
    {
        Put(row, add, a);
        if (results > 1)
            Put(row + stride, add, b);
        if (results > 2)
            Put(row + (2 * stride), add, c);
        if (results > 3)
            Put(row + (3 * stride), add, d);
    }

    private static void Put(float* row, bool add, Vector256<float> value) => (add ? Vector256.Load(row) + value : value).Store(row);

    // sums[result, tap] = sum over groups of packed[group, result, cell] * source[cell + tap].
    private static void ProductTile(int groups, nint* sources, float* source, nint t0, nint t1, nint t2, float* packed, float* sums)
    {
        Vector256<float> a0 = default, a1 = default, a2 = default, b0 = default, b1 = default, b2 = default;
        Vector256<float> c0 = default, c1 = default, c2 = default, d0 = default, d1 = default, d2 = default;
        for (var group = 0; group < groups; group++)
        {
            var x = source + sources[group];
            var x0 = Vector256.Load(x + t0);
            var x1 = Vector256.Load(x + t1);
            var x2 = Vector256.Load(x + t2);
            var g = Vector256.Load(packed);
            a0 = Vector256.MultiplyAddEstimate(x0, g, a0);
            a1 = Vector256.MultiplyAddEstimate(x1, g, a1);
            a2 = Vector256.MultiplyAddEstimate(x2, g, a2);
            g = Vector256.Load(packed + Lanes);
            b0 = Vector256.MultiplyAddEstimate(x0, g, b0);
            b1 = Vector256.MultiplyAddEstimate(x1, g, b1);
            b2 = Vector256.MultiplyAddEstimate(x2, g, b2);
            g = Vector256.Load(packed + (2 * Lanes));
            c0 = Vector256.MultiplyAddEstimate(x0, g, c0);
            c1 = Vector256.MultiplyAddEstimate(x1, g, c1);
            c2 = Vector256.MultiplyAddEstimate(x2, g, c2);
            g = Vector256.Load(packed + (3 * Lanes));
            d0 = Vector256.MultiplyAddEstimate(x0, g, d0);
            d1 = Vector256.MultiplyAddEstimate(x1, g, d1);
            d2 = Vector256.MultiplyAddEstimate(x2, g, d2);
            packed += Block * Lanes;
        }

        (sums[0], sums[1], sums[2]) = (Vector256.Sum(a0), Vector256.Sum(a1), Vector256.Sum(a2));
        (sums[3], sums[4], sums[5]) = (Vector256.Sum(b0), Vector256.Sum(b1), Vector256.Sum(b2));
        (sums[6], sums[7], sums[8]) = (Vector256.Sum(c0), Vector256.Sum(c1), Vector256.Sum(c2));
        (sums[9], sums[10], sums[11]) = (Vector256.Sum(d0), Vector256.Sum(d1), Vector256.Sum(d2));
    }

    private static void CheckLengths(bool sufficient)
    {
        if (!sufficient)
            throw new ArgumentException("A buffer of the convolution is shorter than its shape needs.");
    }
}
