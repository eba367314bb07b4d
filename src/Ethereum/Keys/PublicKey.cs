using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Keys;

/// <summary>A public key: a point of secp256k1 other than infinity.</summary>
public sealed class PublicKey : IEquatable<PublicKey>
{
    /// <summary>Length of both coordinates as bytes.</summary>
    public const int Length = 64;

    private readonly byte[] _bytes;
    private readonly Secp256k1.Point _point;

    /// <summary>Reads a key.</summary>
    /// <param name="bytes">x and y, 32 big-endian bytes each.</param>
    /// <exception cref="FormatException">Not 64 bytes, or not a point of the curve.</exception>
    public PublicKey(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length)
            throw new FormatException($"A public key is {Length} bytes, got {bytes.Length}.");
        _bytes = bytes.ToArray();
        _point = new(Uint256.Read(bytes[..32]), Uint256.Read(bytes[32..]));
        if (!Secp256k1.IsOnCurve(_point))
            throw new FormatException("The public key is not a point of secp256k1.");
        Address = new Address(Bytes32.Keccak(_bytes).ToArray().AsSpan(12));
    }

    private PublicKey(Secp256k1.Point point)
        : this((byte[])[.. Bytes32.FromInteger(point.X).ToArray(), .. Bytes32.FromInteger(point.Y).ToArray()])
    {
    }

    /// <summary>The account's address: the last 20 bytes of the coordinates' Keccak-256 hash.</summary>
    public Address Address { get; }

    /// <summary>Finds the key that made a signature.</summary>
    /// <param name="hash">What was signed.</param>
    /// <param name="signature">The signature.</param>
    /// <param name="key">The signer's key, if there is one.</param>
    /// <returns>False when no key could have made the signature.</returns>
    /// <remarks>
    /// SEC 1, section 4.1.6: Q = r^-1 (s R - z G). Like the EVM's ecrecover it does not consider points whose
    /// x exceeds the group's order, which occur with probability 2^-128.
    /// </remarks>
    public static bool TryRecover(Bytes32 hash, EcdsaSignature signature, [NotNullWhen(true)] out PublicKey? key)
    {
        key = null;
        if (signature.R.IsZero || Secp256k1.Lift(signature.R, signature.YIsOdd) is not { } nonce)
            return false;
        var n = Secp256k1.N;
        var inverse = Secp256k1.Invert(signature.R, n);
        var a = (n - hash.ToInteger() % n) * inverse % n;
        var b = signature.S * inverse % n;
        if (Secp256k1.MultiplyAdd(a, b, nonce) is not { } point)
            return false;
        key = new PublicKey(point);
        return true;
    }

    /// <summary>Checks a signature with the platform's ECDSA; its parity does not matter.</summary>
    /// <param name="hash">What was signed.</param>
    /// <param name="signature">The signature.</param>
    /// <returns>Whether this key made it.</returns>
    public bool Verify(Bytes32 hash, EcdsaSignature signature)
    {
        using var ecdsa = ECDsa.Create(new ECParameters
        {
            Curve = Account.Curve,
            Q = new ECPoint { X = _bytes[..32], Y = _bytes[32..] },
        });
        return ecdsa.VerifyHash(hash.ToArray(), signature.ToBytes().AsSpan(0, 64), DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    /// <summary>x and y, 32 big-endian bytes each.</summary>
    /// <returns>64 bytes.</returns>
    public byte[] ToBytes() => [.. _bytes];

    /// <inheritdoc/>
    public bool Equals(PublicKey? other) => other is not null && _point == other._point;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PublicKey);

    /// <inheritdoc/>
    public override int GetHashCode() => _point.GetHashCode();

    /// <summary>The coordinates in hexadecimal.</summary>
    public override string ToString() => Hex.Format(_bytes);

    /// <summary>
    /// The parity of the nonce's point for a signature this key is known to have made, or null when the
    /// signature is not this key's or its point's x exceeds the group's order.
    /// </summary>
    /// <remarks>Verification's own equation, R = s^-1 (z G + r Q), gives the point; it holds public data only.</remarks>
    internal bool? FindParity(Bytes32 hash, System.Numerics.BigInteger r, System.Numerics.BigInteger s)
    {
        var n = Secp256k1.N;
        var inverse = Secp256k1.Invert(s, n);
        var nonce = Secp256k1.MultiplyAdd(hash.ToInteger() % n * inverse % n, r * inverse % n, _point);
        return nonce is { } point && point.X == r ? !point.Y.IsEven : null;
    }
}
