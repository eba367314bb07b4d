using System.Buffers.Binary;
using System.Numerics;

namespace ZkStyle.Prover.Tests.Transcripts;

/// <summary>Keccak-256 with loops over lanes, as the reference's pseudocode has it: slow, and fast enough for long messages.</summary>
internal static class LaneKeccak
{
    private const int Rate = 136;

    public static byte[] Hash(ReadOnlySpan<byte> message)
    {
        var padded = new byte[(message.Length / Rate + 1) * Rate];
        message.CopyTo(padded);
        padded[message.Length] ^= 0x01;
        padded[^1] ^= 0x80;
        var state = new ulong[25];
        for (var start = 0; start < padded.Length; start += Rate)
        {
            for (var i = 0; i < Rate / 8; i++)
                state[i] ^= BinaryPrimitives.ReadUInt64LittleEndian(padded.AsSpan(start + (8 * i)));
            Permute(state);
        }

        var digest = new byte[32];
        for (var i = 0; i < 4; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(digest.AsSpan(8 * i), state[i]);
        return digest;
    }

    private static void Permute(ulong[] a)
    {
        Span<ulong> c = stackalloc ulong[5];
        Span<ulong> b = stackalloc ulong[25];
        byte register = 1;
        for (var round = 0; round < 24; round++)
        {
            for (var x = 0; x < 5; x++)
                c[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
            for (var i = 0; i < 25; i++)
                a[i] ^= c[(i + 4) % 5] ^ BitOperations.RotateLeft(c[(i + 1) % 5], 1);

            // Lane (x, y) of step t moves to (y, 2x + 3y), turned by (t + 1)(t + 2)/2.
            b[0] = a[0];
            var (px, py) = (1, 0);
            for (var t = 0; t < 24; t++)
            {
                var (nx, ny) = (py, ((2 * px) + (3 * py)) % 5);
                b[nx + (5 * ny)] = BitOperations.RotateLeft(a[px + (5 * py)], (t + 1) * (t + 2) / 2 % 64);
                (px, py) = (nx, ny);
            }

            for (var y = 0; y < 25; y += 5)
            {
                for (var x = 0; x < 5; x++)
                    a[x + y] = b[x + y] ^ (~b[((x + 1) % 5) + y] & b[((x + 2) % 5) + y]);
            }

            // iota: bit 2^j - 1 is the output of the register x^8 + x^6 + x^5 + x^4 + 1 at step 7 round + j.
            for (var j = 0; j < 7; j++)
            {
                if ((register & 1) != 0)
                    a[0] ^= 1UL << ((1 << j) - 1);
                register = (byte)((register << 1) ^ ((register & 0x80) != 0 ? 0x71 : 0));
            }
        }
    }
}
