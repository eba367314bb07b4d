namespace ZkStyle.Prover.Transcripts;

/// <summary>One round: items absorbed, then challenges drawn.</summary>
/// <param name="Name">The round's name.</param>
/// <param name="Items">What is absorbed, in order.</param>
/// <param name="Challenges">Names of the challenges drawn, in order.</param>
public sealed record TranscriptRound(string Name, IReadOnlyList<TranscriptItem> Items, IReadOnlyList<string> Challenges);
