namespace ZkStyle.Prover.Plonk;

/// <summary>The outcome of a verification.</summary>
public enum VerificationResult
{
    /// <summary>The proof is valid.</summary>
    Valid,

    /// <summary>The number of public inputs, or the length of one, is not the key's.</summary>
    PublicInputLength,

    /// <summary>The context is not 32 bytes.</summary>
    ContextLength,

    /// <summary>The proof's length is not the system's.</summary>
    ProofLength,

    /// <summary>A point of the proof is not on the curve, or a coordinate is not canonical.</summary>
    PointNotOnCurve,

    /// <summary>A scalar of the proof is not below the field's order.</summary>
    ScalarNotCanonical,

    /// <summary>A challenge hit a value of negligible probability that the protocol refuses.</summary>
    DegenerateChallenge,

    /// <summary>The pairing equation does not hold: the proof is not one of this statement.</summary>
    PairingMismatch,

    /// <summary>A batch without a statement, which proves nothing.</summary>
    EmptyBatch,

    /// <summary>The keys of a batch were made with different setups, so that one pairing cannot check all proofs.</summary>
    MixedSetups,
}
