using ZkStyle.Ethereum.Keys;
using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Transactions;

/// <summary>A transaction of type 2 with its signature.</summary>
public sealed class SignedTransaction
{
    /// <summary>Encodings longer than this are refused: nodes drop transactions far below it.</summary>
    public const int MaxLength = 1 << 22;

    private const int FieldCount = 12;

    private readonly byte[] _encoded;

    internal SignedTransaction(FeeMarketTransaction transaction, EcdsaSignature signature, Address sender)
    {
        Transaction = transaction;
        Signature = signature;
        Sender = sender;
        _encoded = transaction.EncodeSigned(signature);
        Hash = Bytes32.Keccak(_encoded);
    }

    /// <summary>What was signed.</summary>
    public FeeMarketTransaction Transaction { get; }

    /// <summary>The signature.</summary>
    public EcdsaSignature Signature { get; }

    /// <summary>Whose signature it is.</summary>
    public Address Sender { get; }

    /// <summary>The transaction's hash, by which the chain knows it.</summary>
    public Bytes32 Hash { get; }

    /// <summary>The bytes to send to a node.</summary>
    public ReadOnlyMemory<byte> Encoded => _encoded;

    /// <summary>Decodes a transaction and recovers its sender.</summary>
    /// <param name="encoded">Type byte and RLP, in canonical form; the transaction keeps no reference to it.</param>
    /// <returns>The transaction.</returns>
    /// <exception cref="FormatException">Not a signed transaction of type 2; the message says why.</exception>
    public static SignedTransaction Decode(ReadOnlySpan<byte> encoded)
    {
        if (encoded.Length > MaxLength)
            throw new FormatException($"A transaction of {encoded.Length} bytes is longer than {MaxLength}.");
        if (encoded.IsEmpty || encoded[0] != FeeMarketTransaction.TransactionType)
            throw new FormatException($"Not a transaction of type {FeeMarketTransaction.TransactionType} (EIP-1559).");
        var fields = Rlp.Decode(encoded[1..].ToArray()).Items;
        if (fields.Count != FieldCount)
            throw new FormatException($"A signed EIP-1559 transaction has {FieldCount} fields, got {fields.Count}.");

        var transaction = new FeeMarketTransaction
        {
            ChainId = (ulong)fields[0].ToInteger(64),
            Nonce = (ulong)fields[1].ToInteger(64),
            MaxPriorityFeePerGas = fields[2].ToInteger(),
            MaxFeePerGas = fields[3].ToInteger(),
            GasLimit = (ulong)fields[4].ToInteger(64),
            To = fields[5].Bytes.IsEmpty ? null : ReadAddress(fields[5]),
            Value = fields[6].ToInteger(),
            Data = fields[7].Bytes,
            AccessList = [.. fields[8].Items.Select(ReadAccessListEntry)],
        };
        if (transaction.MaxPriorityFeePerGas > transaction.MaxFeePerGas)
            throw new FormatException("The transaction's tip exceeds its whole fee.");
        var signature = new EcdsaSignature(fields[10].ToInteger(), fields[11].ToInteger(), !fields[9].ToInteger(1).IsZero);
        if (!PublicKey.TryRecover(transaction.SigningHash(), signature, out var key))
            throw new FormatException("The transaction's signature is no account's.");
        return new(transaction, signature, key.Address);
    }

    private static AccessListEntry ReadAccessListEntry(RlpItem item)
    {
        if (item.Items is not [var address, var keys])
            throw new FormatException("An access list entry is an address and a list of storage keys.");
        return new(ReadAddress(address), [.. keys.Items.Select(key => key.Bytes.Length == Bytes32.Length
            ? new Bytes32(key.Bytes.Span)
            : throw new FormatException($"A storage key is {Bytes32.Length} bytes, got {key.Bytes.Length}."))]);
    }

    private static Address ReadAddress(RlpItem item) => item.Bytes.Length == Address.Length
        ? new Address(item.Bytes.Span)
        : throw new FormatException($"An address is {Address.Length} bytes, got {item.Bytes.Length}.");
}
