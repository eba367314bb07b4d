namespace ZkStyle.Prover.Fields;

/// <summary>
/// The constants of a prime field p with 2^253 &lt; p &lt; 2^254, as 64-bit limbs, least significant first.
/// Implementations are empty structs, so that the JIT folds the constants into the specialised code.
/// </summary>
public interface IFieldModulus
{
    /// <summary>Bits 0 to 63 of p.</summary>
    static abstract ulong P0 { get; }

    /// <summary>Bits 64 to 127 of p.</summary>
    static abstract ulong P1 { get; }

    /// <summary>Bits 128 to 191 of p.</summary>
    static abstract ulong P2 { get; }

    /// <summary>Bits 192 to 253 of p.</summary>
    static abstract ulong P3 { get; }

    /// <summary>-1/p mod 2^64, the Montgomery reduction factor.</summary>
    static abstract ulong MontgomeryFactor { get; }

    /// <summary>The field's name in messages.</summary>
    static abstract string Name { get; }
}
