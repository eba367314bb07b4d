namespace ZkStyle.Prover.Fields.Bulk;

/// <summary>
/// The bulk form of field elements: blocks of eight, limb by limb, so that a vector register holds the same limb of
/// several elements. Limb i of lane j lies at double 8 i + j of the block.
/// </summary>
/// <remarks>
/// The vector kernels hold an element a as a 2^260 mod p (up to a small multiple of p) in five limbs of radix 2^52:
/// integers kept in doubles, so that the fused multiply-add of the floating-point unit gives both halves of a
/// product exactly. A block is <em>normal</em> when limbs 0 to 3 lie in [-2^51, 2^51]; limb 4 takes what is left.
/// The <em>magnitude</em> of a block is a bound M with |value| at most M p for every lane.
/// Source of the exact products: Emmart, Zheng, Weems, "Faster Modular Exponentiation Using Double Precision
/// Floating Point Arithmetic on the GPU", ARITH 2018. <see cref="ScalarBlocks{TModulus}"/>, for machines
/// without these instructions, keeps eight ordinary elements in the same space.
/// </remarks>
public static class BlockLayout
{
    /// <summary>Elements of a block.</summary>
    public const int Lanes = 8;

    /// <summary>Limbs of an element.</summary>
    public const int Limbs = 5;

    /// <summary>Doubles of a block.</summary>
    public const int Doubles = Lanes * Limbs;

    /// <summary>Doubles of a broadcast scalar.</summary>
    public const int ScalarDoubles = Limbs;

    /// <summary>Doubles of a prepared factor: a broadcast scalar for each limb of what it multiplies.</summary>
    public const int PreparedDoubles = Limbs * Limbs;

    /// <summary>Bits of a limb.</summary>
    public const int LimbBits = 52;

    /// <summary>Blocks that hold a number of elements.</summary>
    public static int Blocks(int elements) => (elements + Lanes - 1) / Lanes;
}
