using System.Numerics;
using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Cli.Chain;

/// <summary>A token of a collection.</summary>
/// <param name="TokenId">The token.</param>
/// <param name="Owner">Its owner at the end of what was read.</param>
/// <param name="Block">The block of its mint.</param>
/// <param name="Transaction">The transaction of its mint.</param>
internal sealed record CollectionToken(BigInteger TokenId, Address Owner, ulong Block, Bytes32 Transaction);
