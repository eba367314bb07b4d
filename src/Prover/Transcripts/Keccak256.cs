using System.Buffers.Binary;
using System.Numerics;
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

    /// <summary>Keccak-f[1600], section 1.2 of the reference: theta, rho and pi, chi, iota, 24 times.</summary>
    private static void Permute(Span<ulong> a)
    {
        Span<ulong> c = stackalloc ulong[5];
        Span<ulong> b = stackalloc ulong[25];
        foreach (var roundConstant in s_roundConstants)
        {
            for (var x = 0; x < 5; x++)
                c[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
            for (var x = 0; x < 5; x++)
            {
                var d = c[(x + 4) % 5] ^ BitOperations.RotateLeft(c[(x + 1) % 5], 1);
                for (var y = 0; y < 25; y += 5)
                    a[x + y] ^= d;
            }

            // rho and pi together: lane (x, y) moves to (y, 2x + 3y) rotated by the triangular numbers.
            b[0] = a[0];
            int px = 1, py = 0;
            for (var t = 0; t < 24; t++)
            {
                var (nx, ny) = (py, (2 * px + 3 * py) % 5);
                b[nx + 5 * ny] = BitOperations.RotateLeft(a[px + 5 * py], (t + 1) * (t + 2) / 2 % 64);
                (px, py) = (nx, ny);
            }

            for (var y = 0; y < 25; y += 5)
            {
                for (var x = 0; x < 5; x++)
                    a[x + y] = b[x + y] ^ (~b[(x + 1) % 5 + y] & b[(x + 2) % 5 + y]);
            }

            a[0] ^= roundConstant;
        }
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
