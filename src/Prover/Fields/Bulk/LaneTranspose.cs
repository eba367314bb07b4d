using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ZkStyle.Prover.Fields.Bulk;

/// <summary>Transposes 8x8 squares of doubles, or of anything else of 64 bits.</summary>
internal static unsafe class LaneTranspose
{
    /// <summary>destination[j][i] = source[i][j]; strides are in doubles from row to row. The squares do not overlap.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Square8(double* source, nint sourceStride, double* destination, nint destinationStride)
    {
        if (!Avx.IsSupported)
        {
            for (var i = 0; i < 8; i++)
            {
                for (var j = 0; j < 8; j++)
                    destination[(j * destinationStride) + i] = source[(i * sourceStride) + j];
            }

            return;
        }

        for (var i = 0; i < 8; i += 4)
        {
            var row = source + (i * sourceStride);
            for (var j = 0; j < 8; j += 4)
            {
                Square4(
                    row + j, row + sourceStride + j, row + (2 * sourceStride) + j, row + (3 * sourceStride) + j,
                    destination + (j * destinationStride) + i, destinationStride);
            }
        }
    }

    /// <summary>destination[8 j + i] = rows[i][j]: the rows may lie anywhere outside the destination.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gather8(double** rows, double* destination)
    {
        if (!Avx.IsSupported)
        {
            for (var i = 0; i < 8; i++)
            {
                for (var j = 0; j < 8; j++)
                    destination[(8 * j) + i] = rows[i][j];
            }

            return;
        }

        for (var i = 0; i < 8; i += 4)
        {
            Square4(rows[i], rows[i + 1], rows[i + 2], rows[i + 3], destination + i, 8);
            Square4(rows[i] + 4, rows[i + 1] + 4, rows[i + 2] + 4, rows[i + 3] + 4, destination + i + 32, 8);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Square4(
        double* source0, double* source1, double* source2, double* source3, double* destination, nint destinationStride)
    {
        var row0 = Vector256.Load(source0);
        var row1 = Vector256.Load(source1);
        var row2 = Vector256.Load(source2);
        var row3 = Vector256.Load(source3);
        var low01 = Avx.UnpackLow(row0, row1);
        var high01 = Avx.UnpackHigh(row0, row1);
        var low23 = Avx.UnpackLow(row2, row3);
        var high23 = Avx.UnpackHigh(row2, row3);
        Avx.Permute2x128(low01, low23, 0x20).Store(destination);
        Avx.Permute2x128(high01, high23, 0x20).Store(destination + destinationStride);
        Avx.Permute2x128(low01, low23, 0x31).Store(destination + (2 * destinationStride));
        Avx.Permute2x128(high01, high23, 0x31).Store(destination + (3 * destinationStride));
    }
}
