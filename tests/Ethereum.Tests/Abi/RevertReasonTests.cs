using ZkStyle.Ethereum.Abi;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Tests.Support;

namespace ZkStyle.Ethereum.Tests.Abi;

public class RevertReasonTests
{
    // Solidity documentation, "Expressions and control structures", section "revert".
    private const string NotEnoughEther =
        "0x08c379a0"
        + "0000000000000000000000000000000000000000000000000000000000000020"
        + "000000000000000000000000000000000000000000000000000000000000001a"
        + "4e6f7420656e6f7567682045746865722070726f76696465642e000000000000";

    [Fact]
    public void A_message_is_shown()
    {
        var reason = RevertReason.Decode(Hex.Parse(NotEnoughEther));
        Assert.Equal(RevertKind.Message, reason.Kind);
        Assert.Equal("Not enough Ether provided.", reason.ToString());
        Assert.Equal(["Not enough Ether provided."], reason.Values);
    }

    [Theory]
    [InlineData(0x01, "panic 0x1: assertion failed")]
    [InlineData(0x11, "panic 0x11: arithmetic overflow")]
    [InlineData(0x12, "panic 0x12: division by zero")]
    [InlineData(0x32, "panic 0x32: index out of bounds")]
    [InlineData(0x99, "panic 0x99")]
    [InlineData(0x100, "panic 0x100")]
    public void A_panic_is_explained(int code, string text)
    {
        var reason = RevertReason.Decode(AbiError.Parse("Panic(uint256)").Encode(code));
        Assert.Equal(RevertKind.Panic, reason.Kind);
        Assert.Equal(text, reason.Text);
    }

    [Fact]
    public void A_declared_error_is_shown_with_its_fields()
    {
        var error = AbiError.Parse("error InvalidProof(uint256 tokenId, address recipient, bytes2[] parts, string)");
        var to = Address.Parse("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed");
        var data = error.Encode(7, to, new object[] { new byte[] { 1, 2 }, new byte[] { 3, 4 } }, "why");
        var reason = RevertReason.Decode(data, [AbiError.Parse("Other()"), error]);
        Assert.Equal(RevertKind.Custom, reason.Kind);
        Assert.Same(error, reason.Error);
        Assert.Equal($"InvalidProof(tokenId: 7, recipient: {to}, parts: [0x0102, 0x0304], why)", reason.Text);
        Assert.Equal(RevertKind.Unknown, RevertReason.Decode(data).Kind);
        Assert.StartsWith("unknown error 0x", RevertReason.Decode(data).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void No_data_is_no_reason()
    {
        Assert.Equal(RevertKind.Empty, RevertReason.Decode([]).Kind);
        Assert.Equal("no reason given", RevertReason.Decode([]).Text);
    }

    [Fact]
    public void Whatever_a_contract_reverts_with_becomes_one_short_line()
    {
        var random = new RandomValues(3);
        var custom = AbiError.Parse("Wild(string,bytes,(uint256[],string)[])");
        var message = AbiError.Parse("Error(string)");
        List<byte[]> all =
        [
            message.Encode(new string('x', 60_000)),
            message.Encode(new string('x', 200_000)),
            message.Encode("line\r\nline\u0007\u202ereversed\u2028"),
            [.. message.Selector, .. AbiEncoder.Encode([AbiType.Bytes], [new byte[] { 0xff, 0xfe }])],
            [.. message.Selector],
            custom.Encode(new string('y', 9000), new byte[20_000], new object[] { new object[] { Enumerable.Range(0, 500).ToArray(), "z" } }),
            .. Enumerable.Range(0, 500).Select(_ => (byte[])[.. (random.Below(2) == 0 ? message : custom).Selector, .. random.Bytes(random.Below(300))]),
            .. Enumerable.Range(0, 100).Select(random.Bytes),
        ];
        foreach (var data in all)
        {
            var reason = RevertReason.Decode(data, [custom]);
            Assert.True(reason.Text.Length <= 210, reason.Text);
            Assert.DoesNotContain(reason.Text, char.IsControl);
            Assert.DoesNotContain("\u202e", reason.Text, StringComparison.Ordinal);
            Assert.Equal(data, reason.Data.ToArray());
        }
    }
}
