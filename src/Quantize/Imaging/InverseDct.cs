using System.Runtime.InteropServices;

namespace ZkStyle.Quantize.Imaging;

/// <summary>
/// Dequantization and the inverse discrete cosine transform of 8x8 blocks (ITU-T T.81, A.3.3 and A.3.4), by the
/// one-dimensional algorithm of Loeffler, Ligtenberg and Moschytz ("Practical fast 1-D DCT algorithms with 11
/// multiplications", ICASSP 1989) over columns, then lines. Numbers have 13 fraction bits inside a pass and 2 between
/// the passes, which is what the widely used accurate integer transform has, so that pictures agree with it to the bit.
/// Arithmetic wraps: damaged files give wrong pixels and nothing worse.
/// </summary>
internal static class InverseDct
{
    private const int Side = JpegComponent.BlockSide;
    private const int FractionBits = 13;
    private const int PassBits = 2;

    // The output of the two-dimensional transform is 8 times too large: 3 bits more to shift out.
    private const int FinalShift = FractionBits + PassBits + 3;
    private const int SampleCentre = 128;

    // Square root of 2 times sums of c_k = cos(k * pi / 16): the rotations of the algorithm's flow graph.
    private static readonly int s_even6 = Fixed(C(6));
    private static readonly int s_even2Minus6 = Fixed(C(2) - C(6));
    private static readonly int s_even2Plus6 = Fixed(C(2) + C(6));
    private static readonly int s_odd3 = Fixed(C(3));
    private static readonly int s_odd3Minus7 = Fixed(C(3) - C(7));
    private static readonly int s_odd1Plus3 = Fixed(C(1) + C(3));
    private static readonly int s_odd3Plus5 = Fixed(C(3) + C(5));
    private static readonly int s_odd3Minus5 = Fixed(C(3) - C(5));
    private static readonly int s_odd7 = Fixed(-C(1) + C(3) + C(5) - C(7));
    private static readonly int s_odd5 = Fixed(C(1) + C(3) - C(5) + C(7));
    private static readonly int s_odd3All = Fixed(C(1) + C(3) + C(5) - C(7));
    private static readonly int s_odd1 = Fixed(C(1) + C(3) - C(5) - C(7));

    // For each place in zigzag order, the place in the block line by line (T.81, figure A.6).
    private static readonly byte[] s_zigzag = BuildZigzag();

    /// <summary>Makes a block's samples.</summary>
    /// <param name="coefficients">64 quantized coefficients in zigzag order.</param>
    /// <param name="quantization">64 steps in zigzag order.</param>
    /// <param name="samples">Receives 8 lines of 8 samples, 0 to 255.</param>
    /// <param name="stride">Samples from one line to the next.</param>
    public static void Transform(ReadOnlySpan<short> coefficients, ReadOnlySpan<ushort> quantization, Span<byte> samples, int stride)
    {
        Span<int> block = stackalloc int[JpegComponent.BlockSize];
        if (coefficients[1..].IndexOfAnyExcept((short)0) < 0)
        {
            FillFlat(coefficients[0] * quantization[0], samples, stride);
            return;
        }

        block.Clear();
        for (var k = 0; k < coefficients.Length; k++)
        {
            if (coefficients[k] != 0)
                block[s_zigzag[k]] = coefficients[k] * quantization[k];
        }

        for (var column = 0; column < Side; column++)
            Pass(ref MemoryMarshal.GetReference(block[column..]), Side, FractionBits - PassBits);
        for (var line = 0; line < Side; line++)
        {
            var values = block.Slice(line * Side, Side);
            Pass(ref MemoryMarshal.GetReference(values), 1, FinalShift);
            var target = samples.Slice(line * stride, Side);
            for (var x = 0; x < Side; x++)
                target[x] = Sample(values[x]);
        }
    }

    // A block of its DC coefficient alone: both passes only scale it, with the same roundings.
    private static void FillFlat(int dc, Span<byte> samples, int stride)
    {
        var sample = Sample(((dc << PassBits) + (1 << (PassBits + 2))) >> (PassBits + 3));
        for (var line = 0; line < Side; line++)
            samples.Slice(line * stride, Side).Fill(sample);
    }

    private static byte Sample(int value) => (byte)Math.Clamp(value + SampleCentre, 0, 255);

    // Eight values, `step` apart, in place.
    private static unsafe void Pass(ref int first, int step, int shift)
    {
        // Inside the 64 values of the caller's block: step is 8 from a column's top, or 1 from a line's start.
        fixed (int* v = &first)
        {
            var rotated = (v[2 * step] + v[6 * step]) * s_even6;
            var even2 = rotated + (v[2 * step] * s_even2Minus6);
            var even3 = rotated - (v[6 * step] * s_even2Plus6);
            var even0 = (v[0] + v[4 * step]) << FractionBits;
            var even1 = (v[0] - v[4 * step]) << FractionBits;
            var (sum0, sum3, sum1, sum2) = (even0 + even2, even0 - even2, even1 + even3, even1 - even3);

            var (in7, in5, in3, in1) = (v[7 * step], v[5 * step], v[3 * step], v[step]);
            var shared = (in7 + in3 + in5 + in1) * s_odd3;
            var pair17 = -(in7 + in1) * s_odd3Minus7;
            var pair35 = -(in5 + in3) * s_odd1Plus3;
            var pair37 = shared - ((in7 + in3) * s_odd3Plus5);
            var pair15 = shared - ((in5 + in1) * s_odd3Minus5);
            var odd0 = (in7 * s_odd7) + pair17 + pair37;
            var odd1 = (in5 * s_odd5) + pair35 + pair15;
            var odd2 = (in3 * s_odd3All) + pair35 + pair37;
            var odd3 = (in1 * s_odd1) + pair17 + pair15;

            var half = 1 << (shift - 1);
            v[0] = (sum0 + odd3 + half) >> shift;
            v[7 * step] = (sum0 - odd3 + half) >> shift;
            v[step] = (sum1 + odd2 + half) >> shift;
            v[6 * step] = (sum1 - odd2 + half) >> shift;
            v[2 * step] = (sum2 + odd1 + half) >> shift;
            v[5 * step] = (sum2 - odd1 + half) >> shift;
            v[3 * step] = (sum3 + odd0 + half) >> shift;
            v[4 * step] = (sum3 - odd0 + half) >> shift;
        }
    }

    private static double C(int k) => Math.Sqrt(2) * Math.Cos(k * Math.PI / 16);

    private static int Fixed(double value) => (int)Math.Round(value * (1 << FractionBits));

    private static byte[] BuildZigzag()
    {
        var places = new byte[JpegComponent.BlockSize];
        var k = 0;
        for (var diagonal = 0; diagonal < (2 * Side) - 1; diagonal++)
        {
            for (var i = Math.Max(0, diagonal - Side + 1); i <= Math.Min(diagonal, Side - 1); i++)
            {
                // Even diagonals go up, odd ones down.
                var line = diagonal % 2 == 0 ? diagonal - i : i;
                places[k++] = (byte)((line * Side) + diagonal - line);
            }
        }

        return places;
    }
}
