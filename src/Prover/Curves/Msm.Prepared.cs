using System.Runtime.Intrinsics;
using ZkStyle.Prover.Curves.Bulk;
using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Fields.Bulk;

namespace ZkStyle.Prover.Curves;

public static partial class Msm
{
    /// <summary>The sum of scalar_i * base_i over the first bases.</summary>
    /// <param name="bases">Prepared points on the curve.</param>
    /// <param name="scalars">At most as many scalars as there are bases.</param>
    /// <param name="maxThreads">Threads at most; -1 for one per logical processor.</param>
    /// <returns>The sum; infinity for no points.</returns>
    /// <exception cref="ArgumentException">More scalars than bases.</exception>
    public static G1Jacobian Compute(MsmBases bases, ReadOnlyMemory<Fr> scalars, int maxThreads = -1)
    {
        CheckPrepared(bases, scalars.Length);
        if (scalars.IsEmpty)
            return G1Jacobian.Infinity;
        if (!bases.IsPacked)
            return ComputeScalar(bases.Points[..scalars.Length], scalars, maxThreads);
        using var digits = MsmDigits.FromElements(scalars, maxThreads);
        return ComputePacked(bases, digits, maxThreads);
    }

    /// <summary>The sum of scalar_i * base_i over the first bases, for scalars in bulk form.</summary>
    /// <typeparam name="TField">What the scalars are computed with.</typeparam>
    /// <param name="bases">Prepared points on the curve.</param>
    /// <param name="scalars">The scalars: normal blocks of magnitude at most 64.</param>
    /// <param name="count">How many of the scalars count; at most as many as there are bases.</param>
    /// <param name="maxThreads">Threads at most; -1 for one per logical processor.</param>
    /// <returns>The sum; infinity for no points.</returns>
    /// <exception cref="ArgumentException">More scalars than bases, or than the buffer holds.</exception>
    public static unsafe G1Jacobian Compute<TField>(MsmBases bases, BlockBuffer scalars, int count, int maxThreads = -1)
        where TField : struct, IBlockField<ScalarFieldModulus>
    {
        CheckPrepared(bases, count);
        if (count > scalars.Length)
            throw new ArgumentException($"A buffer of {scalars.Length} scalars has no {count}.", nameof(count));
        if (count == 0)
            return G1Jacobian.Infinity;
        if (!bases.IsPacked)
        {
            var elements = new Fr[scalars.Blocks * BlockLayout.Lanes];
            fixed (Fr* destination = elements)
            {
                for (var block = 0; block < BlockLayout.Blocks(count); block++)
                    TField.ToElements(scalars.Block(block), destination + (block * BlockLayout.Lanes));
            }

            return ComputeScalar(bases.Points[..count], elements.AsMemory(0, count), maxThreads);
        }

        using var digits = MsmDigits.FromBlocks<TField>(scalars, count, maxThreads);
        return ComputePacked(bases, digits, maxThreads);
    }

    /// <summary>
    /// The sum of scalar_i * base_i over the first bases for small signed integers; the cost grows with the bits of the
    /// largest, and zeros are free.
    /// </summary>
    /// <param name="bases">Prepared points on the curve.</param>
    /// <param name="scalars">At most as many integers as there are bases.</param>
    /// <param name="maxThreads">Threads at most; -1 for one per logical processor.</param>
    /// <returns>The sum; infinity for no points.</returns>
    /// <exception cref="ArgumentException">More scalars than bases.</exception>
    public static G1Jacobian ComputeSmall(MsmBases bases, ReadOnlyMemory<long> scalars, int maxThreads = -1)
    {
        CheckPrepared(bases, scalars.Length);
        var (bits, nonZero) = MsmDigits.Measure(scalars.Span);
        if (bits == 0)
            return G1Jacobian.Infinity;
        if (!bases.IsPacked)
            return ComputeSmallScalar(bases.Points[..scalars.Length], scalars, maxThreads);
        if (bits > MaxSmallBits)
            return Compute(bases, ToElements(scalars.Span), maxThreads);
        using var digits = MsmDigits.FromIntegers(scalars, bits, nonZero, maxThreads);
        return ComputePacked(bases, digits, maxThreads);
    }

    private static unsafe G1Jacobian ComputePacked(MsmBases bases, MsmDigits digits, int maxThreads)
    {
        var sum = Lanes512.IsSupported
            ? PackedMsm<Lanes512, Vector512<double>, Vector512<long>>.Compute(bases.Packed, digits, maxThreads)
            : PackedMsm<Lanes256, Vector256<double>, Vector256<long>>.Compute(bases.Packed, digits, maxThreads);

        // The memory must outlive the tasks that read it.
        GC.KeepAlive(bases);
        return sum;
    }

    private static void CheckPrepared(MsmBases bases, int count)
    {
        bases.ThrowIfDisposed();
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count > bases.Count)
            throw new ArgumentException($"{count} scalars need as many bases, got {bases.Count}.", nameof(count));
    }
}
