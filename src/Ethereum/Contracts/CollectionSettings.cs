using System.Numerics;
using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Contracts;

/// <summary>How a collection is opened. Price, pause and treasury are its owner's to change; the rest is fixed.</summary>
public sealed record CollectionSettings
{
    /// <summary>The collection's name.</summary>
    public required string Name { get; init; }

    /// <summary>The collection's symbol.</summary>
    public required string Symbol { get; init; }

    /// <summary>The registry of the model.</summary>
    public required Address Registry { get; init; }

    /// <summary>The model's number in the registry.</summary>
    public required BigInteger ModelId { get; init; }

    /// <summary>The Keccak-256 of the verifying key that is meant; a model of another key is refused.</summary>
    public required Bytes32 KeyDigest { get; init; }

    /// <summary>Who sets price, pause and treasury.</summary>
    public required Address Owner { get; init; }

    /// <summary>Who has the revenue that is not the model's.</summary>
    public required Address Treasury { get; init; }

    /// <summary>Wei for a token, below 2^96; 0 for a free collection.</summary>
    public BigInteger Price { get; init; }

    /// <summary>The most tokens there will be; 0 for no cap.</summary>
    public ulong SupplyCap { get; init; }

    /// <summary>The most tokens minted to one account; 0 for no cap.</summary>
    public ulong WalletCap { get; init; }

    /// <summary>Whether images are kept on chain, and metadata hold a PNG file.</summary>
    public bool StoresImage { get; init; }

    /// <summary>Whether latents are kept on chain.</summary>
    public bool StoresPrompt { get; init; }

    internal object[] ToAbi() =>
        [Name, Symbol, Registry, ModelId, KeyDigest, Owner, Treasury, Price, SupplyCap, WalletCap, StoresImage, StoresPrompt];
}
