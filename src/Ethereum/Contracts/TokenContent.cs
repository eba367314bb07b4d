using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Contracts;

/// <summary>What a collection remembers of a token.</summary>
/// <param name="BlockNumber">The block of the mint.</param>
/// <param name="ImageSize">The image's length in bytes.</param>
/// <param name="ImageSha256">The SHA2-256 of the image.</param>
/// <param name="Data">The data contract with image and latent, as far as the collection keeps them; zero where it keeps neither.</param>
public sealed record TokenContent(ulong BlockNumber, ulong ImageSize, Bytes32 ImageSha256, Address Data);
