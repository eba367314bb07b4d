namespace ZkStyle.Quantize.Autograd;

/// <summary>
/// Single-precision convolution of a batch in vectors: the three passes cut into pieces that run side by side. Pieces
/// are images, blocks of channels and ranges of taps; each result is summed by one piece in one order, so the bytes
/// do not depend on the number of cores.
/// </summary>
internal sealed class VectorConvolution
{
    // Pieces of a weight gradient at least, so that cores finish together.
    private const int WeightPieces = 12;

    // Small images are taken three at a time: their groups then fill the tiles of three.
    private const int ImagesTogether = 3;
    private const int SmallImageGroups = 32;

    private readonly Tape<float> _tape;
    private readonly ConvolutionShape _shape;
    private readonly Tensor<float> _input;
    private readonly Tensor<float> _output;
    private readonly Parameter<float> _weights;
    private readonly CorrelationPlan _forward;
    private readonly bool _wide;
    private readonly float[]? _planes;

    /// <summary>Lays out the input.</summary>
    /// <param name="tape">The tape that lends memory.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="input">The input.</param>
    /// <param name="weights">The weights, [o, i, line, column].</param>
    /// <param name="output">The output.</param>
    /// <param name="wide">Whether to use 512 bits where groups come in pairs.</param>
    public VectorConvolution(
        Tape<float> tape, ConvolutionShape shape, Tensor<float> input, Parameter<float> weights, Tensor<float> output, bool wide)
    {
        (_tape, _shape, _input, _weights, _output) = (tape, shape, input, weights, output);
        _forward = CorrelationPlan.Forward(shape);
        _wide = wide && CorrelationKernel.CanBeWide(_forward);
        _planes = Prepare(_forward, input.Batch, n => input.Image(n));
    }

    /// <summary>output = weights * input, or output += weights * input.</summary>
    /// <param name="add">Whether to add to what is there.</param>
    public void Forward(bool add)
    {
        var packed = Pack(_forward);
        if (_forward.IsAligned)
        {
            Correlate(_forward, packed, _planes, _input, isGradient: false, _output, add);
            return;
        }

        var length = _forward.Results * _forward.WideCells;
        var wide = _tape.Borrow(_input.Batch * length, cleared: false);
        BatchParallel.For(_input.Batch, _shape.MultiplyAccumulates, n =>
        {
            var result = wide.AsSpan(n * length, length);
            CorrelationKernel.Correlate(_forward, _wide, 1, Planes(_planes, _forward, _input.Data, n, 1), packed, 0, CorrelationKernel.Blocks(_forward, _wide), result, add: false);
            if (!add)
                _output.Image(n).Clear();
            ConvolutionPlanes.AddNarrow(_forward, result, _output.Image(n));
        });
    }

    /// <summary>Adds to the weights' gradient.</summary>
    public void BackwardWeights()
    {
        var batch = _input.Batch;
        var length = _forward.Results * _forward.WideCells;
        var spread = _forward.IsAligned ? null : _tape.Borrow(batch * length, cleared: false);
        if (spread is not null)
            BatchParallel.For(batch, _output.Length, n => ConvolutionPlanes.Widen(_forward, _forward.Results, _output.ImageGradient(n), spread.AsSpan(n * length, length)));
        var blocks = CorrelationKernel.Blocks(_forward, _wide);
        var ranges = Math.Min((WeightPieces + blocks - 1) / blocks, _shape.InputChannels);
        BatchParallel.For(blocks * ranges, _shape.MultiplyAccumulates * batch, piece =>
        {
            var (block, range) = Math.DivRem(piece, ranges);
            var area = _shape.Kernel * _shape.Kernel;
            CorrelationKernel.AddProducts(
                _forward, _wide, batch, Planes(_planes, _forward, _input.Data, 0, batch), spread is null ? _output.Gradient : spread.AsSpan(0, batch * length), block,
                range * _shape.InputChannels / ranges * area, (range + 1) * _shape.InputChannels / ranges * area, _weights.Gradient);
        });
    }

    /// <summary>Adds to the input's gradient.</summary>
    public void BackwardInput()
    {
        var plans = CorrelationPlan.Backward(_shape);
        var planes = Prepare(plans[0], _input.Batch, n => _output.ImageGradient(n));
        var packed = Array.ConvertAll(plans, Pack);
        if (_shape.Stride == 1 && plans[0].IsAligned)
        {
            Correlate(plans[0], packed[0], planes, _output, isGradient: true, _input, add: true);
            return;
        }

        var length = plans[0].Results * plans[0].WideCells;
        var phases = _tape.Borrow(_input.Batch * plans.Length * length, cleared: false);
        BatchParallel.For(_input.Batch, _shape.MultiplyAccumulates, n =>
        {
            var results = phases.AsSpan(n * plans.Length * length, plans.Length * length);
            for (var phase = 0; phase < plans.Length; phase++)
            {
                CorrelationKernel.Correlate(
                    plans[phase], _wide, 1, Planes(planes, plans[0], _output.Gradient, n, 1), packed[phase], 0, CorrelationKernel.Blocks(plans[0], _wide),
                    results.Slice(phase * length, length), add: false);
            }

            ConvolutionPlanes.AddPhases(plans[0], results, _input.ImageGradient(n));
        });
    }

    private static ReadOnlySpan<float> Planes(float[]? planes, CorrelationPlan plan, ReadOnlySpan<float> values, int first, int images) =>
        (planes is null ? values : planes.AsSpan()).Slice(first * plan.PreparedLength, images * plan.PreparedLength);

    private void Correlate(CorrelationPlan plan, float[] packed, float[]? planes, Tensor<float> source, bool isGradient, Tensor<float> target, bool add)
    {
        var together = plan.Groups < SmallImageGroups ? ImagesTogether : 1;
        var blocks = CorrelationKernel.Blocks(plan, _wide);
        // Half the channels each: three images at a time leave few pieces.
        var halves = together > 1 && blocks > 1 ? 2 : 1;
        var pieces = (source.Batch + together - 1) / together * halves;
        BatchParallel.For(pieces, _shape.MultiplyAccumulates * source.Batch, piece =>
        {
            var (first, half) = (piece / halves * together, piece % halves);
            var images = Math.Min(together, source.Batch - first);
            var result = (isGradient ? target.Gradient : target.Data).Slice(first * target.ImageLength, images * target.ImageLength);
            CorrelationKernel.Correlate(
                plan, _wide, images, Planes(planes, plan, isGradient ? source.Gradient : source.Data, first, images), packed,
                half * blocks / halves, (half + 1) * blocks / halves, result, add);
        });
    }

    private float[] Pack(CorrelationPlan plan)
    {
        var packed = _tape.Borrow(Math.Max(1, CorrelationKernel.PackedLength(plan, _wide)), cleared: false);
        BatchParallel.For(
            CorrelationKernel.Blocks(plan, _wide), packed.Length, block => CorrelationKernel.PackBlock(plan, _wide, block, _weights.Values, packed));
        return packed;
    }

    // Null where the values are their own planes.
    private float[]? Prepare(CorrelationPlan plan, int batch, Func<int, Span<float>> image)
    {
        if (plan.IsPrepared)
            return null;
        var planes = _tape.Borrow(batch * plan.PreparedLength, cleared: false);
        BatchParallel.For(batch, planes.Length, n => ConvolutionPlanes.Prepare(plan, image(n), planes.AsSpan(n * plan.PreparedLength, plan.PreparedLength)));
        return planes;
    }
}
