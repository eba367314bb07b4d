using System.Numerics;
using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Keys;

/// <summary>
/// An ECDSA signature over secp256k1 as Ethereum carries it: canonical, that is with s at most half the
/// group's order (EIP-2), and with the parity from which the signer can be recovered.
/// </summary>
public readonly record struct EcdsaSignature
{
    /// <summary>Length of r, s and v as bytes.</summary>
    public const int Length = 65;

    /// <summary>Creates a signature from its parts.</summary>
    /// <param name="r">In [1, n).</param>
    /// <param name="s">In [1, n/2].</param>
    /// <param name="yIsOdd">Parity of the y coordinate of the point whose x is r.</param>
    /// <exception cref="FormatException">A part is out of range; signatures come from foreign data.</exception>
    public EcdsaSignature(BigInteger r, BigInteger s, bool yIsOdd)
    {
        if (r.Sign <= 0 || r >= Secp256k1.N)
            throw new FormatException("The signature's r is outside the group's order.");
        if (s.Sign <= 0 || s > Secp256k1.HalfN)
            throw new FormatException("The signature's s is outside 1..n/2; Ethereum accepts low s only (EIP-2).");
        R = r;
        S = s;
        YIsOdd = yIsOdd;
    }

    /// <summary>x coordinate of the nonce's point, in [1, n).</summary>
    public BigInteger R { get; }

    /// <summary>The proof, in [1, n/2].</summary>
    public BigInteger S { get; }

    /// <summary>Parity of the y coordinate of the nonce's point.</summary>
    public bool YIsOdd { get; }

    /// <summary>Reads r, s and v, where v is 27 or 28, or 0 or 1.</summary>
    /// <param name="bytes">65 bytes.</param>
    /// <returns>The signature.</returns>
    /// <exception cref="FormatException">Not such a signature.</exception>
    public static EcdsaSignature FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length)
            throw new FormatException($"A signature is {Length} bytes, got {bytes.Length}.");
        var v = bytes[64] >= 27 ? bytes[64] - 27 : bytes[64];
        if (v > 1)
            throw new FormatException($"A signature's last byte is 27 or 28, or 0 or 1, not {bytes[64]}.");
        return new(Uint256.Read(bytes[..32]), Uint256.Read(bytes[32..64]), v == 1);
    }

    /// <summary>Writes r, s and v = 27 or 28, as wallets do.</summary>
    /// <returns>65 bytes.</returns>
    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        Uint256.Write(R, bytes.AsSpan(0, 32));
        Uint256.Write(S, bytes.AsSpan(32, 32));
        bytes[64] = (byte)(YIsOdd ? 28 : 27);
        return bytes;
    }
}
