using System.Numerics;
using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Tests.Primitives;

public class Uint256Tests
{
    [Fact]
    public void Write_and_Read_are_inverse_at_every_width()
    {
        var word = new byte[32];
        for (var bits = 0; bits <= 256; bits++)
        {
            var value = (BigInteger.One << bits) - 1;
            Uint256.Write(value, word);
            Assert.Equal(value, Uint256.Read(word));
            Assert.Equal(bits, word.Sum(b => BitOperations.PopCount(b)));
        }
    }

    [Fact]
    public void Write_is_big_endian_and_overwrites()
    {
        var word = Enumerable.Repeat((byte)0xaa, 32).ToArray();
        Uint256.Write(0x0102, word);
        Assert.Equal([.. new byte[30], 1, 2], word);
    }

    [Fact]
    public void Values_out_of_range_are_refused()
    {
        Assert.True(Uint256.Fits(Uint256.MaxValue));
        Assert.False(Uint256.Fits(Uint256.MaxValue + 1));
        Assert.False(Uint256.Fits(-1));
        Assert.True(Uint256.Fits(255, 8));
        Assert.False(Uint256.Fits(256, 8));
        Assert.Throws<ArgumentOutOfRangeException>(() => Uint256.Write(Uint256.MaxValue + 1, new byte[32]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Uint256.Write(-1, new byte[32]));
        Assert.Throws<ArgumentException>(() => Uint256.Write(1, new byte[31]));
    }
}
