namespace ZkStyle.Cli.Chain;

/// <summary>One thing that an audit compared.</summary>
/// <param name="What">What.</param>
/// <param name="OnChain">What the chain says.</param>
/// <param name="Expected">What the model file and the SRS give.</param>
/// <param name="Matches">Whether they are the same.</param>
internal sealed record AuditLine(string What, string OnChain, string Expected, bool Matches);
