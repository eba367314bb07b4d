using System.Runtime.InteropServices;
using ZkStyle.Prover.Curves;

namespace ZkStyle.Prover.Plonk;

/// <summary>
/// What (V1) to (V7) leave of a proof to check: that <c>e(F + mu W', [1]_2) = e(W', [tau]_2)</c>, with F + mu W' as factors of
/// the key's and the proof's points.
/// </summary>
/// <param name="KeyFactors">Factors of the key's commitments and, last, of the generator.</param>
/// <param name="Points">The proof's points; W' is the last one.</param>
/// <param name="PointFactors">Their factors.</param>
internal sealed record PlonkOpening(Fr[] KeyFactors, List<G1Affine> Points, Fr[] PointFactors)
{
    /// <summary>The sum of a key's points and of proofs' points, each times its factor.</summary>
    /// <param name="keyPoints">The key's commitments and the generator.</param>
    /// <param name="keyFactors">A factor for each.</param>
    /// <param name="points">Points of proofs.</param>
    /// <param name="pointFactors">A factor for each.</param>
    /// <returns>The sum.</returns>
    public static G1Jacobian Sum(PointMultiples keyPoints, Fr[] keyFactors, List<G1Affine> points, Fr[] pointFactors)
    {
        var adder = new BatchAffineAdder();
        var multiples = new PointMultiples(CollectionsMarshal.AsSpan(points), StrausSum.WidthForOnce, adder);
        return StrausSum.Compute([(keyPoints, keyFactors), (multiples, pointFactors)], adder);
    }
}
