namespace ZkStyle.Prover.Fields;

/// <summary>
/// The order of BN254's groups, 21888242871839275222246405745257275088548364400416034343698204186575808495617;
/// 2^28 divides it minus one. Source: EIP-196.
/// </summary>
public readonly struct ScalarFieldModulus : IFieldModulus
{
    /// <inheritdoc />
    public static ulong P0 => 0x43e1f593f0000001;

    /// <inheritdoc />
    public static ulong P1 => 0x2833e84879b97091;

    /// <inheritdoc />
    public static ulong P2 => 0xb85045b68181585d;

    /// <inheritdoc />
    public static ulong P3 => 0x30644e72e131a029;

    /// <inheritdoc />
    public static ulong MontgomeryFactor => 0xc2e1f593efffffff;

    /// <inheritdoc />
    public static string Name => "Fr";
}
