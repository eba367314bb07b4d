using System.Numerics;
using ZkStyle.Ethereum.Abi;
using ZkStyle.Ethereum.Contracts;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Rpc;
using ZkStyle.Ethereum.Sending;
using ZkStyle.Ethereum.Tests.Support;

namespace ZkStyle.Ethereum.Tests.Contracts;

[Collection(AnvilFixture.Name)]
public class ContractTests(AnvilFixture fixture)
{
    [Fact]
    public async Task Calls_and_transactions_reach_the_contract()
    {
        var contract = await DeployAsync();
        Assert.Equal(BigInteger.Zero, await contract.CallAsync<BigInteger>("get", []));
        var receipt = await contract.SendAsync(fixture.Sender, "set", [123], value: 5);
        Assert.Equal(new BigInteger(123), await contract.CallAsync<BigInteger>("get", []));
        Assert.Equal(BigInteger.Zero, await contract.CallAsync<BigInteger>("get", [], BlockTag.At(receipt.BlockNumber - 1)));
        Assert.Equal(new BigInteger(5), await fixture.Client.GetBalanceAsync(contract.Address));
    }

    [Fact]
    public async Task Nested_values_survive_the_way_through_the_chain()
    {
        var contract = await DeployAsync();
        var random = new RandomValues(5);
        var echo = contract.Abi.Function("echo");
        for (var i = 0; i < 5; i++)
        {
            object[] values = [.. echo.Inputs.Select(p => random.Value(p.Type))];
            AbiValues.AssertEqual(values, await contract.CallAsync("echo", values));
        }
    }

    [Fact]
    public async Task Logs_are_decoded_and_found_again()
    {
        var contract = await DeployAsync();
        var random = new RandomValues(6);
        var (first, second, data) = (random.Address(), random.Address(), random.Hash());
        var receipt = await contract.SendAsync(fixture.Sender, "announce", [first, 7, data]);
        await contract.SendAsync(fixture.Sender, "announce", [second, 8, data]);

        var log = contract.DecodeLogs(receipt.Logs).Single();
        Assert.Equal("Announced", log.Event.Name);
        Assert.Equal((first, new BigInteger(7)), (log.Value<Address>("who"), log.Value<BigInteger>("number")));
        Assert.Equal(data.ToArray(), log.Value<byte[]>("data"));
        Assert.Throws<ArgumentException>(() => log.Value<string>("who"));
        Assert.Throws<ArgumentException>(() => log.Value<string>("what"));

        Assert.Equal(2, (await contract.GetLogsAsync("Announced", [], BlockTag.Earliest, BlockTag.Latest)).Count);
        var found = await contract.GetLogsAsync("Announced", [null, 8], BlockTag.Earliest, BlockTag.Latest);
        Assert.Equal(second, found.Single().Value<Address>("who"));
        Assert.Empty(await contract.GetLogsAsync("Announced", [first, 8], BlockTag.Earliest, BlockTag.Latest));
        Assert.Equal(second, (await contract.GetLogsAsync("Announced", [], BlockTag.At(receipt.BlockNumber + 1), BlockTag.Latest)).Single().Value<Address>("who"));

        // Logs of another contract are not this one's.
        Assert.Empty(new Contract(fixture.Client, Address.Zero, contract.Abi).DecodeLogs(receipt.Logs));
    }

    [Fact]
    public async Task Declared_errors_are_named()
    {
        var contract = await DeployAsync();
        var called = await Assert.ThrowsAsync<ContractRevertedException>(() => contract.CallAsync("refuse", [9]));
        Assert.EndsWith("the contract reverted: Refused(value: 9).", called.Message, StringComparison.Ordinal);
        var sent = await Assert.ThrowsAsync<ContractRevertedException>(() => contract.SendAsync(fixture.Sender, "refuse", [9]));
        Assert.Equal([new BigInteger(9)], sent.Reason.Values);
    }

    [Fact]
    public async Task An_address_without_a_contract_is_told_so()
    {
        var contract = new Contract(fixture.Client, Address.Parse("0x00000000000000000000000000000000deadbeef"), Evm.Abi);
        var e = await Assert.ThrowsAsync<FormatException>(() => contract.CallAsync("get", []));
        Assert.Contains("there is no such contract", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_result_of_another_type_is_told_so()
    {
        var contract = await DeployAsync();
        await contract.SendAsync(fixture.Sender, "set", [123]);
        await Assert.ThrowsAsync<ArgumentException>(() => contract.CallAsync<string>("get", []));
        var mistaken = new Contract(fixture.Client, contract.Address, ContractAbi.Parse("function get() view returns (string)"));
        await Assert.ThrowsAsync<FormatException>(() => mistaken.CallAsync("get", []));
    }

    private async Task<Contract> DeployAsync()
    {
        var receipt = await fixture.Sender.SendAsync(new TransactionRequest { To = null, Data = Evm.InitCode });
        return new Contract(fixture.Client, receipt.ContractAddress!.Value, Evm.Abi);
    }
}
