namespace ZkStyle.Prover.Export;

/// <summary>
/// A verifying key as it stands on chain: an account whose code is one zero byte (STOP, so that nobody can run it)
/// followed by the key's bytes (docs/protocol.md, "The verifying key").
/// </summary>
public static class VerifyingKeyContract
{
    /// <summary>The most bytes of a key that fit a contract's code of 24,576 bytes (EIP-170).</summary>
    public const int MaximumKeyLength = 24_576 - 1;

    /// <summary>
    /// PUSH2 length, DUP1, PUSH1 offset, PUSH0, CODECOPY, PUSH0, RETURN: returns everything behind itself as the code.
    /// </summary>
    private static ReadOnlySpan<byte> Prefix => [0x61, 0, 0, 0x80, 0x60, 10, 0x5f, 0x39, 0x5f, 0xf3];

    /// <summary>The code of the data contract.</summary>
    /// <param name="key">The key's bytes.</param>
    /// <returns>A zero byte, then the key.</returns>
    /// <exception cref="ArgumentException">The key is empty or does not fit a contract.</exception>
    public static byte[] Code(ReadOnlySpan<byte> key)
    {
        if (key.IsEmpty || key.Length > MaximumKeyLength)
            throw new ArgumentException($"A key on chain has 1 to {MaximumKeyLength} bytes, this one has {key.Length}.", nameof(key));
        return [0, .. key];
    }

    /// <summary>The init code of a transaction that creates the data contract.</summary>
    /// <param name="key">The key's bytes.</param>
    /// <returns>The init code; it takes no constructor arguments.</returns>
    /// <exception cref="ArgumentException">The key is empty or does not fit a contract.</exception>
    public static byte[] InitCode(ReadOnlySpan<byte> key)
    {
        var code = Code(key);
        byte[] initCode = [.. Prefix, .. code];
        initCode[1] = (byte)(code.Length >> 8);
        initCode[2] = (byte)code.Length;
        return initCode;
    }
}
