using System.Collections.Concurrent;
using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Fields.Bulk;

namespace ZkStyle.Prover.Polynomials;

/// <summary>
/// The number-theoretic transform of scalars in bulk form, between coefficients and evaluations on shift * {omega^i}, i = 0..n-1,
/// both in natural order and out of place. What it computes is what <see cref="EvaluationDomain"/> computes.
/// Safe for use by several threads, as long as no two write the same buffer.
/// </summary>
/// <typeparam name="TField">The arithmetic.</typeparam>
/// <remarks>
/// The polynomial is a matrix, rows times columns, row after row. The upper levels of the remainder tree
/// (<see cref="EvaluationDomain"/>) act within columns: eight columns lie in the lanes of a block and share all twiddles. The
/// levels after them act within rows, with a row's elements in lanes and the row's own twiddles, down to nodes
/// of eight elements. Those are transposed so that lanes hold eight rows, for the last three levels, and are then where natural
/// order wants them. Two passes over memory in all, each working on a group that fits the cache.
/// Source: Bailey, "FFTs in external or hierarchical memory", 1989; the tree is that of Gentleman, Sande, 1966.
/// </remarks>
public sealed unsafe partial class BlockTransform<TField> : IDisposable
    where TField : struct, IBlockField<ScalarFieldModulus>
{
    /// <summary>The largest magnitude that inputs may have.</summary>
    public const int InputMagnitude = 8;

    /// <summary>The largest magnitude that outputs have.</summary>
    public const int OutputMagnitude = 2;

    private const int Lanes = BlockLayout.Lanes;

    private const int Block = BlockLayout.Doubles;

    private const int Prepared = BlockLayout.PreparedDoubles;

    private readonly ConcurrentDictionary<(Fr Shift, bool IsInverse), Lazy<BlockTwiddles<TField>>> _twiddles = new();
    private readonly BlockPool _groups = new();
    private readonly EvaluationDomain? _small;
    private readonly TransformShape _shape;
    private readonly Lazy<Fr[]> _powers;
    private readonly Lazy<Fr[]> _inversePowers;

    /// <summary>A transform of 2^logSize elements.</summary>
    /// <param name="logSize">log2 of the size, 0 to 28.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such domain.</exception>
    public BlockTransform(int logSize)
    {
        if (logSize is < 0 or > EvaluationDomain.MaxLogSize)
        {
            throw new ArgumentOutOfRangeException(
                nameof(logSize), logSize, $"A transform has 2^0 to 2^{EvaluationDomain.MaxLogSize} elements.");
        }

        LogSize = logSize;
        _shape = new TransformShape(logSize);
        _powers = Powers(isInverse: false);
        _inversePowers = Powers(isInverse: true);
        if (logSize < TransformShape.Minimum)
            _small = new EvaluationDomain(logSize);
    }

    /// <summary>log2 of the number of elements.</summary>
    public int LogSize { get; }

    /// <summary>Number of elements.</summary>
    public int Size => 1 << LogSize;

    /// <summary>
    /// Evaluates a polynomial at shift * omega^i, i = 0..n-1. The first call with a shift computes its tables, 60 bytes an element, which
    /// are kept; the shift itself costs nothing.
    /// </summary>
    /// <param name="coefficients">As many as the size, lowest degree first: normal blocks of magnitude at most 8. Not changed.</param>
    /// <param name="evaluations">Takes the values in the order of i: normal, of magnitude at most 0.51. Another buffer.</param>
    /// <param name="shift">Of the coset, not zero; one for the roots of unity themselves.</param>
    /// <param name="maxThreads">Threads at most; -1 for one per logical processor.</param>
    /// <exception cref="ArgumentException">The buffers are one, or have another size, or the shift is zero.</exception>
    public void Forward(BlockBuffer coefficients, BlockBuffer evaluations, Fr shift, int maxThreads = -1)
    {
        Check(coefficients, evaluations, shift);
        if (_small is not null)
        {
            TransformSmall(coefficients, evaluations, values => _small.ForwardCoset(values, shift, 1));
            return;
        }

        var twiddles = Twiddles(shift, isInverse: false, maxThreads);
        ForGroups(_shape.RowBlocks, maxThreads, (columns, group) => SplitColumns(coefficients, evaluations, twiddles, columns, group));
        ForGroups(_shape.RowGroups, maxThreads, (rows, group) => SplitRows(evaluations, twiddles, rows, group));
        KeepAlive(coefficients, evaluations);
    }

    /// <summary>
    /// The coefficients of the polynomial with given values at shift * omega^i, i = 0..n-1. The first call with a shift
    /// computes its tables, 60 bytes an element, which are kept; the shift itself costs nothing.
    /// </summary>
    /// <param name="evaluations">As many as the size, in the order of i: normal blocks of magnitude at most 8. Not changed.</param>
    /// <param name="coefficients">Takes the coefficients, lowest degree first: normal, of magnitude at most 1.7. Another buffer.</param>
    /// <param name="shift">Of the coset, not zero; one for the roots of unity themselves.</param>
    /// <param name="maxThreads">Threads at most; -1 for one per logical processor.</param>
    /// <exception cref="ArgumentException">The buffers are one, or have another size, or the shift is zero.</exception>
    public void Inverse(BlockBuffer evaluations, BlockBuffer coefficients, Fr shift, int maxThreads = -1)
    {
        Check(evaluations, coefficients, shift);
        if (_small is not null)
        {
            TransformSmall(evaluations, coefficients, values => _small.InverseCoset(values, shift, 1));
            return;
        }

        var twiddles = Twiddles(shift, isInverse: true, maxThreads);
        ForGroups(_shape.RowGroups, maxThreads, (rows, group) => JoinRows(evaluations, coefficients, twiddles, rows, group));
        ForGroups(_shape.RowBlocks, maxThreads, (columns, group) => JoinColumns(coefficients, twiddles, columns, group));
        KeepAlive(evaluations, coefficients);
    }

    /// <summary>Makes the tables of a shift before the first transform asks for them, on several threads.</summary>
    /// <param name="shift">Of the coset, not zero.</param>
    /// <param name="isInverse">Whether for <see cref="Inverse"/>.</param>
    /// <param name="maxThreads">Threads at most; -1 for one per logical processor.</param>
    /// <exception cref="ArgumentException">The shift is zero.</exception>
    public void Prepare(Fr shift, bool isInverse, int maxThreads = -1)
    {
        if (shift.IsZero)
            throw new ArgumentException("A coset's shift is not zero.", nameof(shift));
        if (_small is null)
            _ = Twiddles(shift, isInverse, maxThreads);
    }

    /// <summary>Frees the tables; no transform may be running.</summary>
    public void Dispose()
    {
        foreach (var twiddles in _twiddles.Values)
            twiddles.Value.Dispose();
        _twiddles.Clear();
        _groups.Dispose();
    }

    private void Check(BlockBuffer source, BlockBuffer destination, Fr shift)
    {
        if (source.Length != Size || destination.Length != Size)
            throw new ArgumentException($"This transform has {Size} elements, got buffers of {source.Length} and {destination.Length}.", nameof(source));
        if (ReferenceEquals(source, destination))
            throw new ArgumentException("A transform writes to another buffer than it reads.", nameof(destination));
        if (shift.IsZero)
            throw new ArgumentException("A coset's shift is not zero.", nameof(shift));
    }

    /// <summary>Threads work on bare pointers: what owns the memory is not collected before they are done.</summary>
    private void KeepAlive(BlockBuffer source, BlockBuffer destination)
    {
        GC.KeepAlive(this);
        GC.KeepAlive(source);
        GC.KeepAlive(destination);
    }

    private BlockTwiddles<TField> Twiddles(Fr shift, bool isInverse, int maxThreads) =>
        _twiddles.GetOrAdd(
            (shift, isInverse),
            _ => new Lazy<BlockTwiddles<TField>>(() => new BlockTwiddles<TField>(
                _shape, shift, isInverse, (isInverse ? _inversePowers : _powers).Value, maxThreads))).Value;

    /// <summary>The powers that all twiddles of one direction are made of.</summary>
    private Lazy<Fr[]> Powers(bool isInverse) => new(() =>
    {
        var omega = EvaluationDomain.RootOfUnity(LogSize);
        return EvaluationDomain.BitReversedPowers(isInverse ? omega.Inverse() : omega, LogSize - 1);
    });

    /// <summary>Runs groups on several threads, each with room of its own for the blocks of one group and of a few butterflies.</summary>
    private void ForGroups(int count, int maxThreads, Action<int, nint> body)
    {
        var next = -1;
        var threads = Math.Min(ParallelLoop.Threads(maxThreads), count);
        ParallelLoop.For(threads, threads, _ =>
        {
            var group = _groups.Rent((_shape.GroupBlocks + Temporaries) * Lanes);
            for (var turn = Interlocked.Increment(ref next); turn < count; turn = Interlocked.Increment(ref next))
                body(turn, (nint)group.Data);
            _groups.Return(group);
        });
    }

    private void TransformSmall(BlockBuffer source, BlockBuffer destination, Action<Fr[]> transform)
    {
        var values = new Fr[source.Blocks * Lanes];
        fixed (Fr* pinned = values)
        {
            for (var i = 0; i < source.Blocks; i++)
                TField.ToElements(source.Block(i), pinned + (Lanes * i));
        }

        var exact = values[..Size];
        transform(exact);
        exact.CopyTo(values, 0);
        fixed (Fr* pinned = values)
        {
            for (var i = 0; i < source.Blocks; i++)
                TField.FromElements(pinned + (Lanes * i), destination.Block(i));
        }
    }
}
