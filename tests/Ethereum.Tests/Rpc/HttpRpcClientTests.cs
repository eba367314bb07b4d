using System.Numerics;
using System.Text.Json.Nodes;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Rpc;
using ZkStyle.Ethereum.Tests.Support;

namespace ZkStyle.Ethereum.Tests.Rpc;

public class HttpRpcClientTests
{
    private const string Hash = "0x1111111111111111111111111111111111111111111111111111111111111111";
    private const string Other = "0x2222222222222222222222222222222222222222222222222222222222222222";
    private const string Who = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";

    private const string Log =
        $$"""{"address":"{{Who}}","topics":["{{Hash}}"],"data":"0x0102","blockNumber":"0x5","transactionHash":"{{Hash}}","logIndex":"0x3","removed":false}""";

    private const string Receipt =
        $$"""{"transactionHash":"{{Hash}}","blockHash":"{{Other}}","blockNumber":"0x5","from":"{{Who}}","to":null,"contractAddress":"{{Who}}","status":"0x1","gasUsed":"0x5208","effectiveGasPrice":"0x7","logs":[{{Log}}]}""";

    private const string Transaction =
        $$"""{"hash":"{{Hash}}","from":"{{Who}}","to":"{{Who}}","input":"0x0102","value":"0x9","nonce":"0x1","gas":"0x5208","blockNumber":null}""";

    private static readonly Uri s_uri = new("http://node.example");

    [Fact]
    public async Task Requests_are_what_the_specification_says()
    {
        var responder = Responder.Results("\"0x1\"", "\"0x1\"", "\"0x01\"", "\"0x5208\"", "[]", """{"oldestBlock":"0x1","baseFeePerGas":["0x1"]}""");
        using var client = new HttpRpcClient(s_uri, handler: responder);
        var who = Address.Parse(Who);
        await client.GetBalanceAsync(who, BlockTag.At(16));
        await client.GetTransactionCountAsync(who, BlockTag.Pending);
        await client.CallAsync(new CallRequest { From = who, To = who, Data = new byte[] { 1, 2 }, Value = 255, Gas = 21_000 });
        await client.EstimateGasAsync(new CallRequest());
        await client.GetLogsAsync(new LogFilter { Addresses = [who], Topics = [Bytes32.Parse(Hash), null], ToBlock = BlockTag.At(0) });
        await client.GetFeeHistoryAsync(4, BlockTag.Latest, [10, 50.5]);

        string[] expected =
        [
            $$"""{"jsonrpc":"2.0","id":1,"method":"eth_getBalance","params":["{{Who}}","0x10"]}""",
            $$"""{"jsonrpc":"2.0","id":2,"method":"eth_getTransactionCount","params":["{{Who}}","pending"]}""",
            $$"""{"jsonrpc":"2.0","id":3,"method":"eth_call","params":[{"input":"0x0102","from":"{{Who}}","to":"{{Who}}","value":"0xff","gas":"0x5208"},"latest"]}""",
            """{"jsonrpc":"2.0","id":4,"method":"eth_estimateGas","params":[{"input":"0x"}]}""",
            $$"""{"jsonrpc":"2.0","id":5,"method":"eth_getLogs","params":[{"fromBlock":"earliest","toBlock":"0x0","topics":["{{Hash}}",null],"address":["{{Who}}"]}]}""",
            """{"jsonrpc":"2.0","id":6,"method":"eth_feeHistory","params":["0x4","latest",[10,50.5]]}""",
        ];
        Assert.Equal(expected, responder.Requests.Select(r => r.GetRawText()));
    }

    [Fact]
    public async Task Answers_are_read_in_full()
    {
        using var client = new HttpRpcClient(s_uri, handler: Responder.Results(Receipt, "null", Transaction, "null", $"[{Log}]",
            """{"oldestBlock":"0x4","baseFeePerGas":["0x1","0x2"],"gasUsedRatio":[0.5],"reward":[["0x3","0x4"]]}"""));
        var hash = Bytes32.Parse(Hash);
        var who = Address.Parse(Who);
        var receipt = (await client.GetTransactionReceiptAsync(hash))!;
        Assert.Equal((hash, Bytes32.Parse(Other), 5UL, who, null, who), (receipt.TransactionHash, receipt.BlockHash, receipt.BlockNumber, receipt.From, receipt.To, receipt.ContractAddress));
        Assert.Equal((true, 21_000UL, new BigInteger(7)), (receipt.Succeeded, receipt.GasUsed, receipt.EffectiveGasPrice));
        AssertLog(receipt.Logs.Single());
        Assert.Null(await client.GetTransactionReceiptAsync(hash));

        var transaction = (await client.GetTransactionAsync(hash))!;
        Assert.Equal((hash, who, who, new BigInteger(9), 1UL, 21_000UL, null), (transaction.Hash, transaction.From, transaction.To!.Value, transaction.Value, transaction.Nonce, transaction.GasLimit, transaction.BlockNumber));
        Assert.Equal([1, 2], transaction.Input.ToArray());
        Assert.Null(await client.GetTransactionAsync(hash));

        AssertLog((await client.GetLogsAsync(new LogFilter())).Single());
        var fees = await client.GetFeeHistoryAsync(1, default, [10, 90]);
        Assert.Equal(4UL, fees.OldestBlock);
        Assert.Equal([1, 2], fees.BaseFeePerGas);
        Assert.Equal([3, 4], fees.Rewards.Single());

        void AssertLog(LogEntry log)
        {
            Assert.Equal((who, 5UL, hash, 3UL), (log.Address, log.BlockNumber, log.TransactionHash, log.LogIndex));
            Assert.Equal([hash], log.Topics);
            Assert.Equal([1, 2], log.Data.ToArray());
        }
    }

    /// <summary>Each member of each answer, missing or of every wrong type, is reported by its path.</summary>
    [Theory]
    [InlineData(Receipt, "")]
    [InlineData(Receipt, "logs.0.")]
    [InlineData(Transaction, "")]
    public async Task Wrong_members_are_reported_by_name(string answer, string path)
    {
        string[] optional = ["to", "contractAddress", "blockNumber" + (answer == Transaction ? "" : "-"), "removed"];
        string[] wrong = ["true", "{}", "[0]", "\"\"", "\"0xzz\"", "1e999", "\"0x" + new string('1', 90) + "\""];
        var names = Navigate(JsonNode.Parse(answer)!, path).AsObject().Select(p => p.Key).Where(n => n != "removed").ToArray();
        var checkedMembers = 0;
        foreach (var name in names)
        {
            foreach (var replacement in (string?[])[null, .. wrong])
            {
                if ((replacement is null && optional.Contains(name)) || (name is "input" or "data" && replacement?.StartsWith("\"0x1", StringComparison.Ordinal) == true))
                    continue;
                var changed = JsonNode.Parse(answer)!;
                var owner = Navigate(changed, path).AsObject();
                if (replacement is null)
                    owner.Remove(name);
                else
                    owner[name] = JsonNode.Parse(replacement);
                using var client = new HttpRpcClient(s_uri, handler: Responder.Results(changed.ToJsonString()));
                var e = await Assert.ThrowsAsync<RpcException>(() => answer == Receipt
                    ? client.GetTransactionReceiptAsync(Bytes32.Parse(Hash))
                    : (Task)client.GetTransactionAsync(Bytes32.Parse(Hash)));
                Assert.Contains($"result.{path.Replace(".0.", "[0].", StringComparison.Ordinal)}{name}", e.Message, StringComparison.Ordinal);
                checkedMembers++;
            }
        }

        Assert.True(checkedMembers > 40);

        static JsonNode Navigate(JsonNode node, string path) => path.Length == 0 ? node : node["logs"]![0]!;
    }

    [Fact]
    public async Task An_answer_about_something_else_is_refused()
    {
        using var client = new HttpRpcClient(s_uri, handler: Responder.Results(Receipt, Transaction));
        Assert.Contains("the answer is about", (await Assert.ThrowsAsync<RpcException>(() => client.GetTransactionReceiptAsync(Bytes32.Parse(Other)))).Message, StringComparison.Ordinal);
        Assert.Contains("the answer is about", (await Assert.ThrowsAsync<RpcException>(() => client.GetTransactionAsync(Bytes32.Parse(Other)))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"oldestBlock":"0x1","baseFeePerGas":[]}""", "baseFeePerGas is empty")]
    [InlineData("""{"oldestBlock":"0x1","baseFeePerGas":["0x1"],"reward":[["x"]]}""", "result.reward[0][0]")]
    [InlineData("""{"oldestBlock":"0x1","baseFeePerGas":{}}""", "result.baseFeePerGas is not an array")]
    public async Task Wrong_fee_histories_are_refused(string answer, string problem)
    {
        using var client = new HttpRpcClient(s_uri, handler: Responder.Results(answer));
        Assert.Contains(problem, (await Assert.ThrowsAsync<RpcException>(() => client.GetFeeHistoryAsync(1, default, []))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => client.GetFeeHistoryAsync(0, default, []));
    }

    [Fact]
    public async Task A_log_with_more_topics_than_the_EVM_writes_is_refused()
    {
        var log = Log.Replace($"[\"{Hash}\"]", $"[{string.Join(',', Enumerable.Repeat($"\"{Hash}\"", 5))}]", StringComparison.Ordinal);
        using var client = new HttpRpcClient(s_uri, handler: Responder.Results($"[{log}]"));
        Assert.Contains("5 topics", (await Assert.ThrowsAsync<RpcException>(() => client.GetLogsAsync(new LogFilter()))).Message, StringComparison.Ordinal);
    }
}
