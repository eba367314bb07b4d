namespace ZkStyle.Prover.Transcripts;

/// <summary>What an absorbed item is.</summary>
public enum TranscriptItemKind
{
    /// <summary>32 bytes of the statement; not in the proof.</summary>
    Digest,

    /// <summary>A G1 point of the proof: 64 bytes, x then y, big-endian.</summary>
    Point,

    /// <summary>A canonical scalar of the proof: 32 bytes, big-endian.</summary>
    Scalar,
}
