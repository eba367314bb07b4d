namespace ZkStyle.Prover.Curves.Bulk;

/// <summary>
/// A point by its place: 30 bits of index, a bit that tells sums in the scratch arena from bases, and a bit that negates.
/// </summary>
internal static class PointReference
{
    /// <summary>Set where the point is to be negated.</summary>
    public const uint Sign = 1U << 31;

    /// <summary>Set where the point lies in the scratch arena.</summary>
    public const uint Arena = 1U << ArenaShift;

    /// <summary>Position of <see cref="Arena"/>.</summary>
    public const int ArenaShift = 30;

    /// <summary>The place among the bases or in the arena.</summary>
    public const uint IndexMask = Arena - 1;

    /// <summary>No point: the sum of an empty group.</summary>
    public const uint None = uint.MaxValue;
}
