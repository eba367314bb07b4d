using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace ZkStyle.Prover.Fields;

public readonly partial struct PrimeField<TModulus>
{
    /// <summary>Bytes of one canonical element.</summary>
    public const int ByteLength = 32;

    /// <summary>Integers become elements without a cast.</summary>
    /// <param name="value">Any integer; negative ones count down from p.</param>
    public static implicit operator PrimeField<TModulus>(long value) => FromInt64(value);

    /// <summary>The element of a non-negative integer.</summary>
    /// <param name="value">The integer.</param>
    /// <returns>The element.</returns>
    public static PrimeField<TModulus> FromUInt64(ulong value) =>
        new PrimeField<TModulus>(value, 0, 0, 0) * RadixSquared;

    /// <summary>The element of a signed integer; negative ones count down from p.</summary>
    /// <param name="value">The integer.</param>
    /// <returns>The element.</returns>
    public static PrimeField<TModulus> FromInt64(long value) =>
        value >= 0 ? FromUInt64((ulong)value) : -FromUInt64(0UL - (ulong)value);

    /// <summary>The element of any integer, reduced modulo p.</summary>
    /// <param name="value">The integer.</param>
    /// <returns>The element.</returns>
    public static PrimeField<TModulus> FromBigInteger(BigInteger value)
    {
        var reduced = BigInteger.Remainder(value, Modulus);
        if (reduced.Sign < 0)
            reduced += Modulus;
        return FromLimbs(reduced) * RadixSquared;
    }

    /// <summary>Reads a canonical element: 32 bytes, big-endian, below p.</summary>
    /// <param name="bytes">At least 32 bytes; the first 32 are read.</param>
    /// <param name="value">The element, or zero.</param>
    /// <returns>False when too short or not below p.</returns>
    public static bool TryReadBigEndian(ReadOnlySpan<byte> bytes, out PrimeField<TModulus> value)
    {
        value = default;
        if (bytes.Length < ByteLength)
            return false;
        var raw = ReadLimbs(bytes);
        if (!raw.IsReducedLimbs())
            return false;
        value = raw * RadixSquared;
        return true;
    }

    /// <summary>Reads 32 big-endian bytes as an integer below 2^256 and reduces it modulo p.</summary>
    /// <param name="bytes">At least 32 bytes; the first 32 are read.</param>
    /// <returns>The element.</returns>
    /// <exception cref="ArgumentException">Fewer than 32 bytes.</exception>
    public static PrimeField<TModulus> ReduceBigEndian(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < ByteLength)
            throw new ArgumentException($"{ByteLength} bytes expected, got {bytes.Length}.", nameof(bytes));

        // The integer is below 2^256 < 6p, so at most five subtractions reduce it before the Montgomery step.
        var raw = ReadLimbs(bytes);
        var modulus = new PrimeField<TModulus>(TModulus.P0, TModulus.P1, TModulus.P2, TModulus.P3);
        while (!raw.IsReducedLimbs())
            raw = raw.SubtractLimbs(in modulus, out _);
        return raw * RadixSquared;
    }

    /// <summary>
    /// The element n / 2^256 of an integer n, whose Montgomery form is n itself: no conversion. A product with <see cref="Radix"/> or
    /// with a factor that carries it gives n.
    /// </summary>
    /// <param name="bytes">The integer, big-endian, at most 31 bytes.</param>
    internal static PrimeField<TModulus> IntegerOverRadix(ReadOnlySpan<byte> bytes)
    {
        Span<byte> padded = stackalloc byte[ByteLength];
        padded.Clear();
        bytes.CopyTo(padded[(ByteLength - bytes.Length)..]);
        return ReadLimbs(padded);
    }

    /// <summary>Writes the canonical form: 32 bytes, big-endian.</summary>
    /// <param name="destination">Receives 32 bytes.</param>
    /// <exception cref="ArgumentException">Fewer than 32 bytes of room.</exception>
    public void WriteBigEndian(Span<byte> destination)
    {
        if (destination.Length < ByteLength)
            throw new ArgumentException($"{ByteLength} bytes needed, got {destination.Length}.", nameof(destination));
        var canonical = ToCanonicalLimbs();
        BinaryPrimitives.WriteUInt64BigEndian(destination, canonical._a3);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], canonical._a2);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], canonical._a1);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], canonical._a0);
    }

    /// <summary>The canonical form as a new array of 32 bytes, big-endian.</summary>
    /// <returns>The bytes.</returns>
    public byte[] ToBigEndian()
    {
        var bytes = new byte[ByteLength];
        WriteBigEndian(bytes);
        return bytes;
    }

    /// <summary>The canonical integer's limbs, least significant first, for scalar recoding.</summary>
    /// <param name="limbs">Receives four words.</param>
    /// <exception cref="ArgumentException">Fewer than four words of room.</exception>
    public void WriteCanonicalLimbs(Span<ulong> limbs)
    {
        if (limbs.Length < 4)
            throw new ArgumentException($"4 words needed, got {limbs.Length}.", nameof(limbs));
        var canonical = ToCanonicalLimbs();
        limbs[0] = canonical._a0;
        limbs[1] = canonical._a1;
        limbs[2] = canonical._a2;
        limbs[3] = canonical._a3;
    }

    /// <summary>The element as an integer in [0, p).</summary>
    /// <returns>The integer.</returns>
    public BigInteger ToBigInteger() => new(ToBigEndian(), isUnsigned: true, isBigEndian: true);

    /// <summary>The element as an integer in (-p/2, p/2), for people.</summary>
    /// <returns>Decimal digits with a sign where that is shorter.</returns>
    public override string ToString()
    {
        var value = ToBigInteger();
        if (value > Modulus / 2)
            value -= Modulus;
        return value.ToString(CultureInfo.InvariantCulture);
    }

    private static PrimeField<TModulus> FromLimbs(BigInteger value)
    {
        Span<byte> bytes = stackalloc byte[ByteLength];
        bytes.Clear();
        if (!value.TryWriteBytes(bytes, out _, isUnsigned: true))
            throw new ArgumentOutOfRangeException(nameof(value), "The integer does not fit 256 bits.");
        return new PrimeField<TModulus>(
            BinaryPrimitives.ReadUInt64LittleEndian(bytes),
            BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]));
    }

    private static PrimeField<TModulus> ReadLimbs(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes));

    /// <summary>Leaves Montgomery form: multiplying by the plain integer 1 divides by 2^256.</summary>
    private PrimeField<TModulus> ToCanonicalLimbs() => this * new PrimeField<TModulus>(1, 0, 0, 0);

    /// <summary>Whether limbs that came from memory, not from arithmetic, are those of an element: below p.</summary>
    internal bool IsReducedLimbs()
    {
        if (_a3 != TModulus.P3)
            return _a3 < TModulus.P3;
        if (_a2 != TModulus.P2)
            return _a2 < TModulus.P2;
        return _a1 != TModulus.P1 ? _a1 < TModulus.P1 : _a0 < TModulus.P0;
    }
}
