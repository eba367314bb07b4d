using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ZkStyle.Prover.Fields.Bulk;

/// <summary>
/// Vectors of eight lanes. With AVX-512 the upper half of a product is rounded down, which the instruction does by itself;
/// the lower half is then not negative, and one subtraction forms its addend. Without it the vectors are
/// emulated and round to nearest, as <see cref="Lanes256"/> does: slow, but tests run it on every machine.
/// </summary>
public readonly unsafe struct Lanes512 : IVectorLanes<Vector512<double>, Vector512<long>>
{
    /// <inheritdoc />
    public static string Name => "AVX-512";

    /// <inheritdoc />
    public static bool IsSupported => Avx512F.IsSupported && Avx512DQ.IsSupported;

    /// <inheritdoc />
    public static int Count => 8;

    /// <inheritdoc />
    public static long HighOffset => LanesConstants.HighOffset;

    /// <inheritdoc />
    public static long LowOffset => Avx512F.IsSupported ? LanesConstants.FloorLowOffset : LanesConstants.NearestLowOffset;

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Load(double* source) => Vector512.Load(source);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<double> value, double* destination) => value.Store(destination);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Broadcast(double value) => Vector512.Create(value);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> Broadcast(long value) => Vector512.Create(value);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Add(Vector512<double> left, Vector512<double> right) => left + right;

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Subtract(Vector512<double> left, Vector512<double> right) => left - right;

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> Add(Vector512<long> left, Vector512<long> right) => left + right;

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> MultiplyAdd(Vector512<double> left, Vector512<double> right, Vector512<double> addend) =>
        Vector512.FusedMultiplyAdd(left, right, addend);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> High(Vector512<double> left, Vector512<double> right) =>
        Avx512F.IsSupported
            ? Avx512F.FusedMultiplyAdd(left, right, Vector512.Create(LanesConstants.HighMagic), FloatRoundingMode.ToNegativeInfinity)
            : Vector512.FusedMultiplyAdd(left, right, Vector512.Create(LanesConstants.HighMagic));

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> HighBits(Vector512<double> high) => high.AsInt64();

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> LowBits(Vector512<double> left, Vector512<double> right, Vector512<double> high) =>
        Avx512F.IsSupported
            ? Vector512.FusedMultiplyAdd(left, right, Vector512.Create(LanesConstants.FloorLowMagic) - high).AsInt64()
            : Vector512.FusedMultiplyAdd(
                left, right, Vector512.Create(LanesConstants.HighMagic) - high + Vector512.Create(LanesConstants.DigitMagic)).AsInt64();

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> LowHalf(Vector512<double> left, Vector512<double> right)
    {
        var high = Vector512.FusedMultiplyAdd(left, right, Vector512.Create(LanesConstants.HighMagic));
        return Vector512.FusedMultiplyAdd(left, right, Vector512.Create(LanesConstants.HighMagic) - high);
    }

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> ShiftDown(Vector512<long> value) => Vector512.ShiftRightLogical(value, BlockLayout.LimbBits);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> SignedDigit(Vector512<long> value) =>
        ((value & Vector512.Create(LanesConstants.DigitMask)) | Vector512.Create(LanesConstants.DigitExponent)).AsDouble()
            - Vector512.Create(LanesConstants.DigitMagic);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> FromOffset(Vector512<long> value) =>
        value.AsDouble() - Vector512.Create(LanesConstants.DigitMagic);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> LoadBits(double* source) => Vector512.Load((long*)source);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBits(Vector512<long> value, double* destination) => value.Store((long*)destination);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> ToBits(Vector512<double> value) => value.AsInt64();

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> FromBits(Vector512<long> value) => value.AsDouble();

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> And(Vector512<long> left, Vector512<long> right) => left & right;

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> Or(Vector512<long> left, Vector512<long> right) => left | right;

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> Xor(Vector512<long> left, Vector512<long> right) => left ^ right;

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> ShiftLeft(Vector512<long> value, int bits) => Vector512.ShiftLeft(value, bits);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> ShiftRight(Vector512<long> value, int bits) => Vector512.ShiftRightLogical(value, bits);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Min(Vector512<double> left, Vector512<double> right) => Vector512.MinNative(left, right);
}
