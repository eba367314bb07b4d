namespace ZkStyle.Prover.Constraints;

/// <summary>Where the values of a column come from.</summary>
public enum ColumnKind
{
    /// <summary>Committed once, at key generation; part of the verifying key.</summary>
    Fixed,

    /// <summary>Committed by the prover in one of the phases.</summary>
    Advice,

    /// <summary>Non-zero on a few rows only; the verifier evaluates it by itself, nobody commits to it.</summary>
    Sparse,
}
