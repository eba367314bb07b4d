using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ZkStyle.Prover.Transcripts;

/// <summary>
/// Keccak-256 as Ethereum uses it: Keccak[c = 512] with the original 0x01 domain padding, not the
/// 0x06 of SHA3-256. Not constant-time in the length of its input; the input itself steers no branch.
/// </summary>
/// <remarks>Source: Bertoni, Daemen, Peeters, Van Assche, "The Keccak reference", version 3.0, 2011.</remarks>
public sealed class Keccak256
{
    /// <summary>The digest's length in bytes.</summary>
    public const int DigestLength = 32;

    private const int Rate = 136;
    private const int RateWords = Rate / 8;

    private static readonly ulong[] s_roundConstants = ComputeRoundConstants();

    private readonly ulong[] _state = new ulong[25];
    private readonly byte[] _block = new byte[Rate];
    private int _filled;

    /// <summary>Hashes <paramref name="data"/> in one call.</summary>
    /// <param name="data">The message; any length.</param>
    /// <returns>A new array of 32 bytes.</returns>
    public static byte[] Hash(ReadOnlySpan<byte> data)
    {
        var digest = new byte[DigestLength];
        Hash(data, digest);
        return digest;
    }

    /// <summary>Hashes <paramref name="data"/> in one call into <paramref name="digest"/>.</summary>
    /// <param name="data">The message; any length.</param>
    /// <param name="digest">Receives the digest in its first 32 bytes; may overlap the message.</param>
    /// <exception cref="ArgumentException"><paramref name="digest"/> is shorter than 32 bytes.</exception>
    public static void Hash(ReadOnlySpan<byte> data, Span<byte> digest)
    {
        var hasher = new Keccak256();
        hasher.Append(data);
        hasher.Finish(digest);
    }

    /// <summary>Absorbs more of the message.</summary>
    /// <param name="data">The next bytes of the message.</param>
    public void Append(ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            var taken = Math.Min(Rate - _filled, data.Length);
            data[..taken].CopyTo(_block.AsSpan(_filled));
            _filled += taken;
            data = data[taken..];
            if (_filled == Rate)
            {
                AbsorbBlock();
                _filled = 0;
            }
        }
    }

    /// <summary>Pads, writes the digest, and makes this instance ready for a new message.</summary>
    /// <param name="digest">Receives the digest in its first 32 bytes.</param>
    /// <exception cref="ArgumentException"><paramref name="digest"/> is shorter than 32 bytes.</exception>
    public void Finish(Span<byte> digest)
    {
        if (digest.Length < DigestLength)
            throw new ArgumentException($"The digest needs {DigestLength} bytes, the buffer has {digest.Length}.", nameof(digest));

        _block.AsSpan(_filled).Clear();
        _block[_filled] = 0x01;
        _block[Rate - 1] |= 0x80;
        AbsorbBlock();
        for (var i = 0; i < DigestLength / 8; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(digest[(8 * i)..], _state[i]);
        Array.Clear(_state);
        _filled = 0;
    }

    private void AbsorbBlock()
    {
        var words = MemoryMarshal.Cast<byte, ulong>(_block.AsSpan());
        for (var i = 0; i < RateWords; i++)
            _state[i] ^= BitConverter.IsLittleEndian ? words[i] : BinaryPrimitives.ReverseEndianness(words[i]);
        Permute(_state);
    }

    /// <summary>
    /// Keccak-f[1600], section 1.2 of the reference. Lane (x, y) is variable number x + 5y; all rounds keep the 25 lanes in
    /// local variables and turn by constants, which the runtime holds in registers as far as they go.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Permute(Span<ulong> state)
    {
        ulong a0 = state[0], a1 = state[1], a2 = state[2], a3 = state[3], a4 = state[4];
        ulong a5 = state[5], a6 = state[6], a7 = state[7], a8 = state[8], a9 = state[9];
        ulong a10 = state[10], a11 = state[11], a12 = state[12], a13 = state[13], a14 = state[14];
        ulong a15 = state[15], a16 = state[16], a17 = state[17], a18 = state[18], a19 = state[19];
        ulong a20 = state[20], a21 = state[21], a22 = state[22], a23 = state[23], a24 = state[24];
        foreach (var roundConstant in s_roundConstants)
        {
            // theta: every lane takes in the parities of two neighbouring columns.
            var c0 = a0 ^ a5 ^ a10 ^ a15 ^ a20;
            var c1 = a1 ^ a6 ^ a11 ^ a16 ^ a21;
            var c2 = a2 ^ a7 ^ a12 ^ a17 ^ a22;
            var c3 = a3 ^ a8 ^ a13 ^ a18 ^ a23;
            var c4 = a4 ^ a9 ^ a14 ^ a19 ^ a24;
            var d0 = c4 ^ BitOperations.RotateLeft(c1, 1);
            var d1 = c0 ^ BitOperations.RotateLeft(c2, 1);
            var d2 = c1 ^ BitOperations.RotateLeft(c3, 1);
            var d3 = c2 ^ BitOperations.RotateLeft(c4, 1);
            var d4 = c3 ^ BitOperations.RotateLeft(c0, 1);

            // rho and pi: lane (x, y) turns by its offset and moves to (y, 2x + 3y).
            var b0 = a0 ^ d0;
            var b1 = BitOperations.RotateLeft(a6 ^ d1, 44);
            var b2 = BitOperations.RotateLeft(a12 ^ d2, 43);
            var b3 = BitOperations.RotateLeft(a18 ^ d3, 21);
            var b4 = BitOperations.RotateLeft(a24 ^ d4, 14);
            var b5 = BitOperations.RotateLeft(a3 ^ d3, 28);
            var b6 = BitOperations.RotateLeft(a9 ^ d4, 20);
            var b7 = BitOperations.RotateLeft(a10 ^ d0, 3);
            var b8 = BitOperations.RotateLeft(a16 ^ d1, 45);
            var b9 = BitOperations.RotateLeft(a22 ^ d2, 61);
            var b10 = BitOperations.RotateLeft(a1 ^ d1, 1);
            var b11 = BitOperations.RotateLeft(a7 ^ d2, 6);
            var b12 = BitOperations.RotateLeft(a13 ^ d3, 25);
            var b13 = BitOperations.RotateLeft(a19 ^ d4, 8);
            var b14 = BitOperations.RotateLeft(a20 ^ d0, 18);
            var b15 = BitOperations.RotateLeft(a4 ^ d4, 27);
            var b16 = BitOperations.RotateLeft(a5 ^ d0, 36);
            var b17 = BitOperations.RotateLeft(a11 ^ d1, 10);
            var b18 = BitOperations.RotateLeft(a17 ^ d2, 15);
            var b19 = BitOperations.RotateLeft(a23 ^ d3, 56);
            var b20 = BitOperations.RotateLeft(a2 ^ d2, 62);
            var b21 = BitOperations.RotateLeft(a8 ^ d3, 55);
            var b22 = BitOperations.RotateLeft(a14 ^ d4, 39);
            var b23 = BitOperations.RotateLeft(a15 ^ d0, 41);
            var b24 = BitOperations.RotateLeft(a21 ^ d1, 2);

            // chi along each row, and iota on the first lane.
            a0 = b0 ^ (~b1 & b2) ^ roundConstant;
            a1 = b1 ^ (~b2 & b3);
            a2 = b2 ^ (~b3 & b4);
            a3 = b3 ^ (~b4 & b0);
            a4 = b4 ^ (~b0 & b1);
            a5 = b5 ^ (~b6 & b7);
            a6 = b6 ^ (~b7 & b8);
            a7 = b7 ^ (~b8 & b9);
            a8 = b8 ^ (~b9 & b5);
            a9 = b9 ^ (~b5 & b6);
            a10 = b10 ^ (~b11 & b12);
            a11 = b11 ^ (~b12 & b13);
            a12 = b12 ^ (~b13 & b14);
            a13 = b13 ^ (~b14 & b10);
            a14 = b14 ^ (~b10 & b11);
            a15 = b15 ^ (~b16 & b17);
            a16 = b16 ^ (~b17 & b18);
            a17 = b17 ^ (~b18 & b19);
            a18 = b18 ^ (~b19 & b15);
            a19 = b19 ^ (~b15 & b16);
            a20 = b20 ^ (~b21 & b22);
            a21 = b21 ^ (~b22 & b23);
            a22 = b22 ^ (~b23 & b24);
            a23 = b23 ^ (~b24 & b20);
            a24 = b24 ^ (~b20 & b21);
        }

        (state[0], state[1], state[2], state[3], state[4]) = (a0, a1, a2, a3, a4);
        (state[5], state[6], state[7], state[8], state[9]) = (a5, a6, a7, a8, a9);
        (state[10], state[11], state[12], state[13], state[14]) = (a10, a11, a12, a13, a14);
        (state[15], state[16], state[17], state[18], state[19]) = (a15, a16, a17, a18, a19);
        (state[20], state[21], state[22], state[23], state[24]) = (a20, a21, a22, a23, a24);
    }

    /// <summary>The iota constants from the linear feedback register x^8 + x^6 + x^5 + x^4 + 1.</summary>
    private static ulong[] ComputeRoundConstants()
    {
        var constants = new ulong[24];
        byte register = 1;
        for (var round = 0; round < 24; round++)
        {
            for (var j = 0; j < 7; j++)
            {
                if ((register & 1) != 0)
                    constants[round] |= 1UL << ((1 << j) - 1);
                register = (byte)((register << 1) ^ ((register & 0x80) != 0 ? 0x71 : 0));
            }
        }

        return constants;
    }
}
