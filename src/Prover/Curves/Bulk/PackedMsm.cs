using System.Buffers;
using System.Runtime.CompilerServices;
using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Fields.Bulk;

namespace ZkStyle.Prover.Curves.Bulk;

/// <summary>
/// Pippenger's method over packed points: references to them are sorted by digit, the buckets are added up in
/// affine coordinates, and so are the weighted sums of the buckets. Tasks share nothing.
/// </summary>
internal static unsafe class PackedMsm<TLanes, TDouble, TLong>
    where TLanes : struct, IVectorLanes<TDouble, TLong>
    where TDouble : struct
    where TLong : struct
{
    /// <summary>The sum of scalar_i * base_i.</summary>
    public static G1Jacobian Compute(byte* bases, MsmDigits digits, int maxThreads)
    {
        var tasks = MsmPlan.Tasks(digits.Windows, digits.Count, maxThreads);
        var sums = new G1Jacobian[tasks.Length];
        var address = (nint)bases;
        ParallelLoop.For(tasks.Length, maxThreads, i =>
        {
            var task = tasks[i];
            var window = digits.Window(task.Window, task.First, task.Count);
            sums[i] = SumWindow((byte*)address + ((nint)task.First * PackedPoint.ByteLength), window, digits.Width);
        });

        var total = G1Jacobian.Infinity;
        var next = tasks.Length - 1;
        for (var window = digits.Windows - 1; window >= 0; window--)
        {
            for (var i = 0; i < digits.Width && !total.IsInfinity; i++)
                total = total.Double();
            for (; next >= 0 && tasks[next].Window == window; next--)
                total += sums[next];
        }

        return total;
    }

    private static G1Jacobian SumWindow(byte* bases, ReadOnlySpan<short> digits, int width)
    {
        var buckets = 1 << (width - 1);
        var bits = new BucketBits(width);

        // Sums of buckets, then of rows and columns, then of bits; at most as many each as there are terms.
        var scratch = PointScratch.Rent(
            digits.Length + (2 * buckets) + bits.MaxTerms + BlockLayout.Lanes, Math.Max(digits.Length, Math.Max(2 * (buckets + 1), bits.MaxTerms)));
        var starts = ArrayPool<int>.Shared.Rent(buckets + 2);
        var sums = ArrayPool<uint>.Shared.Rent(buckets + 1);
        try
        {
            var adder = new PackedPointAdder<TLanes, TDouble, TLong>(bases, scratch);
            var references = scratch.References;
            Sort(digits, starts.AsSpan(0, buckets + 2), references);

            // The first group would be that of digit zero.
            adder.SumGroups(references, starts.AsSpan(1, buckets + 1), sums.AsSpan(1));
            bits.Gather(sums.AsSpan(0, buckets + 1), references);
            adder.SumGroups(references, bits.Starts, bits.Sums);
            bits.GatherBits(references);
            adder.SumGroups(references, bits.BitStarts, bits.BitSums);

            var total = G1Jacobian.Infinity;
            for (var bit = width - 1; bit >= 0; bit--)
            {
                total = total.Double();
                if (bits.BitSums[bit] != PointReference.None)
                    total += adder.Read(bits.BitSums[bit]);
            }

            return total;
        }
        finally
        {
            ArrayPool<uint>.Shared.Return(sums);
            ArrayPool<int>.Shared.Return(starts);
            PointScratch.Return(scratch);
        }
    }

    /// <summary>Sorts references to points by their digit's magnitude; starts[d] becomes where those of d start.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sort(ReadOnlySpan<short> digits, Span<int> starts, uint* references)
    {
        starts.Clear();
        fixed (int* places = starts)
        fixed (short* source = digits)
        {
            var count = digits.Length;
            for (var i = 0; i < count; i++)
            {
                int digit = source[i];
                var sign = digit >> 31;
                places[(digit ^ sign) - sign]++;
            }

            // Each place becomes its group's end, and placing from the last point to the first makes it the start.
            var sum = 0;
            for (var b = 0; b < starts.Length; b++)
            {
                sum += places[b];
                places[b] = sum;
            }

            for (var i = count - 1; i >= 0; i--)
            {
                int digit = source[i];
                var sign = digit >> 31;
                references[--places[(digit ^ sign) - sign]] = (uint)i | ((uint)sign & PointReference.Sign);
            }
        }
    }
}
