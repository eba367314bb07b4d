using ZkStyle.Prover.Fields.Bulk;

namespace ZkStyle.Prover.Curves.Bulk;

/// <summary>What is kept of eight pairs of points while their batch waits for its inversion: blocks, in doubles.</summary>
internal static class PairLayout
{
    /// <summary>The first points' x; magnitude 0.51.</summary>
    public const int X = 0;

    /// <summary>The first points' y; magnitude 0.51.</summary>
    public const int Y = BlockLayout.Doubles;

    /// <summary>x of the second points less x of the first, not carried: the slopes' denominators.</summary>
    public const int Run = 2 * BlockLayout.Doubles;

    /// <summary>y of the second points less y of the first, not carried: the slopes' numerators.</summary>
    public const int Rise = 3 * BlockLayout.Doubles;

    /// <summary>The product of the chain's denominators before this one.</summary>
    public const int Prefix = 4 * BlockLayout.Doubles;

    /// <summary>Doubles in all.</summary>
    public const int Doubles = 5 * BlockLayout.Doubles;
}
