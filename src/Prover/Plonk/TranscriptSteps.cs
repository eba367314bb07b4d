using ZkStyle.Prover.Transcripts;

namespace ZkStyle.Prover.Plonk;

/// <summary>The part of the transcript that prover and verifier feed from the statement rather than the proof.</summary>
internal static class TranscriptSteps
{
    /// <summary>Round (R0): key digest, context and the hash of each public input (the label is the initial state).</summary>
    public static void AbsorbStatement(
        Transcript transcript, VerifyingKey key, ReadOnlySpan<byte> context, IReadOnlyList<ReadOnlyMemory<byte>> publicInputs)
    {
        transcript.Absorb(key.Digest);
        transcript.Absorb(context);
        foreach (var input in publicInputs)
            transcript.Absorb(Keccak256.Hash(input.Span));
        transcript.CloseRound([]);
    }
}
