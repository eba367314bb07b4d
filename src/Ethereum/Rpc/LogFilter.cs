using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Rpc;

/// <summary>Which logs to list.</summary>
public sealed record LogFilter
{
    /// <summary>The first block to search.</summary>
    public BlockTag FromBlock { get; init; } = BlockTag.Earliest;

    /// <summary>The last block to search.</summary>
    public BlockTag ToBlock { get; init; } = BlockTag.Latest;

    /// <summary>The contracts; none means any.</summary>
    public IReadOnlyList<Address> Addresses { get; init; } = [];

    /// <summary>What the first topics must be; null means anything.</summary>
    public IReadOnlyList<Bytes32?> Topics { get; init; } = [];
}
