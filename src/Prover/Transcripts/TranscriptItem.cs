namespace ZkStyle.Prover.Transcripts;

/// <summary>One absorbed item.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is.</param>
public sealed record TranscriptItem(string Name, TranscriptItemKind Kind);
