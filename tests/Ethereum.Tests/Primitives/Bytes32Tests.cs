using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Tests.Primitives;

public class Bytes32Tests
{
    private const string Text = "0x000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    [Fact]
    public void Text_bytes_and_integer_agree()
    {
        var value = Bytes32.Parse(Text);
        Assert.Equal(Text, value.ToString());
        Assert.Equal(Enumerable.Range(0, 32).Select(i => (byte)i), value.ToArray());
        Assert.Equal(value, new Bytes32(value.ToArray()));
        Assert.Equal(value, Bytes32.FromInteger(value.ToInteger()));
    }

    [Fact]
    public void Equality_looks_at_every_byte()
    {
        var bytes = new byte[32];
        var zero = new Bytes32(bytes);
        Assert.True(zero == default);
        for (var i = 0; i < 32; i++)
        {
            bytes[i] = 1;
            var other = new Bytes32(bytes);
            Assert.True(zero != other);
            Assert.NotEqual(zero.GetHashCode(), other.GetHashCode());
            bytes[i] = 0;
        }
    }

    [Fact]
    public void Keccak_of_nothing_is_the_known_hash() => Assert.Equal(
        "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470", Bytes32.Keccak([]).ToString());

    [Fact]
    public void Other_lengths_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Bytes32(new byte[31]));
        Assert.Throws<FormatException>(() => Bytes32.Parse(Text[..^2]));
        Assert.Throws<FormatException>(() => Bytes32.Parse(Text + "00"));
        Assert.False(Bytes32.TryParse("", out _));
    }
}
