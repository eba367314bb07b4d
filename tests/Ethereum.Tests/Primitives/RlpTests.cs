using System.Globalization;
using System.Numerics;
using System.Text;
using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Tests.Primitives;

public class RlpTests
{
    private const string Ipsum = "Lorem ipsum dolor sit amet, consectetur adipisicing elit";

    // ethereum/tests, RLPTests/rlptest.json, commit 0d2c026.
    [Theory]
    [InlineData("", "0x80")]
    [InlineData("\u0000", "0x00")]
    [InlineData("\u0001", "0x01")]
    [InlineData("\u007f", "0x7f")]
    [InlineData("dog", "0x83646f67")]
    [InlineData("Lorem ipsum dolor sit amet, consectetur adipisicing eli", "0xb74c6f72656d20697073756d20646f6c6f722073697420616d65742c20636f6e7365637465747572206164697069736963696e6720656c69")]
    [InlineData(Ipsum, "0xb8384c6f72656d20697073756d20646f6c6f722073697420616d65742c20636f6e7365637465747572206164697069736963696e6720656c6974")]
    public void Strings(string text, string encoded) => Check(Text(text), encoded);

    // From the same file.
    [Theory]
    [InlineData("0", "0x80")]
    [InlineData("1", "0x01")]
    [InlineData("16", "0x10")]
    [InlineData("79", "0x4f")]
    [InlineData("127", "0x7f")]
    [InlineData("128", "0x8180")]
    [InlineData("1000", "0x8203e8")]
    [InlineData("100000", "0x830186a0")]
    [InlineData("83729609699884896815286331701780722", "0x8f102030405060708090a0b0c0d0e0f2")]
    [InlineData("105315505618206987246253880190783558935785933862974822347068935681", "0x9c0100020003000400050006000700080009000a000b000c000d000e01")]
    [InlineData("115792089237316195423570985008687907853269984665640564039457584007913129639936", "0xa1010000000000000000000000000000000000000000000000000000000000000000")]
    public void Integers(string number, string encoded)
    {
        var value = BigInteger.Parse(number, CultureInfo.InvariantCulture);
        Check(RlpItem.FromInteger(value), encoded);
        Assert.Equal(value, Rlp.Decode(Hex.Parse(encoded)).ToInteger(264));
    }

    // From the same file.
    [Fact]
    public void Lists()
    {
        Check(RlpItem.List(), "0xc0");
        Check(RlpItem.List(Text("dog"), Text("god"), Text("cat")), "0xcc83646f6783676f6483636174");
        Check(RlpItem.List(Text("zw"), RlpItem.List(RlpItem.FromInteger(4)), RlpItem.FromInteger(1)), "0xc6827a77c10401");
        Check(RlpItem.List(RlpItem.List(RlpItem.List(), RlpItem.List()), RlpItem.List()), "0xc4c2c0c0c0");
        Check(
            RlpItem.List(RlpItem.List(), RlpItem.List(RlpItem.List()), RlpItem.List(RlpItem.List(), RlpItem.List(RlpItem.List()))),
            "0xc7c0c1c0c3c0c1c0");
        Check(
            RlpItem.List([.. Enumerable.Range(1, 4).Select(i => RlpItem.List(Text($"key{i}"), Text($"val{i}")))]),
            "0xecca846b6579318476616c31ca846b6579328476616c32ca846b6579338476616c33ca846b6579348476616c34");
        var words = RlpItem.List(Text("asdf"), Text("qwer"), Text("zxcv"));
        const string Words = "cf84617364668471776572847a786376";
        Check(RlpItem.List([.. Enumerable.Repeat(words, 4)]), "0xf840" + string.Concat(Enumerable.Repeat(Words, 4)));
        Check(RlpItem.List([.. Enumerable.Repeat(words, 32)]), "0xf90200" + string.Concat(Enumerable.Repeat(Words, 32)));
    }

    // ethereum/tests, RLPTests/invalidRLPTest.json, commit 16806bf.
    [Theory]
    [InlineData("0xbf0f000000000000021111")]
    [InlineData("0xff0f000000000000021111")]
    [InlineData("0xf80180")]
    [InlineData("0xf80100")]
    [InlineData("0xb9002100dc2b275d0f74e8a53e6f4ec61b27f24278820be3f82ea2110e582081b0565df0")]
    [InlineData("0xf861f83eb9002100dc2b275d0f74e8a53e6f4ec61b27f24278820be3f82ea2110e582081b0565df027b90015002d5ef8325ae4d034df55d4b58d0dfba64d61ddd17be00000b9001a00dae30907045a2f66fa36f2bb8aa9029cbb0b8a7b3b5c435ab331")]
    [InlineData("0x8100")]
    [InlineData("0x8101")]
    [InlineData("0x817F")]
    [InlineData("0xb90040000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f")]
    [InlineData("0xb800")]
    [InlineData("0xfb00000040000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f")]
    [InlineData("0xf800")]
    [InlineData("0xb81000112233445566778899aabbccddeeff")]
    [InlineData("0xb801ff")]
    [InlineData("0xf810000102030405060708090a0b0c0d0e0f")]
    [InlineData("0xf803112233")]
    [InlineData("0x")]
    [InlineData("0x83646f")]
    [InlineData("0xc1")]
    [InlineData("0xc0c0")]
    [InlineData("0x0000")]
    [InlineData("0xb8")]
    [InlineData("0xbbffffffff")]
    [InlineData("0xbfffffffffffffffff")]
    [InlineData("0xffffffffffffffffff")]
    public void Encodings_that_are_not_canonical_are_refused(string encoded) =>
        Assert.StartsWith("RLP: ", Assert.Throws<FormatException>(() => Rlp.Decode(Hex.Parse(encoded))).Message, StringComparison.Ordinal);

    [Fact]
    public void Depth_is_bounded_both_ways()
    {
        static RlpItem Nest(int depth) => depth == 0 ? RlpItem.FromInteger(0) : RlpItem.List(Nest(depth - 1));
        var deepest = Rlp.Encode(Nest(Rlp.MaxDepth));
        Assert.Equal(deepest, Rlp.Encode(Rlp.Decode(deepest)));
        Assert.Throws<ArgumentException>(() => Rlp.Encode(Nest(Rlp.MaxDepth + 1)));
        Assert.Throws<FormatException>(() => Rlp.Decode(Wrap(deepest)));

        // A megabyte of nested lists must not exhaust the stack.
        var bomb = new byte[] { 0xc0 };
        while (bomb.Length < 1000)
            bomb = Wrap(bomb);
        Assert.Throws<FormatException>(() => Rlp.Decode(bomb));

        static byte[] Wrap(byte[] payload) => payload.Length <= 55
            ? [(byte)(0xc0 + payload.Length), .. payload]
            : payload.Length < 256 ? [0xf8, (byte)payload.Length, .. payload] : [0xf9, (byte)(payload.Length >> 8), (byte)payload.Length, .. payload];
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_items_encode_as_appendix_B_says_and_decode_back(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 200; i++)
        {
            var item = Draw(random, 4);
            var encoded = Rlp.Encode(item);
            Assert.Equal(Naive(item), encoded);
            Assert.Equal(encoded, Rlp.Encode(Rlp.Decode(encoded)));
        }
    }

    /// <summary>Whatever decodes is canonical: it encodes to the same bytes.</summary>
    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Mutated_encodings_are_refused_or_canonical(int seed)
    {
        var random = new Random(seed);
        var refused = 0;
        for (var i = 0; i < 3000; i++)
        {
            var encoded = Rlp.Encode(Draw(random, 3));
            for (var flips = 1 + random.Next(3); flips > 0; flips--)
                encoded[random.Next(Math.Min(encoded.Length, 8))] = (byte)random.Next(256);
            try
            {
                Assert.Equal(encoded, Rlp.Encode(Rlp.Decode(encoded)));
            }
            catch (FormatException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 500, 2999);
    }

    [Fact]
    public void Items_of_the_wrong_kind_are_refused()
    {
        Assert.Throws<FormatException>(() => RlpItem.List().Bytes);
        Assert.Throws<FormatException>(() => Text("dog").Items);
        Assert.Throws<FormatException>(() => RlpItem.FromBytes(new byte[] { 0, 1 }).ToInteger());
        Assert.Throws<FormatException>(() => RlpItem.FromBytes(new byte[] { 1, 0 }).ToInteger(8));
        Assert.Throws<FormatException>(() => RlpItem.FromBytes(new byte[] { 2 }).ToInteger(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => RlpItem.FromInteger(-1));
    }

    private static void Check(RlpItem item, string encoded)
    {
        var bytes = Hex.Parse(encoded);
        Assert.Equal(bytes, Rlp.Encode(item));
        Assert.Equal(bytes, Naive(item));
        Assert.Equal(bytes, Rlp.Encode(Rlp.Decode(bytes)));
    }

    private static RlpItem Text(string text) => RlpItem.FromBytes(Encoding.ASCII.GetBytes(text));

    private static RlpItem Draw(Random random, int depth)
    {
        if (depth > 0 && random.Next(2) == 0)
            return RlpItem.List([.. Enumerable.Range(0, random.Next(6)).Select(_ => Draw(random, depth - 1))]);
        int[] lengths = [0, 1, 1, 2, 20, 32, 54, 55, 56, 57, 255, 256, 300, 65_535, 65_536];
        var bytes = new byte[lengths[random.Next(random.Next(20) == 0 ? lengths.Length : 12)]];
        random.NextBytes(bytes);
        return RlpItem.FromBytes(bytes);
    }

    /// <summary>The yellow paper's appendix B, equations R_b and R_l, by concatenation.</summary>
    private static byte[] Naive(RlpItem item)
    {
        if (item.IsList)
        {
            byte[] s = [.. item.Items.SelectMany(Naive)];
            return s.Length < 56 ? [(byte)(192 + s.Length), .. s] : [(byte)(247 + BigEndian(s.Length).Length), .. BigEndian(s.Length), .. s];
        }

        var x = item.Bytes.ToArray();
        if (x.Length == 1 && x[0] < 128)
            return x;
        return x.Length < 56 ? [(byte)(128 + x.Length), .. x] : [(byte)(183 + BigEndian(x.Length).Length), .. BigEndian(x.Length), .. x];

        static byte[] BigEndian(int n) => n == 0 ? [] : [.. BigEndian(n / 256), (byte)(n % 256)];
    }
}
