using System.Numerics;
using System.Text;
using ZkStyle.Prover.Transcripts;

namespace ZkStyle.Prover.Tests.Transcripts;

public class Keccak256Tests
{
    /// <summary>
    /// Keccak-256 (padding 0x01): the empty string and the "quick brown fox" sentences as in the Keccak team's and
    /// Ethereum's documentation; ShortMsgKAT_256 of the Keccak submission, lengths 8 and 16 bits.
    /// </summary>
    [Theory]
    [InlineData("", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470")]
    [InlineData("616263", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45")]
    [InlineData("54686520717569636b2062726f776e20666f78206a756d7073206f76657220746865206c617a7920646f67", "4d741b6f1eb29cb2a9b9911c82f56fa8d73b04959d3d9d222895df6c0b28aa15")]
    [InlineData("cc", "eead6dbfc7340a56caedc044696a168870549a6a7f6f56961e84a54bd9970b8a")]
    [InlineData("41fb", "a8eaceda4d47b3281a795ad9e1ea2122b407baf9aabcb9e18b5717b7873537d2")]
    public void Known_messages_have_known_digests(string message, string digest) =>
        Assert.Equal(digest, Convert.ToHexStringLower(Keccak256.Hash(Convert.FromHexString(message))));

    /// <summary>The signature hashes of ERC-20 that every Ethereum tool prints.</summary>
    [Theory]
    [InlineData("transfer(address,uint256)", "a9059cbb")]
    [InlineData("balanceOf(address)", "70a08231")]
    [InlineData("Transfer(address,address,uint256)", "ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef")]
    public void Ethereum_signatures_have_their_selectors(string signature, string start) =>
        Assert.StartsWith(start, Convert.ToHexStringLower(Keccak256.Hash(Encoding.ASCII.GetBytes(signature))), StringComparison.Ordinal);

    [Fact]
    public void Every_length_up_to_two_blocks_agrees_with_the_bitwise_definition()
    {
        var message = Message(300);
        for (var length = 0; length <= message.Length; length++)
            Assert.Equal(BitwiseKeccak.Hash(message[..length]), Keccak256.Hash(message.AsSpan(0, length)));
    }

    [Theory]
    [InlineData(4)]
    public void Long_random_messages_agree_with_the_rounds_as_loops(int seed)
    {
        var random = new Random(seed);
        for (var trial = 0; trial < 200; trial++)
        {
            var message = new byte[random.Next(20_000)];
            random.NextBytes(message);
            Assert.Equal(LaneKeccak.Hash(message), Keccak256.Hash(message));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Pieces_give_the_digest_of_the_whole(int seed)
    {
        var random = new Random(seed);
        var hasher = new Keccak256();
        for (var trial = 0; trial < 50; trial++)
        {
            // The same instance serves one message after another.
            var message = Message(random.Next(1000));
            for (var start = 0; start < message.Length;)
            {
                var length = Math.Min(random.Next(300), message.Length - start);
                hasher.Append(message.AsSpan(start, length));
                start += length;
            }

            var digest = new byte[Keccak256.DigestLength];
            hasher.Finish(digest);
            Assert.Equal(Keccak256.Hash(message), digest);
        }
    }

    [Fact]
    public void A_digest_may_overwrite_its_message_and_needs_room()
    {
        var buffer = Message(200);
        var expected = Keccak256.Hash(buffer);
        Keccak256.Hash(buffer, buffer);
        Assert.Equal(expected, buffer[..32]);
        Assert.Throws<ArgumentException>(() => Keccak256.Hash([], new byte[31]));
    }

    private static byte[] Message(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)((i * 167) + 13))];

    /// <summary>
    /// Keccak[c = 512] over single bits with integers as the state, straight from the reference's definitions.
    /// </summary>
    private static class BitwiseKeccak
    {
        private const int Width = 64;

        private static readonly int[] s_roundConstantBits = [.. Enumerable.Range(0, 7 * 24).Select(RoundConstantBit)];

        public static byte[] Hash(byte[] message)
        {
            const int Rate = 1088;
            var bits = message.SelectMany(b => Enumerable.Range(0, 8).Select(i => b >> i & 1)).ToList();
            bits.Add(1);
            while (bits.Count % Rate != Rate - 1)
                bits.Add(0);
            bits.Add(1);

            var state = new int[5, 5, Width];
            for (var block = 0; block < bits.Count; block += Rate)
            {
                for (var i = 0; i < Rate; i++)
                {
                    var lane = i / Width;
                    state[lane % 5, lane / 5, i % Width] ^= bits[block + i];
                }

                for (var round = 0; round < 24; round++)
                    state = Round(state, round);
            }

            var digest = new byte[32];
            for (var i = 0; i < 256; i++)
                digest[i / 8] |= (byte)(state[i / Width % 5, i / Width / 5, i % Width] << (i % 8));
            return digest;
        }

        private static int[,,] Round(int[,,] a, int round)
        {
            var theta = new int[5, 5, Width];
            for (var x = 0; x < 5; x++)
            {
                for (var z = 0; z < Width; z++)
                {
                    var parity = 0;
                    for (var y = 0; y < 5; y++)
                        parity ^= a[(x + 4) % 5, y, z] ^ a[(x + 1) % 5, y, (z + Width - 1) % Width];
                    for (var y = 0; y < 5; y++)
                        theta[x, y, z] = a[x, y, z] ^ parity;
                }
            }

            // rho: lane (x, y) of step t, (x, y) = [[0, 1], [2, 3]]^t (1, 0), turns by (t + 1)(t + 2)/2; pi moves it to (y, 2x + 3y).
            var moved = new int[5, 5, Width];
            for (var z = 0; z < Width; z++)
                moved[0, 0, z] = theta[0, 0, z];
            for (var (t, x, y) = (0, 1, 0); t < 24; t++)
            {
                for (var z = 0; z < Width; z++)
                    moved[y, ((2 * x) + (3 * y)) % 5, (z + ((t + 1) * (t + 2) / 2)) % Width] = theta[x, y, z];
                (x, y) = (y, ((2 * x) + (3 * y)) % 5);
            }

            var result = new int[5, 5, Width];
            for (var x = 0; x < 5; x++)
            {
                for (var y = 0; y < 5; y++)
                {
                    for (var z = 0; z < Width; z++)
                        result[x, y, z] = moved[x, y, z] ^ ((moved[(x + 1) % 5, y, z] ^ 1) & moved[(x + 2) % 5, y, z]);
                }
            }

            for (var j = 0; j <= 6; j++)
                result[0, 0, (1 << j) - 1] ^= s_roundConstantBits[j + (7 * round)];
            return result;
        }

        /// <summary>The coefficient of 1 in x^t modulo x^8 + x^6 + x^5 + x^4 + 1 over two elements.</summary>
        private static int RoundConstantBit(int t)
        {
            var power = BigInteger.One << t;
            for (var bit = t; bit >= 8; bit--)
            {
                if (!((power >> bit) & 1).IsZero)
                    power ^= (BigInteger)0b1_0111_0001 << (bit - 8);
            }

            return (int)(power & 1);
        }
    }
}
