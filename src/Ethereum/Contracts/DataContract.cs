using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Rpc;
using ZkStyle.Ethereum.Sending;

namespace ZkStyle.Ethereum.Contracts;

/// <summary>
/// Bytes kept as the code of an account, behind one zero byte (STOP) so that nobody can run them. Verifying
/// keys are stored so: reading code costs a contract far less than reading storage.
/// </summary>
/// <remarks>The layout is that of SSTORE2 (0xsequence, Solady).</remarks>
public static class DataContract
{
    /// <summary>The most bytes one account holds.</summary>
    public const int MaxLength = ContractArtifact.MaxCodeLength - 1;

    private const byte Stop = 0x00;

    /// <summary>Init code that leaves STOP and the data as the new account's code.</summary>
    /// <param name="data">At most <see cref="MaxLength"/> bytes.</param>
    /// <returns>The init code.</returns>
    /// <exception cref="ArgumentException">Too many bytes.</exception>
    public static byte[] InitCode(ReadOnlySpan<byte> data)
    {
        if (data.Length > MaxLength)
            throw new ArgumentException($"A data contract holds {MaxLength} bytes, got {data.Length}.", nameof(data));
        var codeLength = data.Length + 1;
        return
        [
            0x61, (byte)(codeLength >> 8), (byte)codeLength, // PUSH2 length
            0x80,                                            // DUP1
            0x60, 10,                                        // PUSH1 offset of what follows this program
            0x5f,                                            // PUSH0
            0x39,                                            // CODECOPY(0, offset, length)
            0x5f,                                            // PUSH0
            0xf3,                                            // RETURN(0, length)
            Stop,
            .. data,
        ];
    }

    /// <summary>Stores bytes.</summary>
    /// <param name="sender">Who pays.</param>
    /// <param name="data">At most <see cref="MaxLength"/> bytes.</param>
    /// <param name="cancellationToken">Gives up; a submitted transaction may be mined all the same.</param>
    /// <returns>The account that holds them and the receipt.</returns>
    /// <exception cref="ArgumentException">Too many bytes.</exception>
    /// <remarks>Otherwise fails as <see cref="TransactionSender.SendAsync"/> does.</remarks>
    public static async Task<Deployment<Address>> DeployAsync(
        TransactionSender sender, ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sender);
        var receipt = await sender.SendAsync(new TransactionRequest { To = null, Data = InitCode(data.Span) }, cancellationToken).ConfigureAwait(false);
        return new(await Contract.RequireCreatedAsync(sender.Client, receipt, "a data contract", cancellationToken).ConfigureAwait(false), receipt);
    }

    /// <summary>Reads stored bytes.</summary>
    /// <param name="client">The node.</param>
    /// <param name="address">The account.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="FormatException">The account is no data contract.</exception>
    /// <exception cref="RpcException">The node cannot be reached, refuses, or answers nonsense.</exception>
    public static async Task<byte[]> ReadAsync(IRpcClient client, Address address, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        var code = await client.GetCodeAsync(address, BlockTag.Latest, cancellationToken).ConfigureAwait(false);
        return code is [Stop, .. var data] ? data : throw new FormatException($"{address} is no data contract at {client.Endpoint}.");
    }
}
