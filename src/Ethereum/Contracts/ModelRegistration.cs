using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Contracts;

/// <summary>What is registered of a model.</summary>
/// <param name="Name">The model's name, 1 to 64 bytes of UTF-8.</param>
/// <param name="Licence">The licence of the weights, an SPDX expression of 1 to 128 ASCII characters.</param>
/// <param name="Cid">The content identifier of the model's file, 1 to 128 letters and digits.</param>
/// <param name="WeightsCommitment">The SHA-256 of the model's file.</param>
/// <param name="KeyDigest">The Keccak-256 of the verifying key.</param>
/// <param name="Format">What the bytes of an image mean.</param>
/// <param name="Terms">Who shares in the revenue.</param>
public sealed record ModelRegistration(
    string Name, string Licence, string Cid, Bytes32 WeightsCommitment, Bytes32 KeyDigest, ModelImageFormat Format, RoyaltyTerms Terms)
{
    internal object[] ToAbi() => [Name, Licence, Cid, WeightsCommitment, KeyDigest, Format.ToAbi(), Terms.ToAbi()];

    internal static ModelRegistration FromAbi(object[] values) => new(
        (string)values[0], (string)values[1], (string)values[2], new((byte[])values[3]), new((byte[])values[4]),
        ModelImageFormat.FromAbi((object[])values[5]), RoyaltyTerms.FromAbi((object[])values[6]));
}
