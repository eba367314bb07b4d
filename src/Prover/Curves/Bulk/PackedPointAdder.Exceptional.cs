using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Fields.Bulk;

namespace ZkStyle.Prover.Curves.Bulk;

internal sealed unsafe partial class PackedPointAdder<TLanes, TDouble, TLong>
{
    /// <summary>
    /// Infinity has -2^47 for the highest limb of x. Coordinates are within 0.51 p, so theirs are within 2^45.
    /// </summary>
    private const double LeastFinite = -(1L << (PackedPoint.TopBiasBits - 1));

    /// <summary>Whether a pair of the batch has no chord: equal x, or an infinite point.</summary>
    private bool HasExceptional()
    {
        for (var lane = 0; lane < BlockLayout.Lanes; lane++)
        {
            if (_least[lane] < LeastFinite)
                return true;
        }

        return VectorBlocks<BaseFieldModulus, TLanes, TDouble, TLong>.ZeroLanes(_totalPrefixes + ((Chains - 1) * Block)) != 0;
    }

    /// <summary>Lists the pairs without a chord, gives them one for a denominator and multiplies the denominators again.</summary>
    private List<int> SetExceptionalApart(int blocks)
    {
        var exceptional = new List<int>();
        var carried = _products;
        for (var g = 0; g < blocks; g++)
        {
            var pair = _pairBlocks + (g * PairLayout.Doubles);
            var run = pair + PairLayout.Run;
            VectorBlocks<BaseFieldModulus, TLanes, TDouble, TLong>.Add(run, _zero, carried);
            var mask = VectorBlocks<BaseFieldModulus, TLanes, TDouble, TLong>.ZeroLanes(carried);
            for (var lane = 0; lane < BlockLayout.Lanes; lane++)
            {
                var left = pair[PairLayout.X + 32 + lane];
                mask |= left < LeastFinite || left + run[32 + lane] < LeastFinite ? 1 << lane : 0;
                if ((mask >> lane & 1) != 0)
                    exceptional.Add((BlockLayout.Lanes * g) + lane);
            }

            if (mask != 0)
                VectorBlocks<BaseFieldModulus, TLanes, TDouble, TLong>.SetLanes(run, mask, Fp.One);
            MultiplyPrefix(pair);
        }

        TakeTotals(blocks);
        MultiplyTotals();
        return exceptional;
    }

    /// <summary>Overwrites the sums of the listed pairs with those that the complete formulas give.</summary>
    private void AddExceptional(List<int> exceptional)
    {
        var points = new G1Affine[2 * exceptional.Count];
        var pairs = new AffinePair[exceptional.Count];
        for (var i = 0; i < pairs.Length; i++)
        {
            points[2 * i] = Read(_pairs[2 * exceptional[i]]);
            points[(2 * i) + 1] = Read(_pairs[(2 * exceptional[i]) + 1]);
            pairs[i] = new AffinePair(2 * i, (2 * i) + 1, i);
        }

        var sums = new G1Affine[pairs.Length];
        _scratch.ExceptionalAdder.Add(points, points, sums, pairs);
        for (var i = 0; i < sums.Length; i++)
            PackedPoint.Write(sums[i], (ulong*)(_scratch.Arena + ((nuint)(NextSlot + exceptional[i]) * PackedPoint.ByteLength)));
    }
}
