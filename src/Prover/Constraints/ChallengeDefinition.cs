namespace ZkStyle.Prover.Constraints;

/// <summary>A challenge.</summary>
/// <param name="Name">The name in the transcript manifest.</param>
/// <param name="Phase">It is drawn once the columns of this phase are committed.</param>
public sealed record ChallengeDefinition(string Name, int Phase);
