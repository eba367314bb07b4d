using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Rpc;
using ZkStyle.Ethereum.Tests.Support;

namespace ZkStyle.Ethereum.Tests.Rpc;

public class RpcClientExtensionsTests
{
    private const string Hash = "0x1111111111111111111111111111111111111111111111111111111111111111";

    private const string Receipt =
        $$"""{"transactionHash":"{{Hash}}","blockHash":"{{Hash}}","blockNumber":"0x5","from":"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed","status":"0x0","gasUsed":"0x5208","effectiveGasPrice":"0x7","logs":[]}""";

    [Fact]
    public async Task It_asks_until_there_is_a_receipt()
    {
        var responder = Responder.Results("null", "null", Receipt);
        using var client = new HttpRpcClient(new Uri("http://node.example"), handler: responder);
        var receipt = await client.WaitForReceiptAsync(Bytes32.Parse(Hash), TimeSpan.FromMinutes(1));
        Assert.False(receipt.Succeeded);
        Assert.Equal(3, responder.Requests.Count);
    }

    [Fact]
    public async Task It_gives_up_in_time()
    {
        var responder = Responder.Results("null");
        using var client = new HttpRpcClient(new Uri("http://node.example"), handler: responder);
        var e = await Assert.ThrowsAsync<TimeoutException>(() => client.WaitForReceiptAsync(Bytes32.Parse(Hash), TimeSpan.Zero));
        Assert.Contains(Hash, e.Message, StringComparison.Ordinal);
        Assert.Single(responder.Requests);
    }

    [Fact]
    public async Task It_gives_up_when_told()
    {
        using var impatience = new CancellationTokenSource();
        var asked = 0;
        using var client = new HttpRpcClient(new Uri("http://node.example"), handler: new Responder(request =>
        {
            if (++asked == 3)
                impatience.Cancel();
            return Responder.Result(request, "null");
        }));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.WaitForReceiptAsync(Bytes32.Parse(Hash), TimeSpan.FromHours(1), impatience.Token));
        Assert.Equal(3, asked);
    }
}
