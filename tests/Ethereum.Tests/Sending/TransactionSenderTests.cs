using System.Numerics;
using System.Text.Json.Nodes;
using ZkStyle.Ethereum.Abi;
using ZkStyle.Ethereum.Keys;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Rpc;
using ZkStyle.Ethereum.Sending;
using ZkStyle.Ethereum.Tests.Support;
using ZkStyle.Ethereum.Transactions;

namespace ZkStyle.Ethereum.Tests.Sending;

[Collection(AnvilFixture.Name)]
public class TransactionSenderTests(AnvilFixture fixture)
{
    private HttpRpcClient Client => fixture.Client;

    private TransactionSender Sender => fixture.Sender;

    [Fact]
    public async Task A_transfer_arrives_and_the_node_knows_it_by_our_hash()
    {
        using var recipient = Account.Generate();
        var value = BigInteger.Pow(10, 18) + 7;
        var nonce = await Client.GetTransactionCountAsync(Sender.Address);
        var signed = await Sender.SubmitAsync(new TransactionRequest { To = recipient.Address, Value = value });
        var receipt = await Client.WaitForReceiptAsync(signed.Hash, TimeSpan.FromSeconds(30));
        Assert.True(receipt.Succeeded);
        Assert.Equal(21_000UL, receipt.GasUsed);
        Assert.Equal(signed.Hash, receipt.TransactionHash);
        Assert.Equal((Sender.Address, recipient.Address), (receipt.From, receipt.To!.Value));
        Assert.Equal(value, await Client.GetBalanceAsync(recipient.Address));
        Assert.Equal(nonce + 1, await Client.GetTransactionCountAsync(Sender.Address));

        var transaction = (await Client.GetTransactionAsync(signed.Hash))!;
        Assert.Equal((Sender.Address, value, nonce), (transaction.From, transaction.Value, transaction.Nonce));
        Assert.Equal(receipt.BlockNumber, transaction.BlockNumber);

        // What the node keeps is what was signed.
        var raw = JsonNode.Parse(await Client.SendAsync("eth_getRawTransactionByHash", [signed.Hash.ToString()]))!.GetValue<string>();
        Assert.Equal(Hex.Format(signed.Encoded.Span), raw);
        Assert.Equal(signed.Sender, SignedTransaction.Decode(Hex.Parse(raw)).Sender);
    }

    [Fact]
    public async Task The_node_agrees_on_hash_and_sender_of_many_random_transactions()
    {
        var random = new RandomValues(17);
        for (var i = 0; i < 12; i++)
        {
            var signed = await Sender.SubmitAsync(new TransactionRequest
            {
                To = random.Address(),
                Data = random.Bytes(random.Below(300)),
                Value = random.Below(1000),
            });
            var receipt = await Client.WaitForReceiptAsync(signed.Hash, TimeSpan.FromSeconds(30));
            var transaction = (await Client.GetTransactionAsync(signed.Hash))!;
            Assert.Equal(Sender.Address, transaction.From);
            Assert.Equal(signed.Transaction.Data.ToArray(), transaction.Input.ToArray());
            Assert.True(receipt.EffectiveGasPrice <= signed.Transaction.MaxFeePerGas);
        }
    }

    [Fact]
    public async Task Access_lists_are_understood_by_the_node()
    {
        var transaction = new FeeMarketTransaction
        {
            ChainId = 31_337,
            Nonce = await Client.GetTransactionCountAsync(Sender.Address),
            MaxPriorityFeePerGas = 1,
            MaxFeePerGas = 10_000_000_000,
            GasLimit = 100_000,
            To = Address.Zero,
            AccessList = [new(Address.Zero, [default, Bytes32.FromInteger(1)]), new(Sender.Address, [])],
        };
        var signed = transaction.Sign(fixture.Account);
        Assert.Equal(signed.Hash, await Client.SendRawTransactionAsync(signed.Encoded));
        var receipt = await Client.WaitForReceiptAsync(signed.Hash, TimeSpan.FromSeconds(30));
        // EIP-2930: 2,400 gas an address and 1,900 a slot.
        Assert.Equal(21_000UL + 2 * 2400 + 2 * 1900, receipt.GasUsed);
    }

    [Fact]
    public async Task Submissions_from_many_threads_each_get_their_nonce()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => Sender.TransferAsync(Address.Zero, i))));
        Assert.Equal(8, all.Select(r => r.TransactionHash).Distinct().Count());
        Assert.All(all, r => Assert.True(r.Succeeded));
    }

    [Fact]
    public async Task A_revert_is_found_before_anything_is_sent()
    {
        var contract = await CreateAsync(Evm.InitCode);
        var nonce = await Client.GetTransactionCountAsync(Sender.Address);
        var request = new TransactionRequest { To = contract, Data = Evm.Abi.Function("refuse").EncodeCall(42), Errors = Evm.Abi.Errors };
        var e = await Assert.ThrowsAsync<ContractRevertedException>(() => Sender.SendAsync(request));
        Assert.Contains("eth_estimateGas at http://127.0.0.1", e.Message, StringComparison.Ordinal);
        Assert.EndsWith("the contract reverted: Refused(value: 42).", e.Message, StringComparison.Ordinal);
        Assert.Equal(nonce, await Client.GetTransactionCountAsync(Sender.Address));
    }

    [Fact]
    public async Task A_mined_failure_is_explained_by_replaying_it()
    {
        var contract = await CreateAsync(Evm.InitCode);
        var request = new TransactionRequest { To = contract, Data = Evm.Abi.Function("refuse").EncodeCall(42), Errors = Evm.Abi.Errors, GasLimit = 100_000 };
        var e = await Assert.ThrowsAsync<TransactionFailedException>(() => Sender.SendAsync(request));
        Assert.Contains(e.Receipt.TransactionHash.ToString(), e.Message, StringComparison.Ordinal);
        Assert.EndsWith("the contract reverted: Refused(value: 42).", e.Message, StringComparison.Ordinal);
        Assert.Equal([new BigInteger(42)], e.Reason!.Values);
        Assert.False(e.Receipt.Succeeded);
    }

    [Fact]
    public async Task Running_out_of_gas_is_told_apart()
    {
        var contract = await CreateAsync(Evm.InitCode);
        var request = new TransactionRequest { To = contract, Data = Evm.Abi.Function("exhaust").EncodeCall(), GasLimit = 50_000 };
        var e = await Assert.ThrowsAsync<TransactionFailedException>(() => Sender.SendAsync(request));
        Assert.Contains("used up its 50000 gas", e.Message, StringComparison.Ordinal);
        Assert.Null(e.Reason);
    }

    [Fact]
    public async Task Solidity_messages_and_panics_are_decoded_from_the_nodes_error()
    {
        var contract = await CreateAsync(Evm.RevertsWithCalldata);
        await CheckAsync(AbiError.Parse("Error(string)").Encode("not your token"), RevertKind.Message, "not your token");
        await CheckAsync(AbiError.Parse("Panic(uint256)").Encode(0x11), RevertKind.Panic, "panic 0x11: arithmetic overflow");
        await CheckAsync([], RevertKind.Empty, "no reason given");
        await CheckAsync([1, 2, 3], RevertKind.Unknown, "unknown error 0x010203");

        async Task CheckAsync(byte[] data, RevertKind kind, string text)
        {
            var request = new CallRequest { To = contract, Data = data };
            var called = await Assert.ThrowsAsync<ContractRevertedException>(() => Client.CallAsync(request));
            var estimated = await Assert.ThrowsAsync<ContractRevertedException>(() => Client.EstimateGasAsync(request));
            Assert.Equal((kind, text), (called.Reason.Kind, called.Reason.Text));
            Assert.Equal((kind, text), (estimated.Reason.Kind, estimated.Reason.Text));
        }
    }

    [Fact]
    public async Task An_account_without_money_is_told_so()
    {
        using var poor = Account.Generate();
        using var sender = new TransactionSender(Client, poor);
        var e = await Record.ExceptionAsync(() => sender.SendAsync(new TransactionRequest { To = Address.Zero, Value = 1, GasLimit = 21_000 }));
        Assert.Contains("nsufficient funds", Assert.IsType<RpcException>(e).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bounds_on_gas_and_fees_hold()
    {
        using var frugal = new TransactionSender(Client, fixture.Account, new SendOptions { MaxGasLimit = 20_000 });
        Assert.Contains("needs 21000 gas", (await Assert.ThrowsAsync<InvalidOperationException>(() => frugal.TransferAsync(Address.Zero, 1))).Message, StringComparison.Ordinal);
        using var exact = new TransactionSender(Client, fixture.Account, new SendOptions { MaxGasLimit = 21_000 });
        Assert.Equal(21_000UL, (await exact.SubmitAsync(new TransactionRequest { To = Address.Zero })).Transaction.GasLimit);
        using var miser = new TransactionSender(Client, fixture.Account, new SendOptions { FeeCeiling = 1 });
        Assert.Contains("ceiling", (await Assert.ThrowsAsync<InvalidOperationException>(() => miser.TransferAsync(Address.Zero, 1))).Message, StringComparison.Ordinal);
        var generous = await Sender.SubmitAsync(new TransactionRequest { To = Address.Zero });
        Assert.Equal(25_200UL, generous.Transaction.GasLimit);
    }

    [Fact]
    public async Task A_node_without_a_suggestion_for_tips_is_served_with_our_own()
    {
        var responder = new Responder(request => request.GetProperty("method").GetString() switch
        {
            "eth_maxPriorityFeePerGas" => Responder.Answer("""{"error":{"code":-32601,"message":"no such method"}}"""),
            "eth_feeHistory" => Responder.Result(request, """{"oldestBlock":"0x1","baseFeePerGas":["0x5","0x64"]}"""),
            "eth_sendRawTransaction" => Responder.Result(request, $"\"{Bytes32.Keccak(Hex.Parse(request.GetProperty("params")[0].GetString()!))}\""),
            _ => Responder.Result(request, "\"0x7\""),
        });
        using var client = new HttpRpcClient(new Uri("http://node.example"), handler: responder);
        using var sender = new TransactionSender(client, fixture.Account, new SendOptions { FallbackTip = 11, FeeCeiling = 150 });
        var transaction = (await sender.SubmitAsync(new TransactionRequest { To = Address.Zero, GasLimit = 21_000 })).Transaction;
        Assert.Equal((7UL, 7UL), (transaction.ChainId, transaction.Nonce));
        // 2 * 100 + 11 exceeds the ceiling, 100 + 11 does not.
        Assert.Equal((11, 150), ((int)transaction.MaxPriorityFeePerGas, (int)transaction.MaxFeePerGas));
    }

    [Fact]
    public async Task A_node_that_gives_another_hash_is_not_believed()
    {
        var responder = new Responder(request => Responder.Result(request, request.GetProperty("method").GetString() switch
        {
            "eth_feeHistory" => """{"oldestBlock":"0x1","baseFeePerGas":["0x5"]}""",
            "eth_sendRawTransaction" => $"\"{Bytes32.FromInteger(1)}\"",
            _ => "\"0x1\"",
        }));
        using var client = new HttpRpcClient(new Uri("http://node.example"), handler: responder);
        using var sender = new TransactionSender(client, fixture.Account);
        var e = await Assert.ThrowsAsync<RpcException>(() => sender.SubmitAsync(new TransactionRequest { To = Address.Zero, GasLimit = 21_000 }));
        Assert.Contains("the node took it for", e.Message, StringComparison.Ordinal);
    }

    private async Task<Address> CreateAsync(byte[] initCode) =>
        (await Sender.SendAsync(new TransactionRequest { To = null, Data = initCode })).ContractAddress!.Value;
}
