using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Fields.Bulk;

namespace ZkStyle.Prover.Curves.Bulk;

/// <summary>
/// Adds pairs of packed points in affine coordinates, eight at a time, with one inversion for a batch: six products a
/// pair (Montgomery's trick). Sums go to the scratch arena, one after another.
/// </summary>
/// <remarks>
/// The denominators are multiplied up in <see cref="Chains"/> independent chains a lane, so that products need not wait
/// for each other. Complete: where the product of a batch is zero or an operand is infinite, the pairs without a chord
/// are found, get one for a denominator, and are added by the scalar <see cref="BatchAffineAdder"/>.
/// </remarks>
internal sealed unsafe partial class PackedPointAdder<TLanes, TDouble, TLong>
    where TLanes : struct, IVectorLanes<TDouble, TLong>
    where TDouble : struct
    where TLong : struct
{
    /// <summary>Pairs of a batch. What is kept of them, 200 bytes each, stays in a level-2 cache.</summary>
    public const int Capacity = BlockLayout.Lanes * MaxBlocks;

    /// <summary>Doubles of <see cref="PointScratch.Work"/>.</summary>
    public const int WorkDoubles = PairDoubles + (((6 * Chains) + 2) * Block) + (Chains * 64) + 16 + Capacity;

    private const int MaxBlocks = 256;

    private const int Chains = 8;

    /// <summary>Blocks that points are fetched ahead of their use.</summary>
    private const int FetchAhead = 4;

    private const int Block = BlockLayout.Doubles;

    private const int PairDoubles = (MaxBlocks + Chains) * PairLayout.Doubles;

    private readonly PointScratch _scratch;
    private readonly byte* _bases;
    private readonly double* _pairBlocks;
    private readonly double* _totals;
    private readonly double* _totalPrefixes;
    private readonly double* _inverses;
    private readonly double* _slopes;
    private readonly double* _products;
    private readonly double* _differences;
    private readonly double* _words;
    private readonly double* _one;
    private readonly double* _zero;
    private readonly double* _signs;
    private readonly double* _least;
    private readonly uint* _pairs;
    private int _pairCount;

    /// <summary>An adder for one thread.</summary>
    /// <param name="bases">Packed points that references without <see cref="PointReference.Arena"/> mean.</param>
    /// <param name="scratch">Where sums go.</param>
    public PackedPointAdder(byte* bases, PointScratch scratch)
    {
        _bases = bases;
        _scratch = scratch;
        NextSlot = PointScratch.ReservedSlots;
        _pairBlocks = scratch.Work;
        _totals = _pairBlocks + PairDoubles;
        _totalPrefixes = _totals + (Chains * Block);
        _inverses = _totalPrefixes + (Chains * Block);
        _slopes = _inverses + (Chains * Block);
        _products = _slopes + (Chains * Block);
        _differences = _products + (Chains * Block);
        _one = _differences + (Chains * Block);
        _zero = _one + Block;
        _words = _zero + Block;
        _signs = _words + (Chains * 64);
        _least = _signs + 8;
        _pairs = (uint*)(_least + 8);
        new Span<double>(_zero, Block).Clear();
        new Span<double>(_one, Block).Clear();
        VectorBlocks<BaseFieldModulus, TLanes, TDouble, TLong>.SetLanes(_one, 0xFF, Fp.One);
    }

    /// <summary>The arena's next free place.</summary>
    public int NextSlot { get; private set; }

    /// <summary>
    /// Adds up groups of points, by halving all of them together until one point is left of each. Group g has the
    /// references from starts[g] to starts[g + 1]; they are overwritten.
    /// </summary>
    /// <param name="references">The groups' points.</param>
    /// <param name="starts">Where groups start, and where the last ends.</param>
    /// <param name="sums">Receives each group's sum, or <see cref="PointReference.None"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void SumGroups(uint* references, ReadOnlySpan<int> starts, Span<uint> sums)
    {
        var groups = starts.Length - 1;
        var rented = ArrayPool<int>.Shared.Rent(groups);
        var counts = rented.AsSpan(0, groups);
        for (var g = 0; g < groups; g++)
            counts[g] = starts[g + 1] - starts[g];
        var pairs = _pairs;
        bool again;
        do
        {
            again = false;
            for (var g = 0; g < counts.Length; g++)
            {
                var count = counts[g];
                if (count < 2)
                    continue;
                var group = references + starts[g];
                var half = count >> 1;
                for (var i = 0; i < half; i++)
                {
                    var n = _pairCount;
                    *(ulong*)(pairs + (2 * n)) = *(ulong*)(group + (2 * i));
                    group[i] = PointReference.Arena | (uint)(NextSlot + n);
                    _pairCount = ++n;
                    if (n == Capacity)
                        AddBatch();
                }

                if ((count & 1) != 0)
                    group[half] = group[count - 1];
                counts[g] = count - half;
                again |= count > 2;
            }

            // The next round reads this one's sums.
            if (_pairCount > 0)
                AddBatch();
        }
        while (again);

        for (var g = 0; g < groups; g++)
            sums[g] = counts[g] == 0 ? PointReference.None : references[starts[g]];
        ArrayPool<int>.Shared.Return(rented);
    }

    /// <summary>The point that a reference means.</summary>
    public G1Affine Read(uint reference)
    {
        var point = PackedPoint.Read((ulong*)Address(reference));
        return (reference & PointReference.Sign) != 0 ? -point : point;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte* Address(uint reference) =>
        ((reference & PointReference.Arena) != 0 ? _scratch.Arena : _bases)
            + ((nuint)(reference & PointReference.IndexMask) * PackedPoint.ByteLength);

    /// <summary>Adds the waiting pairs.</summary>
    private void AddBatch()
    {
        var blocks = BlockLayout.Blocks(_pairCount);
        for (var i = 2 * _pairCount; i < 2 * BlockLayout.Lanes * blocks; i += 2)
        {
            _pairs[i] = PointReference.Arena;
            _pairs[i + 1] = PointReference.Arena | 1;
        }

        LoadPairs(blocks);
        MultiplyTotals();
        var exceptional = HasExceptional() ? SetExceptionalApart(blocks) : null;
        InvertTotals();
        FinishPairs(blocks, _scratch.Arena + ((nuint)NextSlot * PackedPoint.ByteLength));
        if (exceptional is not null)
            AddExceptional(exceptional);
        NextSlot += _pairCount;
        _pairCount = 0;
    }

    /// <summary>Unpacks the pairs and multiplies the denominators of each chain.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void LoadPairs(int blocks)
    {
        var arenas = stackalloc byte*[2];
        arenas[0] = _bases;
        arenas[1] = _scratch.Arena;
        var rows = stackalloc double*[16];
        var signs = (ulong*)_signs;
        new Span<double>(_least, BlockLayout.Lanes).Clear();
        for (var c = 0; c < Chains; c++)
            Copy(_one, _pairBlocks + (c * PairLayout.Doubles) + PairLayout.Prefix);

        // Reading ahead stops at the last block, which is then fetched again and again.
        for (var i = 0; i < 16 * Math.Min(FetchAhead, blocks); i++)
            Fetch(arenas, _pairs[i]);
        for (var g = 0; g < blocks; g++)
        {
            var ahead = _pairs + (16 * Math.Min(g + FetchAhead, blocks - 1));
            for (var i = 0; i < 16; i++)
                Fetch(arenas, ahead[i]);

            var pairs = _pairs + (16 * g);
            var pair = _pairBlocks + (g * PairLayout.Doubles);
            for (var lane = 0; lane < BlockLayout.Lanes; lane++)
            {
                rows[lane] = (double*)Locate(arenas, pairs[2 * lane]);
                rows[8 + lane] = (double*)Locate(arenas, pairs[(2 * lane) + 1]);
                signs[lane] = (ulong)(pairs[2 * lane] >> 31) << 63;
            }

            LaneTranspose.Gather8(rows, _words);
            PointKernel<TLanes, TDouble, TLong>.LoadLeft(_words, _signs, pair, _least);
            for (var lane = 0; lane < BlockLayout.Lanes; lane++)
                signs[lane] = (ulong)(pairs[(2 * lane) + 1] >> 31) << 63;
            LaneTranspose.Gather8(rows + 8, _words);
            PointKernel<TLanes, TDouble, TLong>.LoadRight(_words, _signs, pair, _least);
            MultiplyPrefix(pair);
        }

        TakeTotals(blocks);
    }

    /// <summary>A chain's product is the prefix that a block after its last would have.</summary>
    private void TakeTotals(int blocks)
    {
        for (var end = blocks; end < blocks + Chains; end++)
            Copy(_pairBlocks + (end * PairLayout.Doubles) + PairLayout.Prefix, _totals + (end % Chains * Block));
    }

    /// <summary>The next prefix of a block's chain. A denominator is not carried, so it is the left factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyPrefix(double* pair) =>
        VectorBlocks<BaseFieldModulus, TLanes, TDouble, TLong>.Multiply(
            pair + PairLayout.Run, pair + PairLayout.Prefix, pair + (Chains * PairLayout.Doubles) + PairLayout.Prefix);

    private void MultiplyTotals()
    {
        Copy(_totals, _totalPrefixes);
        for (var c = 1; c < Chains; c++)
        {
            VectorBlocks<BaseFieldModulus, TLanes, TDouble, TLong>.Multiply(
                _totals + (c * Block), _totalPrefixes + ((c - 1) * Block), _totalPrefixes + (c * Block));
        }
    }

    /// <summary>The chains' inverses, from that of the product of all chains and lanes.</summary>
    private void InvertTotals()
    {
        var elements = stackalloc Fp[BlockLayout.Lanes];
        var prefixes = stackalloc Fp[BlockLayout.Lanes];
        var running = _slopes;
        VectorBlocks<BaseFieldModulus, TLanes, TDouble, TLong>.ToElements(_totalPrefixes + ((Chains - 1) * Block), elements);
        var product = Fp.One;
        for (var lane = 0; lane < BlockLayout.Lanes; lane++)
        {
            prefixes[lane] = product;
            product *= elements[lane];
        }

        var inverse = product.Inverse();
        for (var lane = BlockLayout.Lanes - 1; lane >= 0; lane--)
        {
            var element = elements[lane];
            elements[lane] = inverse * prefixes[lane];
            inverse *= element;
        }

        VectorBlocks<BaseFieldModulus, TLanes, TDouble, TLong>.FromElements(elements, running);
        for (var c = Chains - 1; c > 0; c--)
        {
            VectorBlocks<BaseFieldModulus, TLanes, TDouble, TLong>.Multiply(
                running, _totalPrefixes + ((c - 1) * Block), _inverses + (c * Block));
            VectorBlocks<BaseFieldModulus, TLanes, TDouble, TLong>.Multiply(running, _totals + (c * Block), running);
        }

        Copy(running, _inverses);
    }

    /// <summary>
    /// From the last block to the first: the inverse of each denominator, the slope, and the sum. Every step is done for one block
    /// of each chain before the next step.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FinishPairs(int blocks, byte* destination)
    {
        for (var first = (blocks - 1) / Chains * Chains; first >= 0; first -= Chains)
        {
            var count = Math.Min(Chains, blocks - first);
            var pairs = _pairBlocks + (first * PairLayout.Doubles);
            for (var c = 0; c < count; c++)
            {
                var pair = pairs + (c * PairLayout.Doubles);
                var inverse = _inverses + (c * Block);
                VectorBlocks<BaseFieldModulus, TLanes, TDouble, TLong>.Multiply(pair + PairLayout.Prefix, inverse, _slopes + (c * Block));
                VectorBlocks<BaseFieldModulus, TLanes, TDouble, TLong>.Multiply(pair + PairLayout.Run, inverse, inverse);
            }

            for (var c = 0; c < count; c++)
            {
                var slope = _slopes + (c * Block);
                VectorBlocks<BaseFieldModulus, TLanes, TDouble, TLong>.Multiply(
                    pairs + (c * PairLayout.Doubles) + PairLayout.Rise, slope, slope);
            }

            for (var c = 0; c < count; c++)
                VectorBlocks<BaseFieldModulus, TLanes, TDouble, TLong>.Square(_slopes + (c * Block), _products + (c * Block));
            for (var c = 0; c < count; c++)
            {
                PointKernel<TLanes, TDouble, TLong>.FinishX(
                    _products + (c * Block), pairs + (c * PairLayout.Doubles), _words + (c * 64), _differences + (c * Block));
            }

            for (var c = 0; c < count; c++)
            {
                VectorBlocks<BaseFieldModulus, TLanes, TDouble, TLong>.Multiply(
                    _differences + (c * Block), _slopes + (c * Block), _products + (c * Block));
            }

            for (var c = 0; c < count; c++)
            {
                var words = _words + (c * 64);
                PointKernel<TLanes, TDouble, TLong>.FinishY(_products + (c * Block), pairs + (c * PairLayout.Doubles), words + 32);
                var place = (double*)(destination + ((nint)(first + c) * BlockLayout.Lanes * PackedPoint.ByteLength));
                LaneTranspose.Square8(words, 8, place, 8);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* Locate(byte** arenas, uint reference) =>
        arenas[(reference >> PointReference.ArenaShift) & 1] + ((nuint)(reference & PointReference.IndexMask) * PackedPoint.ByteLength);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fetch(byte** arenas, uint reference)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(Locate(arenas, reference));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(double* source, double* destination)
    {
        for (var i = 0; i < Block; i += TLanes.Count)
            TLanes.Store(TLanes.Load(source + i), destination + i);
    }
}
