using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Rpc;

/// <summary>The block at whose end a question is to be answered. The default is the latest.</summary>
public readonly record struct BlockTag
{
    private readonly string? _text;

    private BlockTag(string text) => _text = text;

    /// <summary>The newest block.</summary>
    public static BlockTag Latest => new("latest");

    /// <summary>The newest block and the transactions waiting for the next.</summary>
    public static BlockTag Pending => new("pending");

    /// <summary>The first block.</summary>
    public static BlockTag Earliest => new("earliest");

    /// <summary>The newest block that the chain's rules never take back (EIP-3675).</summary>
    public static BlockTag Finalized => new("finalized");

    /// <summary>A block by its number.</summary>
    /// <param name="number">The number.</param>
    /// <returns>The tag.</returns>
    public static BlockTag At(ulong number) => new(Quantity.Format(number));

    /// <summary>The text that JSON-RPC uses.</summary>
    public override string ToString() => _text ?? "latest";
}
