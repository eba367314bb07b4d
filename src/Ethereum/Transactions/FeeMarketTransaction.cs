using System.Numerics;
using ZkStyle.Ethereum.Keys;
using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Transactions;

/// <summary>
/// A transaction of type 2: base fee plus tip, with an access list. Fees are in wei a unit of gas, amounts in wei.
/// </summary>
/// <remarks>Source: EIP-1559 and, for the envelope, EIP-2718.</remarks>
public sealed record FeeMarketTransaction
{
    /// <summary>The byte before the encoding that names the type.</summary>
    public const byte TransactionType = 2;

    /// <summary>The chain on which alone it is valid.</summary>
    public required ulong ChainId { get; init; }

    /// <summary>How many transactions the sender sent before.</summary>
    public required ulong Nonce { get; init; }

    /// <summary>The most the block's proposer gets, in wei a gas.</summary>
    public required BigInteger MaxPriorityFeePerGas { get; init; }

    /// <summary>The most it costs in all, in wei a gas.</summary>
    public required BigInteger MaxFeePerGas { get; init; }

    /// <summary>The most gas it may use.</summary>
    public required ulong GasLimit { get; init; }

    /// <summary>The recipient or called contract; null to create a contract.</summary>
    public required Address? To { get; init; }

    /// <summary>Wei to transfer.</summary>
    public BigInteger Value { get; init; }

    /// <summary>The calldata, or a new contract's init code.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>What it announces to touch.</summary>
    public IReadOnlyList<AccessListEntry> AccessList { get; init; } = [];

    /// <summary>The hash its sender signs: Keccak-256 of the type byte and the RLP of its fields.</summary>
    /// <returns>The hash.</returns>
    /// <exception cref="ArgumentException">A field is out of range.</exception>
    public Bytes32 SigningHash() => Bytes32.Keccak(Envelope(Fields()));

    /// <summary>Signs it.</summary>
    /// <param name="account">The sender.</param>
    /// <returns>The signed transaction.</returns>
    /// <exception cref="ArgumentException">A field is out of range.</exception>
    public SignedTransaction Sign(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return new(this, account.Sign(SigningHash()), account.Address);
    }

    /// <summary>Type byte and RLP of the fields with the signature's parity, r and s appended.</summary>
    internal byte[] EncodeSigned(EcdsaSignature signature) => Envelope(
    [
        .. Fields(),
        RlpItem.FromInteger(signature.YIsOdd ? 1 : 0),
        RlpItem.FromInteger(signature.R),
        RlpItem.FromInteger(signature.S),
    ]);

    private static byte[] Envelope(RlpItem[] fields) => [TransactionType, .. Rlp.Encode(RlpItem.List(fields))];

    private RlpItem[] Fields()
    {
        if (Uint256.Require(MaxPriorityFeePerGas, nameof(MaxPriorityFeePerGas)) > Uint256.Require(MaxFeePerGas, nameof(MaxFeePerGas)))
            throw new ArgumentException("The tip exceeds the whole fee: MaxPriorityFeePerGas is greater than MaxFeePerGas.");
        return
        [
            RlpItem.FromInteger(ChainId),
            RlpItem.FromInteger(Nonce),
            RlpItem.FromInteger(MaxPriorityFeePerGas),
            RlpItem.FromInteger(MaxFeePerGas),
            RlpItem.FromInteger(GasLimit),
            RlpItem.FromBytes(To?.ToArray() ?? []),
            RlpItem.FromInteger(Uint256.Require(Value, nameof(Value))),
            RlpItem.FromBytes(Data),
            RlpItem.List([.. AccessList.Select(entry => RlpItem.List(
                RlpItem.FromBytes(entry.Address.ToArray()),
                RlpItem.List([.. entry.StorageKeys.Select(key => RlpItem.FromBytes(key.ToArray()))])))]),
        ];
    }
}
