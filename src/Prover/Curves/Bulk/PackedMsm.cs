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
        ParallelLoop.For(tasks.Length, maxThreads, i => sums[i] = SumTask((byte*)address, digits, tasks[i]));

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

    /// <summary>The sum of a range of points in some windows, weighted as if the first were the lowest.</summary>
    private static G1Jacobian SumTask(byte* bases, MsmDigits digits, MsmTask task)
    {
        var width = digits.Width;
        var bits = new BucketBits(width);

        // Digits have magnitudes from 0 to 2^(width-1).
        var buckets = (1 << (width - 1)) + 1;
        var terms = task.Windows * task.Count;
        var lineTerms = task.Windows * 2 * buckets;
        var bitTerms = task.Windows * bits.MaxTerms;

        // Sums of buckets, then of rows and columns, then of bits: less than their terms each.
        var scratch = PointScratch.Rent(terms + lineTerms + bitTerms + BlockLayout.Lanes, Math.Max(terms + task.Count, Math.Max(lineTerms, bitTerms)));
        var starts = ArrayPool<int>.Shared.Rent((task.Windows * Math.Max(buckets, bits.Lines)) + 1);
        var sums = ArrayPool<uint>.Shared.Rent(task.Windows * Math.Max(buckets, bits.Lines));
        try
        {
            var references = scratch.References;
            var adder = new PackedPointAdder<TLanes, TDouble, TLong>(bases + ((nint)task.First * PackedPoint.ByteLength), scratch);
            var position = 0;
            for (var w = 0; w < task.Windows; w++)
            {
                var window = digits.Window(task.Window + w, task.First, task.Count);
                Sort(window, starts.AsSpan(w * buckets, buckets), references, ref position, terms);
            }

            Sum(task.Windows * buckets, position);
            position = 0;
            for (var w = 0; w < task.Windows; w++)
                bits.Gather(sums.AsSpan(w * buckets, buckets), references, ref position, starts.AsSpan(w * bits.Lines));
            Sum(task.Windows * bits.Lines, position);
            position = 0;
            for (var w = 0; w < task.Windows; w++)
                bits.GatherBits(sums.AsSpan(w * bits.Lines, bits.Lines), references, ref position, starts.AsSpan(w * width));
            Sum(task.Windows * width, position);

            var total = G1Jacobian.Infinity;
            for (var bit = (task.Windows * width) - 1; bit >= 0; bit--)
            {
                total = total.Double();
                if (sums[bit] != PointReference.None)
                    total += adder.Read(sums[bit]);
            }

            return total;

            void Sum(int groups, int end)
            {
                starts[groups] = end;
                adder.SumGroups(references, starts.AsSpan(0, groups + 1), sums);
            }
        }
        finally
        {
            ArrayPool<uint>.Shared.Return(sums);
            ArrayPool<int>.Shared.Return(starts);
            PointScratch.Return(scratch);
        }
    }

    /// <summary>
    /// Sorts references to the points of a window by their digit's magnitude. Points of digit 0 weigh nothing: they go to a
    /// place of their own and their group stays empty.
    /// </summary>
    /// <param name="digits">The digits, one a point.</param>
    /// <param name="starts">Receives where the points of each magnitude start.</param>
    /// <param name="references">Receives the references.</param>
    /// <param name="position">Where they go; moves on.</param>
    /// <param name="aside">Where those of digit 0 go.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sort(ReadOnlySpan<short> digits, Span<int> starts, uint* references, ref int position, int aside)
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
            var start = position;
            places[0] += aside;
            for (var b = 1; b < starts.Length; b++)
            {
                position += places[b];
                places[b] = position;
            }

            for (var i = count - 1; i >= 0; i--)
            {
                int digit = source[i];
                var sign = digit >> 31;
                references[--places[(digit ^ sign) - sign]] = (uint)i | ((uint)sign & PointReference.Sign);
            }

            places[0] = start;
        }
    }
}
