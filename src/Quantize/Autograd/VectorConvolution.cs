using System.Runtime.Intrinsics;

namespace ZkStyle.Quantize.Autograd;

/// <summary>
/// Single-precision convolution in 256-bit vectors. The input is copied once into zero-padded planes (one per
/// channel and per stride phase), laid out so that every tap of a group of eight neighbouring output cells is one
/// contiguous load at a fixed distance; there is no im2col matrix. The inner loops hold four output channels by
/// three groups of cells (forward) or by three taps (weight gradients) in twelve registers.
/// All methods add to their result; <see cref="ReferenceConvolution"/> defines it.
/// </summary>
internal static unsafe class VectorConvolution
{
    private const int Lanes = 8;
    private const int OutputBlock = 4;
    private const int Triple = 3;

    /// <summary>Whether this machine has vectors; where they have 128 bits, the runtime splits each operation in two.</summary>
    public static bool IsSupported => Vector128.IsHardwareAccelerated;

    /// <summary>Floats of the padded planes of one image.</summary>
    /// <param name="shape">The sizes.</param>
    /// <returns>The length to allocate for <see cref="Prepare"/>.</returns>
    public static int PreparedLength(ConvolutionShape shape) => shape.InputChannels * shape.Stride * shape.Stride * PlaneFloats(shape);

    /// <summary>Whether an image is already laid out as <see cref="Prepare"/> would: no padding, no phases, whole groups.</summary>
    /// <param name="shape">The sizes.</param>
    /// <returns>Whether the image itself may be passed as its planes.</returns>
    public static bool IsPrepared(ConvolutionShape shape) => shape is { Kernel: 1, Stride: 1 } && shape.Width % Lanes == 0;

    /// <summary>Floats of packed weights.</summary>
    /// <param name="shape">The sizes.</param>
    /// <returns>The length to allocate for <see cref="PackWeights"/>.</returns>
    public static int PackedLength(ConvolutionShape shape) => Blocks(shape) * OutputBlock * shape.Taps;

    /// <summary>Floats that <see cref="Forward"/> and <see cref="BackwardWeights"/> need as scratch per image; 0 when the output's width is a multiple of eight.</summary>
    /// <param name="shape">The sizes.</param>
    /// <returns>The scratch length.</returns>
    public static int ScratchLength(ConvolutionShape shape) =>
        shape.OutputWidth % Lanes == 0 ? 0 : shape.OutputChannels * shape.OutputHeight * GroupsPerLine(shape) * Lanes;

    /// <summary>Copies an image into padded planes.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="input">The input, CHW.</param>
    /// <param name="prepared">The planes; every float is written.</param>
    public static void Prepare(ConvolutionShape shape, ReadOnlySpan<float> input, Span<float> prepared)
    {
        var lineFloats = LineFloats(shape);
        var planeFloats = PlaneFloats(shape);
        var stride = shape.Stride;
        prepared = prepared[..PreparedLength(shape)];
        prepared.Clear();
        for (var i = 0; i < shape.InputChannels; i++)
        {
            for (var y = 0; y < shape.Height; y++)
            {
                var line = input.Slice(((i * shape.Height) + y) * shape.Width, shape.Width);
                var paddedY = y + shape.Padding;
                var phase = ((i * stride) + (paddedY % stride)) * stride;
                var target = paddedY / stride * lineFloats;
                if (stride == 1)
                {
                    line.CopyTo(prepared[((phase * planeFloats) + target + shape.Padding)..]);
                    continue;
                }

                // Lines and columns past the last output cell's taps have no place in the planes.
                if (target + lineFloats > planeFloats)
                    continue;
                for (var column = 0; column < stride; column++)
                {
                    var plane = prepared.Slice(((phase + column) * planeFloats) + target, lineFloats);
                    var first = (column + stride - (shape.Padding % stride)) % stride;
                    var at = (first + shape.Padding) / stride;
                    for (var x = first; x < line.Length && at < plane.Length; x += stride)
                        plane[at++] = line[x];
                }
            }
        }
    }

    /// <summary>Reorders weights so that the inner loop reads them in sequence: [block of 4 outputs, tap, output].</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="weights">Weights [o, i, line, column].</param>
    /// <param name="packed">The packed weights; every float is written.</param>
    public static void PackWeights(ConvolutionShape shape, ReadOnlySpan<float> weights, Span<float> packed)
    {
        packed = packed[..PackedLength(shape)];
        packed.Clear();
        for (var o = 0; o < shape.OutputChannels; o++)
        {
            for (var tap = 0; tap < shape.Taps; tap++)
                packed[(((o / OutputBlock * shape.Taps) + tap) * OutputBlock) + (o % OutputBlock)] = weights[(o * shape.Taps) + tap];
        }
    }

    /// <summary>Packs the weights of <see cref="ConvolutionShape.Transpose"/>: channels exchanged, kernels turned by 180 degrees.</summary>
    /// <param name="shape">The sizes of the forward convolution.</param>
    /// <param name="weights">Its weights [o, i, line, column].</param>
    /// <param name="packed">The packed weights of the transposed convolution; every float is written.</param>
    public static void PackTransposedWeights(ConvolutionShape shape, ReadOnlySpan<float> weights, Span<float> packed)
    {
        var transposed = shape.Transpose();
        var area = shape.Kernel * shape.Kernel;
        packed = packed[..PackedLength(transposed)];
        packed.Clear();
        for (var i = 0; i < shape.InputChannels; i++)
        {
            for (var o = 0; o < shape.OutputChannels; o++)
            {
                for (var tap = 0; tap < area; tap++)
                {
                    var position = (((i / OutputBlock * transposed.Taps) + (o * area) + area - 1 - tap) * OutputBlock) + (i % OutputBlock);
                    packed[position] = weights[(((o * shape.InputChannels) + i) * area) + tap];
                }
            }
        }
    }

    /// <summary>Spreads an output gradient out to the input's size, with zeros between, as the transposed convolution reads it.</summary>
    /// <param name="shape">The sizes of the forward convolution; its stride is above 1.</param>
    /// <param name="outputGradient">The output's gradient, CHW.</param>
    /// <param name="spread">OutputChannels * Height * Width floats; every float is written.</param>
    public static void Spread(ConvolutionShape shape, ReadOnlySpan<float> outputGradient, Span<float> spread)
    {
        spread.Clear();
        for (var line = 0; line < shape.OutputChannels * shape.OutputHeight; line++)
        {
            var (o, y) = (line / shape.OutputHeight, line % shape.OutputHeight);
            var target = spread[(((o * shape.Height) + (y * shape.Stride)) * shape.Width)..];
            for (var x = 0; x < shape.OutputWidth; x++)
                target[x * shape.Stride] = outputGradient[(line * shape.OutputWidth) + x];
        }
    }

    /// <summary>output += weights * input.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="prepared">Planes from <see cref="Prepare"/>.</param>
    /// <param name="packed">Weights from <see cref="PackWeights"/>.</param>
    /// <param name="output">The output, CHW.</param>
    /// <param name="scratch">At least <see cref="ScratchLength"/> floats.</param>
    public static void Forward(ConvolutionShape shape, ReadOnlySpan<float> prepared, ReadOnlySpan<float> packed, Span<float> output, Span<float> scratch)
    {
        CheckLengths(prepared.Length >= PreparedLength(shape) && packed.Length >= PackedLength(shape) && output.Length >= shape.OutputLength && scratch.Length >= ScratchLength(shape));
        var aligned = shape.OutputWidth % Lanes == 0;
        var groups = GroupsPerLine(shape) * shape.OutputHeight;
        var sink = stackalloc float[Triple * Lanes];
        if (!aligned)
            Widen(shape, output, scratch);
        fixed (float* source = prepared, weights = packed, target = aligned ? output : scratch)
        fixed (int* taps = TapOffsets(shape))
        {
            for (var group = 0; group < groups; group += Triple)
            {
                var count = Math.Min(Triple, groups - group);
                var s0 = source + GroupStart(shape, group);
                var s1 = source + GroupStart(shape, Math.Min(group + 1, groups - 1));
                var s2 = source + GroupStart(shape, Math.Min(group + 2, groups - 1));
                for (var o = 0; o < shape.OutputChannels; o += OutputBlock)
                {
                    var rows = target + ((long)o * groups * Lanes) + (group * Lanes);
                    var left = shape.OutputChannels - o;
                    // Channels past the last one have zero weights and land in the sink.
                    ForwardTile(
                        s0, s1, s2, taps, shape.Taps, weights + ((long)o * shape.Taps), count,
                        rows, left > 1 ? rows + (groups * Lanes) : sink, left > 2 ? rows + (2L * groups * Lanes) : sink, left > 3 ? rows + (3L * groups * Lanes) : sink);
                }
            }
        }

        if (!aligned)
            Narrow(shape, scratch, output);
    }

    /// <summary>weightGradient += the gradient of the weights, summed over several images.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="images">How many images.</param>
    /// <param name="prepared">Planes from <see cref="Prepare"/>, image after image.</param>
    /// <param name="outputGradient">The output's gradients, image after image.</param>
    /// <param name="weightGradient">The weights' gradient [o, i, line, column].</param>
    /// <param name="scratch">At least images * <see cref="ScratchLength"/> floats.</param>
    public static void BackwardWeights(
        ConvolutionShape shape, int images, ReadOnlySpan<float> prepared, ReadOnlySpan<float> outputGradient, Span<float> weightGradient, Span<float> scratch)
    {
        CheckLengths(
            prepared.Length >= images * PreparedLength(shape) && outputGradient.Length >= images * shape.OutputLength
            && weightGradient.Length >= shape.WeightLength && scratch.Length >= images * ScratchLength(shape));
        var aligned = shape.OutputWidth % Lanes == 0;
        var cells = GroupsPerLine(shape) * shape.OutputHeight * Lanes;
        if (!aligned)
        {
            for (var n = 0; n < images; n++)
                Widen(shape, outputGradient.Slice(n * shape.OutputLength, shape.OutputLength), scratch.Slice(n * ScratchLength(shape), ScratchLength(shape)));
        }

        var sums = stackalloc float[OutputBlock * Triple];
        fixed (float* source = prepared, gradients = aligned ? outputGradient : scratch, result = weightGradient)
        fixed (int* taps = TapOffsets(shape))
        {
            for (var o = 0; o < shape.OutputChannels; o += OutputBlock)
            {
                var outputs = Math.Min(OutputBlock, shape.OutputChannels - o);
                for (var tap = 0; tap < shape.Taps; tap += Triple)
                {
                    var count = Math.Min(Triple, shape.Taps - tap);
                    var (t0, t1, t2) = (taps[tap], taps[tap + Math.Min(1, count - 1)], taps[tap + Math.Min(2, count - 1)]);
                    WeightTile(shape, images, source, t0, t1, t2, gradients + ((long)o * cells), cells, outputs, sums);
                    for (var r = 0; r < outputs; r++)
                    {
                        for (var c = 0; c < count; c++)
                            result[((o + r) * shape.Taps) + tap + c] += sums[(r * Triple) + c];
                    }
                }
            }
        }
    }

    // Invariant: s0..s2 + any tap + 7 stay inside the planes, and each row has room for count groups.
    private static void ForwardTile(
        float* s0, float* s1, float* s2, int* taps, int tapCount, float* weights, int count, float* r0, float* r1, float* r2, float* r3)
    {
        Vector256<float> a0 = default, a1 = default, a2 = default, b0 = default, b1 = default, b2 = default;
        Vector256<float> c0 = default, c1 = default, c2 = default, d0 = default, d1 = default, d2 = default;
        for (var k = 0; k < tapCount; k++)
        {
            nint offset = taps[k];
            var x0 = Vector256.Load(s0 + offset);
            var x1 = Vector256.Load(s1 + offset);
            var x2 = Vector256.Load(s2 + offset);
            var w = Vector256.Create(weights[0]);
            a0 = Vector256.MultiplyAddEstimate(x0, w, a0);
            a1 = Vector256.MultiplyAddEstimate(x1, w, a1);
            a2 = Vector256.MultiplyAddEstimate(x2, w, a2);
            w = Vector256.Create(weights[1]);
            b0 = Vector256.MultiplyAddEstimate(x0, w, b0);
            b1 = Vector256.MultiplyAddEstimate(x1, w, b1);
            b2 = Vector256.MultiplyAddEstimate(x2, w, b2);
            w = Vector256.Create(weights[2]);
            c0 = Vector256.MultiplyAddEstimate(x0, w, c0);
            c1 = Vector256.MultiplyAddEstimate(x1, w, c1);
            c2 = Vector256.MultiplyAddEstimate(x2, w, c2);
            w = Vector256.Create(weights[3]);
            d0 = Vector256.MultiplyAddEstimate(x0, w, d0);
            d1 = Vector256.MultiplyAddEstimate(x1, w, d1);
            d2 = Vector256.MultiplyAddEstimate(x2, w, d2);
            weights += OutputBlock;
        }

        AddRow(r0, a0, a1, a2, count);
        AddRow(r1, b0, b1, b2, count);
        AddRow(r2, c0, c1, c2, count);
        AddRow(r3, d0, d1, d2, count);
    }

    private static void AddRow(float* row, Vector256<float> first, Vector256<float> second, Vector256<float> third, int count)
    {
        (Vector256.Load(row) + first).Store(row);
        if (count > 1)
            (Vector256.Load(row + Lanes) + second).Store(row + Lanes);
        if (count > 2)
            (Vector256.Load(row + (2 * Lanes)) + third).Store(row + (2 * Lanes));
    }

    // sums[output, tap] = sum over images and cells of gradient[output, cell] * source[cell + tap].
    private static void WeightTile(
        ConvolutionShape shape, int images, float* source, nint t0, nint t1, nint t2, float* gradients, int cells, int outputs, float* sums)
    {
        Vector256<float> a0 = default, a1 = default, a2 = default, b0 = default, b1 = default, b2 = default;
        Vector256<float> c0 = default, c1 = default, c2 = default, d0 = default, d1 = default, d2 = default;
        var lineFloats = LineFloats(shape);
        var lineLanes = GroupsPerLine(shape) * Lanes;
        nint second = outputs > 1 ? cells : 0, third = outputs > 2 ? 2 * cells : 0, fourth = outputs > 3 ? 3 * cells : 0;
        for (var n = 0; n < images; n++)
        {
            for (var y = 0; y < shape.OutputHeight; y++)
            {
                var x = source + ((long)n * PreparedLength(shape)) + (y * lineFloats);
                var g = gradients + ((long)n * shape.OutputChannels * cells) + (y * lineLanes);
                for (var end = g + lineLanes; g < end; g += Lanes, x += Lanes)
                {
                    var x0 = Vector256.Load(x + t0);
                    var x1 = Vector256.Load(x + t1);
                    var x2 = Vector256.Load(x + t2);
                    var d = Vector256.Load(g);
                    a0 = Vector256.MultiplyAddEstimate(x0, d, a0);
                    a1 = Vector256.MultiplyAddEstimate(x1, d, a1);
                    a2 = Vector256.MultiplyAddEstimate(x2, d, a2);
                    d = Vector256.Load(g + second);
                    b0 = Vector256.MultiplyAddEstimate(x0, d, b0);
                    b1 = Vector256.MultiplyAddEstimate(x1, d, b1);
                    b2 = Vector256.MultiplyAddEstimate(x2, d, b2);
                    d = Vector256.Load(g + third);
                    c0 = Vector256.MultiplyAddEstimate(x0, d, c0);
                    c1 = Vector256.MultiplyAddEstimate(x1, d, c1);
                    c2 = Vector256.MultiplyAddEstimate(x2, d, c2);
                    d = Vector256.Load(g + fourth);
                    d0 = Vector256.MultiplyAddEstimate(x0, d, d0);
                    d1 = Vector256.MultiplyAddEstimate(x1, d, d1);
                    d2 = Vector256.MultiplyAddEstimate(x2, d, d2);
                }
            }
        }

        (sums[0], sums[1], sums[2]) = (Vector256.Sum(a0), Vector256.Sum(a1), Vector256.Sum(a2));
        (sums[3], sums[4], sums[5]) = (Vector256.Sum(b0), Vector256.Sum(b1), Vector256.Sum(b2));
        (sums[6], sums[7], sums[8]) = (Vector256.Sum(c0), Vector256.Sum(c1), Vector256.Sum(c2));
        (sums[9], sums[10], sums[11]) = (Vector256.Sum(d0), Vector256.Sum(d1), Vector256.Sum(d2));
    }

    private static int Blocks(ConvolutionShape shape) => (shape.OutputChannels + OutputBlock - 1) / OutputBlock;

    private static int GroupsPerLine(ConvolutionShape shape) => (shape.OutputWidth + Lanes - 1) / Lanes;

    // Cells that output groups and their taps reach in one line of one phase.
    private static int LineFloats(ConvolutionShape shape) => (GroupsPerLine(shape) * Lanes) + ((shape.Kernel - 1) / shape.Stride);

    private static int PlaneFloats(ConvolutionShape shape) => LineFloats(shape) * (shape.OutputHeight + ((shape.Kernel - 1) / shape.Stride));

    private static int GroupStart(ConvolutionShape shape, int group)
    {
        var perLine = GroupsPerLine(shape);
        return (group / perLine * LineFloats(shape)) + (group % perLine * Lanes);
    }

    // Distance from an output cell's place in the planes to the value a tap meets.
    private static int[] TapOffsets(ConvolutionShape shape)
    {
        var offsets = new int[shape.Taps];
        for (var tap = 0; tap < offsets.Length; tap++)
        {
            var channel = tap / (shape.Kernel * shape.Kernel);
            var (a, b) = (tap / shape.Kernel % shape.Kernel, tap % shape.Kernel);
            var phase = (((channel * shape.Stride) + (a % shape.Stride)) * shape.Stride) + (b % shape.Stride);
            offsets[tap] = (phase * PlaneFloats(shape)) + (a / shape.Stride * LineFloats(shape)) + (b / shape.Stride);
        }

        return offsets;
    }

    // Between lines of the output's width and lines of whole groups, zero-filled.
    private static void Widen(ConvolutionShape shape, ReadOnlySpan<float> narrow, Span<float> wide)
    {
        var lineLanes = GroupsPerLine(shape) * Lanes;
        wide.Clear();
        for (var line = 0; line < shape.OutputChannels * shape.OutputHeight; line++)
            narrow.Slice(line * shape.OutputWidth, shape.OutputWidth).CopyTo(wide[(line * lineLanes)..]);
    }

    private static void Narrow(ConvolutionShape shape, ReadOnlySpan<float> wide, Span<float> narrow)
    {
        var lineLanes = GroupsPerLine(shape) * Lanes;
        for (var line = 0; line < shape.OutputChannels * shape.OutputHeight; line++)
            wide.Slice(line * lineLanes, shape.OutputWidth).CopyTo(narrow[(line * shape.OutputWidth)..]);
    }

    private static void CheckLengths(bool sufficient)
    {
        if (!sufficient)
            throw new ArgumentException("A buffer of the convolution is shorter than its shape needs.");
    }
}
