using System.Numerics;
using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Contracts;

/// <summary>Who shares in a registered model's revenue. Percentages are in hundredths of a percent.</summary>
/// <param name="Recipient">Who has the part that is not the creators'.</param>
/// <param name="RoyaltyBps">The model's part of a sale, first or later.</param>
/// <param name="CreatorsBps">The creators' part of that part; 0 where there are none.</param>
/// <param name="TotalShares">What the shares of all creators add up to; 0 where there are none.</param>
/// <param name="CreatorsRoot">The root of the Merkle tree of (creator, shares); zero where there are none.</param>
public sealed record RoyaltyTerms(Address Recipient, ushort RoyaltyBps, ushort CreatorsBps, ulong TotalShares, Bytes32 CreatorsRoot)
{
    internal object[] ToAbi() => [Recipient, RoyaltyBps, CreatorsBps, TotalShares, CreatorsRoot];

    internal static RoyaltyTerms FromAbi(object[] values) =>
        new((Address)values[0], (ushort)(BigInteger)values[1], (ushort)(BigInteger)values[2], (ulong)(BigInteger)values[3], new((byte[])values[4]));
}
