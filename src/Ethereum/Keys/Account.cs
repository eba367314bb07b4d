using System.Security.Cryptography;
using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Keys;

/// <summary>
/// An account whose private key this process holds. The key stays inside the platform's ECDSA, which signs
/// with random nonces: signing twice gives two signatures, both valid. Nothing here prints or returns the key.
/// </summary>
/// <remarks>Instances may be shared among threads. Dispose to let go of the key.</remarks>
public sealed class Account : IDisposable
{
    /// <summary>Length of a private key in bytes.</summary>
    public const int KeyLength = 32;

    // A nonce point fails the checks below with probability 2^-128; a second failure means a broken platform.
    private const int MaxAttempts = 4;
    private const int MaxKeyFileLength = 1024;

    private readonly ECDsa _ecdsa;
    private readonly Lock _signing = new();

    private Account(ECDsa ecdsa)
    {
        _ecdsa = ecdsa;
        var q = ecdsa.ExportParameters(includePrivateParameters: false).Q;
        PublicKey = new PublicKey([.. Pad(q.X!), .. Pad(q.Y!)]);

        static byte[] Pad(byte[] coordinate) => [.. new byte[32 - coordinate.Length], .. coordinate];
    }

    /// <summary>The public key.</summary>
    public PublicKey PublicKey { get; }

    /// <summary>The account's address.</summary>
    public Address Address => PublicKey.Address;

    internal static ECCurve Curve { get; } = ECCurve.CreateFromFriendlyName("secp256k1");

    /// <summary>Makes an account with a new random key.</summary>
    /// <returns>The account.</returns>
    public static Account Generate() => new(ECDsa.Create(Curve));

    /// <summary>Takes a private key.</summary>
    /// <param name="privateKey">32 big-endian bytes, a number in [1, n). The caller may wipe them afterwards.</param>
    /// <returns>The account.</returns>
    /// <exception cref="FormatException">Not 32 bytes, or not in that range. The message does not show the key.</exception>
    public static Account FromPrivateKey(ReadOnlySpan<byte> privateKey)
    {
        if (privateKey.Length != KeyLength)
            throw new FormatException($"A private key is {KeyLength} bytes, got {privateKey.Length}.");
        var secret = privateKey.ToArray();
        try
        {
            return new(ECDsa.Create(new ECParameters { Curve = Curve, D = secret }));
        }
        catch (CryptographicException e)
        {
            throw new FormatException("The private key is outside the range of secp256k1, 1..n-1.", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>Reads a private key from text: 64 hexadecimal digits, with or without <c>0x</c>, blanks around them.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The account.</returns>
    /// <exception cref="FormatException">Not a private key. The message does not show the text.</exception>
    public static Account FromPrivateKey(ReadOnlySpan<char> text)
    {
        var digits = text.Trim();
        if (digits.StartsWith("0x", StringComparison.Ordinal))
            digits = digits[2..];
        Span<byte> secret = stackalloc byte[KeyLength];
        try
        {
            if (digits.Length != 2 * KeyLength || Convert.FromHexString(digits, secret, out _, out _) != System.Buffers.OperationStatus.Done)
                throw new FormatException($"A private key is {2 * KeyLength} hexadecimal digits, with or without 0x; the text is not.");
            return FromPrivateKey(secret);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>Reads a private key from a text file.</summary>
    /// <param name="path">A file with one private key as <see cref="FromPrivateKey(ReadOnlySpan{char})"/> takes it.</param>
    /// <returns>The account.</returns>
    /// <exception cref="FormatException">The file's content is not a private key. The message names the file and does not show its content.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Account FromKeyFile(string path)
    {
        var bytes = new byte[MaxKeyFileLength + 1];
        var characters = new char[bytes.Length];
        try
        {
            int length;
            using (var file = File.OpenRead(path))
                length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length > MaxKeyFileLength)
                throw new FormatException($"it is longer than {MaxKeyFileLength} bytes");
            // Latin-1 maps every byte to a character, so a file of other bytes fails as "not a key", not as "not text".
            var count = System.Text.Encoding.Latin1.GetChars(bytes.AsSpan(0, length), characters);
            return FromPrivateKey(characters.AsSpan(0, count));
        }
        catch (FormatException e)
        {
            throw new FormatException($"The key file {path} does not hold a private key: {e.Message}", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
            Array.Clear(characters);
        }
    }

    /// <summary>Signs a hash.</summary>
    /// <param name="hash">The hash.</param>
    /// <returns>A canonical signature from which this account's key can be recovered.</returns>
    public EcdsaSignature Sign(Bytes32 hash)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            byte[] bytes;
            lock (_signing)
                bytes = _ecdsa.SignHash(hash.ToArray(), DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
            var r = Uint256.Read(bytes.AsSpan(0, 32));
            var s = Uint256.Read(bytes.AsSpan(32));
            // (r, n - s) is the same signature with the nonce's point negated.
            if (s > Secp256k1.HalfN)
                s = Secp256k1.N - s;
            if (PublicKey.FindParity(hash, r, s) is { } yIsOdd)
                return new EcdsaSignature(r, s, yIsOdd);
        }

        throw new CryptographicException("The platform's ECDSA gives signatures over secp256k1 that do not verify.");
    }

    /// <inheritdoc/>
    public void Dispose() => _ecdsa.Dispose();

    /// <summary>The address; never the key.</summary>
    public override string ToString() => Address.ToString();
}
