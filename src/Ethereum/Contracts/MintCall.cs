using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Contracts;

/// <summary>The arguments of a collection's <c>mint</c>, as they stand in a transaction's calldata.</summary>
/// <param name="To">The token's first owner.</param>
/// <param name="Latent">The decoder's input.</param>
/// <param name="Image">The decoder's output.</param>
/// <param name="Proof">The proof, without envelope.</param>
public sealed record MintCall(Address To, ReadOnlyMemory<byte> Latent, ReadOnlyMemory<byte> Image, ReadOnlyMemory<byte> Proof);
