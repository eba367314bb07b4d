namespace ZkStyle.Ethereum.Rpc;

/// <summary>Bounds on one exchange with a node.</summary>
public sealed record RpcOptions
{
    /// <summary>The longest answer to read, in bytes; longer ones are an error.</summary>
    public int MaxResponseLength { get; init; } = 64 << 20;

    /// <summary>The longest time to wait for an answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);
}
