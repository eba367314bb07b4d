namespace ZkStyle.Prover.Fields;

/// <summary>
/// The prime of BN254's coordinates, 21888242871839275222246405745257275088696311157297823662689037894645226208583.
/// Source: EIP-196.
/// </summary>
public readonly struct BaseFieldModulus : IFieldModulus
{
    /// <inheritdoc />
    public static ulong P0 => 0x3c208c16d87cfd47;

    /// <inheritdoc />
    public static ulong P1 => 0x97816a916871ca8d;

    /// <inheritdoc />
    public static ulong P2 => 0xb85045b68181585d;

    /// <inheritdoc />
    public static ulong P3 => 0x30644e72e131a029;

    /// <inheritdoc />
    public static ulong MontgomeryFactor => 0x87d20782e4866389;

    /// <inheritdoc />
    public static string Name => "Fp";
}
