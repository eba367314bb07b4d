using ZkStyle.Ethereum.Contracts;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Rpc;
using ZkStyle.Ethereum.Tests.Support;

namespace ZkStyle.Ethereum.Tests.Contracts;

[Collection(AnvilFixture.Name)]
public class DataContractTests(AnvilFixture fixture)
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(DataContract.MaxLength)]
    public async Task Bytes_are_stored_behind_STOP_and_read_back(int length)
    {
        var data = new RandomValues(length).Bytes(length);
        var (address, receipt) = await DataContract.DeployAsync(fixture.Sender, data);
        Assert.Equal(receipt.ContractAddress, address);
        Assert.Equal([0, .. data], await fixture.Client.GetCodeAsync(address));
        Assert.Equal(data, await DataContract.ReadAsync(fixture.Client, address));
        // Nobody can run them.
        Assert.Empty(await fixture.Client.CallAsync(new CallRequest { To = address, Data = new byte[] { 1 } }));
    }

    [Fact]
    public void One_byte_more_than_fits_is_refused() =>
        Assert.Throws<ArgumentException>(() => DataContract.InitCode(new byte[DataContract.MaxLength + 1]));

    [Fact]
    public async Task Other_accounts_are_no_data_contracts()
    {
        await Assert.ThrowsAsync<FormatException>(() => DataContract.ReadAsync(fixture.Client, fixture.Account.Address));
        var receipt = await fixture.Sender.SendAsync(new() { To = null, Data = Evm.InitCode });
        await Assert.ThrowsAsync<FormatException>(() => DataContract.ReadAsync(fixture.Client, receipt.ContractAddress!.Value));
        await Assert.ThrowsAsync<FormatException>(() => DataContract.ReadAsync(fixture.Client, Address.Zero));
    }
}
