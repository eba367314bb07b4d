using System.Numerics;
using ZkStyle.Ethereum.Abi;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Tests.Support;

namespace ZkStyle.Ethereum.Tests.Abi;

public class AbiErrorTests
{
    // Solidity documentation, "Contract ABI specification", section "Errors".
    [Fact]
    public void InsufficientBalance()
    {
        var error = AbiError.Parse("error InsufficientBalance(uint256 available, uint256 required)");
        var data = error.Encode(0, 5);
        Assert.Equal("0xcf479181" + new string('0', 64) + new string('0', 63) + "5", Hex.Format(data));
        AbiValues.AssertEqual(new object[] { BigInteger.Zero, new BigInteger(5) }, error.Decode(data));
    }

    [Fact]
    public void Data_of_other_errors_are_refused()
    {
        var error = AbiError.Parse("Refused(bool)");
        Assert.Throws<FormatException>(() => error.Decode([]));
        Assert.Throws<FormatException>(() => error.Decode(AbiError.Parse("Other(bool)").Encode(true)));
        Assert.Throws<FormatException>(() => error.Decode(error.Selector));
        Assert.Throws<FormatException>(() => AbiError.Parse("error E() view"));
    }
}
