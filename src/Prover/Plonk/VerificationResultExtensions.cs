namespace ZkStyle.Prover.Plonk;

/// <summary>Words for verification outcomes.</summary>
public static class VerificationResultExtensions
{
    /// <summary>One line that says why a proof was refused.</summary>
    /// <param name="result">The outcome.</param>
    /// <returns>The line.</returns>
    public static string Explain(this VerificationResult result) => result switch
    {
        VerificationResult.Valid => "the proof is valid",
        VerificationResult.PublicInputLength => "a public input does not have the length that the key asks for",
        VerificationResult.ContextLength => "the context is not 32 bytes",
        VerificationResult.ProofLength => "the proof does not have the length of this system's proofs",
        VerificationResult.PointNotOnCurve => "a point of the proof is not on the curve",
        VerificationResult.ScalarNotCanonical => "a scalar of the proof is not below the field's order",
        VerificationResult.DegenerateChallenge => "a challenge is degenerate",
        VerificationResult.EmptyBatch => "the batch has no statement",
        VerificationResult.MixedSetups => "the keys of the batch were made with different setups; verify them one by one",
        _ => "the proof does not belong to this key, public inputs and context (the pairing check fails)",
    };
}
