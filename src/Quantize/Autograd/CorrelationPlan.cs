namespace ZkStyle.Quantize.Autograd;

/// <summary>
/// How one pass of a convolution walks memory. Values lie in zero-padded planes, laid out so that a tap of eight
/// neighbouring result cells is one contiguous load at a fixed distance from the cells' place; the pass is then the
/// same sum for every group of eight cells: result[o, cell] = sum over taps of weight[o, tap] * planes[cell + tap].
/// There is no im2col matrix, and the planes hold each value once.
/// </summary>
internal sealed class CorrelationPlan
{
    /// <summary>Cells of a group.</summary>
    public const int GroupCells = 8;

    private readonly int[] _groupStarts;

    private CorrelationPlan(ConvolutionShape shape, bool isBackward, int phaseRow, int phaseColumn)
    {
        Shape = shape;
        IsBackward = isBackward;
        var stride = shape.Stride;
        // Cells of a plane before and after those of the grid, which taps reach.
        var before = isBackward ? (shape.Kernel - 1 - shape.Padding) / stride : 0;
        var after = isBackward ? (stride - 1 + shape.Padding) / stride : (shape.Kernel - 1) / stride;
        Before = before;
        GroupsPerLine = (shape.OutputWidth + GroupCells - 1) / GroupCells;
        Groups = GroupsPerLine * shape.OutputHeight;
        LineFloats = (GroupsPerLine * GroupCells) + before + after;
        PlaneFloats = LineFloats * (shape.OutputHeight + before + after);
        PreparedLength = PlaneFloats * (isBackward ? shape.OutputChannels : shape.InputChannels * stride * stride);
        Results = isBackward ? shape.InputChannels : shape.OutputChannels;
        ResultStride = isBackward ? shape.Kernel * shape.Kernel : shape.Taps;
        _groupStarts = new int[Groups];
        for (var group = 0; group < Groups; group++)
            _groupStarts[group] = (group / GroupsPerLine * LineFloats) + (group % GroupsPerLine * GroupCells);
        (TapOffsets, TapWeights) = isBackward ? BackwardTaps(phaseRow, phaseColumn) : ForwardTaps();
    }

    /// <summary>The convolution's sizes.</summary>
    public ConvolutionShape Shape { get; }

    /// <summary>Whether this carries a gradient from output to input.</summary>
    public bool IsBackward { get; }

    /// <summary>Padding lines above, and cells left of, the values of a plane.</summary>
    public int Before { get; }

    /// <summary>Channels of the result.</summary>
    public int Results { get; }

    /// <summary>Groups of eight cells in a line of the result, the last one perhaps partly outside.</summary>
    public int GroupsPerLine { get; }

    /// <summary>Groups of one channel of the result.</summary>
    public int Groups { get; }

    /// <summary>Cells of one channel of the result, lines filled up to whole groups.</summary>
    public int WideCells => Groups * GroupCells;

    /// <summary>Whether lines of the result are whole groups, so that it needs no filling up.</summary>
    public bool IsAligned => Shape.OutputWidth % GroupCells == 0;

    /// <summary>Floats of a line of a plane.</summary>
    public int LineFloats { get; }

    /// <summary>Floats of a plane.</summary>
    public int PlaneFloats { get; }

    /// <summary>Floats of all planes of one image.</summary>
    public int PreparedLength { get; }

    /// <summary>Whether an image (or an output gradient) already is its planes: no padding, no phases, whole groups.</summary>
    public bool IsPrepared => Shape is { Kernel: 1, Stride: 1 } && IsAligned;

    /// <summary>Distance from a cell's place in the planes to the value that each tap meets.</summary>
    public int[] TapOffsets { get; }

    /// <summary>Where the weight of each tap and the first result is.</summary>
    public int[] TapWeights { get; }

    /// <summary>From the weight of one result to that of the next.</summary>
    public int ResultStride { get; }

    /// <summary>The pass from input to output.</summary>
    /// <param name="shape">The sizes.</param>
    /// <returns>The plan.</returns>
    public static CorrelationPlan Forward(ConvolutionShape shape) => new(shape, isBackward: false, 0, 0);

    /// <summary>
    /// The passes that carry a gradient from output to input. Input cells whose line and column leave the same
    /// remainders by the stride meet the same taps, so each such phase is a correlation of stride 1 over the output's
    /// gradient, and no multiplication is spent on zeros between its cells. All phases read the same planes.
    /// </summary>
    /// <param name="shape">The sizes.</param>
    /// <returns>One plan per phase, line after line.</returns>
    public static CorrelationPlan[] Backward(ConvolutionShape shape)
    {
        var plans = new CorrelationPlan[shape.Stride * shape.Stride];
        for (var phase = 0; phase < plans.Length; phase++)
            plans[phase] = new CorrelationPlan(shape, isBackward: true, phase / shape.Stride, phase % shape.Stride);
        return plans;
    }

    /// <summary>Where a group is in the planes of an image.</summary>
    /// <param name="group">Which group, from 0 on.</param>
    /// <returns>The distance from the planes' start.</returns>
    public int GroupStart(int group) => _groupStarts[group];

    // Line a of the kernel meets phase a mod stride, a / stride lines below the cell.
    private (int[] Offsets, int[] Weights) ForwardTaps()
    {
        var (kernel, stride) = (Shape.Kernel, Shape.Stride);
        var offsets = new int[Shape.Taps];
        var weights = new int[Shape.Taps];
        var tap = 0;
        for (var channel = 0; channel < Shape.InputChannels; channel++)
        {
            for (var a = 0; a < kernel; a++)
            {
                for (var b = 0; b < kernel; b++, tap++)
                {
                    var phase = (((channel * stride) + (a % stride)) * stride) + (b % stride);
                    offsets[tap] = (phase * PlaneFloats) + (a / stride * LineFloats) + (b / stride);
                    weights[tap] = tap;
                }
            }
        }

        return (offsets, weights);
    }

    // Output line y meets input line stride * y + a - padding, so input line stride * u + row gets line a of the
    // kernel from y = u + (row + padding - a) / stride where that is whole.
    private (int[] Offsets, int[] Weights) BackwardTaps(int row, int column)
    {
        var (kernel, stride) = (Shape.Kernel, Shape.Stride);
        var offsets = new List<int>();
        var weights = new List<int>();
        for (var channel = 0; channel < Shape.OutputChannels; channel++)
        {
            for (var a = (row + Shape.Padding) % stride; a < kernel; a += stride)
            {
                for (var b = (column + Shape.Padding) % stride; b < kernel; b += stride)
                {
                    var (down, right) = ((row + Shape.Padding - a) / stride, (column + Shape.Padding - b) / stride);
                    offsets.Add((channel * PlaneFloats) + ((Before + down) * LineFloats) + Before + right);
                    weights.Add((((channel * Shape.InputChannels * kernel) + a) * kernel) + b);
                }
            }
        }

        return ([.. offsets], [.. weights]);
    }
}
