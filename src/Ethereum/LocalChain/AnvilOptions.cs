namespace ZkStyle.Ethereum.LocalChain;

/// <summary>How to start a local chain.</summary>
public sealed record AnvilOptions
{
    /// <summary>The anvil program, see <see cref="AnvilLocator"/>.</summary>
    public required string BinaryPath { get; init; }

    /// <summary>The chain's identifier.</summary>
    public ulong ChainId { get; init; } = 31_337;

    /// <summary>The protocol version whose rules hold.</summary>
    public string Hardfork { get; init; } = "osaka";

    /// <summary>How many accounts to endow.</summary>
    public int AccountCount { get; init; } = 10;

    /// <summary>How long to wait until it answers.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);
}
