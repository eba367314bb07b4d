using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Contracts;

/// <summary>What a collection remembers of a token's image.</summary>
/// <param name="Recipient">The account the token was minted to.</param>
/// <param name="BlockNumber">The block of the mint.</param>
/// <param name="ImageSize">The image's length in bytes.</param>
/// <param name="ImageKeccak256">The Keccak-256 of the image.</param>
/// <param name="ImageSha256">The SHA2-256 of the image.</param>
public sealed record TokenContent(Address Recipient, ulong BlockNumber, ulong ImageSize, Bytes32 ImageKeccak256, Bytes32 ImageSha256);
