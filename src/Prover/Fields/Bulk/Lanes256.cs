using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ZkStyle.Prover.Fields.Bulk;

/// <summary>
/// Vectors of four lanes, for AVX2 with FMA. There is no rounding down, so the lower half of a product has a sign; moving it
/// into the range where its bits are an integer takes an addition that AVX-512 does without.
/// </summary>
public readonly unsafe struct Lanes256 : IVectorLanes<Vector256<double>, Vector256<long>>
{
    /// <inheritdoc />
    public static string Name => "AVX2";

    /// <inheritdoc />
    public static bool IsSupported => Avx2.IsSupported && Fma.IsSupported;

    /// <inheritdoc />
    public static int Count => 4;

    /// <inheritdoc />
    public static long HighOffset => LanesConstants.HighOffset;

    /// <inheritdoc />
    public static long LowOffset => LanesConstants.NearestLowOffset;

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Load(double* source) => Vector256.Load(source);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<double> value, double* destination) => value.Store(destination);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Broadcast(double value) => Vector256.Create(value);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Broadcast(long value) => Vector256.Create(value);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Add(Vector256<double> left, Vector256<double> right) => left + right;

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Subtract(Vector256<double> left, Vector256<double> right) => left - right;

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Add(Vector256<long> left, Vector256<long> right) => left + right;

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> MultiplyAdd(Vector256<double> left, Vector256<double> right, Vector256<double> addend) =>
        Vector256.FusedMultiplyAdd(left, right, addend);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> High(Vector256<double> left, Vector256<double> right) =>
        Vector256.FusedMultiplyAdd(left, right, Vector256.Create(LanesConstants.HighMagic));

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> HighBits(Vector256<double> high) => high.AsInt64();

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> LowBits(Vector256<double> left, Vector256<double> right, Vector256<double> high) =>
        Vector256.FusedMultiplyAdd(
            left, right, Vector256.Create(LanesConstants.HighMagic) - high + Vector256.Create(LanesConstants.DigitMagic)).AsInt64();

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> LowHalf(Vector256<double> left, Vector256<double> right)
    {
        var high = High(left, right);
        return Vector256.FusedMultiplyAdd(left, right, Vector256.Create(LanesConstants.HighMagic) - high);
    }

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> ShiftDown(Vector256<long> value) => Vector256.ShiftRightLogical(value, BlockLayout.LimbBits);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> SignedDigit(Vector256<long> value) =>
        ((value & Vector256.Create(LanesConstants.DigitMask)) | Vector256.Create(LanesConstants.DigitExponent)).AsDouble()
            - Vector256.Create(LanesConstants.DigitMagic);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> FromOffset(Vector256<long> value) =>
        value.AsDouble() - Vector256.Create(LanesConstants.DigitMagic);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> LoadBits(double* source) => Vector256.Load((long*)source);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBits(Vector256<long> value, double* destination) => value.Store((long*)destination);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> ToBits(Vector256<double> value) => value.AsInt64();

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> FromBits(Vector256<long> value) => value.AsDouble();

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> And(Vector256<long> left, Vector256<long> right) => left & right;

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Or(Vector256<long> left, Vector256<long> right) => left | right;

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Xor(Vector256<long> left, Vector256<long> right) => left ^ right;

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> ShiftLeft(Vector256<long> value, int bits) => Vector256.ShiftLeft(value, bits);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> ShiftRight(Vector256<long> value, int bits) => Vector256.ShiftRightLogical(value, bits);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Min(Vector256<double> left, Vector256<double> right) => Vector256.MinNative(left, right);
}
