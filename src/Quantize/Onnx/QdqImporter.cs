using ZkStyle.Quantize.Calibration;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Onnx;

/// <summary>
/// Turns the graph of a quantized ONNX file (QuantizeLinear and DequantizeLinear around float operators) into an INT8
/// decoder, with the scales of the file. Between a DequantizeLinear and the next QuantizeLinear stands one layer.
/// </summary>
internal sealed class QdqImporter : GraphImporter<QdqFlow>
{
    private const int MostScoreLevels = 8192;

    private readonly List<string> _notes;
    private QdqStored? _latent;
    private long _weights;

    private QdqImporter(OnnxModel model, List<string> notes)
        : base(model) => _notes = notes;

    /// <summary>Whether a file's activations are quantized.</summary>
    /// <param name="model">The file's content.</param>
    public static bool IsQuantized(OnnxModel model)
    {
        // Weights alone may be quantized, from constants: then no activation goes through a QuantizeLinear, and the input is floats.
        var constants = new HashSet<string>(model.Tensors.Keys, StringComparer.Ordinal);
        foreach (var node in model.Nodes)
        {
            if (node.Inputs.All(name => name.Length == 0 || constants.Contains(name)))
                constants.UnionWith(node.Outputs);
            else if (node.Operator is "QuantizeLinear" or "DequantizeLinear")
                return true;
        }

        return false;
    }

    /// <summary>Imports a decoder.</summary>
    /// <param name="model">The file's content.</param>
    /// <param name="hasPalette">Whether the output holds scores even where no ArgMax follows.</param>
    /// <param name="notes">Receives what differs from the file, in words.</param>
    /// <returns>The decoder.</returns>
    /// <exception cref="InvalidDataException">It cannot be proven; the message names node and operator.</exception>
    public static QuantizedDecoder Decoder(OnnxModel model, bool hasPalette, List<string> notes)
    {
        var importer = new QdqImporter(model, notes);
        var type = (OnnxDataType)model.Inputs[0].ElementType;
        var flow = importer.Walk(new QdqRaw(importer.InputShape, type is OnnxDataType.Int8 or OnnxDataType.UInt8));
        flow = importer.Last(flow, hasPalette);
        var sum = flow switch
        {
            QdqSum open => open,
            QdqStored { Source: { } source } => source,
            _ => throw new InvalidDataException("The decoder's output is no convolution's or sum's; it must end in Conv or Add, with Clip, QuantizeLinear or ArgMax after it."),
        };
        if (importer._latent is null || sum.Upsample)
            throw new InvalidDataException(sum.Upsample ? "The decoder ends in Resize; it must end in Conv or Add." : "The decoder's output does not depend on its quantized input.");
        var range = (flow as QdqStored)?.Range;
        if (!hasPalette && !sum.IsChoice)
            return QdqLowering.Build(importer._latent, sum, range, 0, notes);

        // Scores without a scale of their own get as many levels as the lookup table has room for.
        for (var levels = MostScoreLevels; ; levels /= 2)
        {
            var own = new List<string>();
            var decoder = QdqLowering.Build(importer._latent, sum, range, levels, own);
            if (sum.IsFloored || levels <= QuantizationOptions.FewestScoreLevels || DecoderBounds.Of(decoder).Fits)
            {
                notes.AddRange(own);
                return decoder;
            }
        }
    }

    // Picks what the last QuantizeLinear quantized, through restatements of it; scores are read as they were stored.
    private QdqFlow Last(QdqFlow flow, bool hasPalette)
    {
        while (flow is QdqRead { Parts: [{ Upsample: false }] } || flow is QdqStored { Alias: not null })
            flow = flow is QdqRead read ? read.Parts[0].Tensor : ((QdqStored)flow).Alias!;
        return hasPalette && flow is QdqStored { Source: not null } scores
            ? ToSum(Model.Nodes[^1], new QdqRead(scores.Shape, [new QdqPart(scores, scores.Source.Upsample)]))
            : flow;
    }

    /// <inheritdoc />
    protected override TensorShape ShapeOf(QdqFlow flow) => flow.Shape;

    /// <inheritdoc />
    protected override QdqFlow Visit(NodeReader reader)
    {
        var node = reader.Node;
        if (FindFlow(node, 0) is QdqSum { IsChoice: true } && node.Operator is not ("Identity" or "Cast" or "Squeeze"))
            throw node.Refuse("nothing but Cast and Squeeze can follow the ArgMax of the scores.");
        return node.Operator switch
        {
            "QuantizeLinear" => Quantize(reader),
            "DequantizeLinear" => Dequantize(reader),
            "Conv" => Convolution(reader),
            "Relu" => Rectify(reader),
            "Clip" => Clip(reader),
            "BatchNormalization" => Normalize(reader),
            "Add" or "Sub" or "Mul" or "Div" => Arithmetic(reader),
            "Concat" => Join(reader),
            "Resize" => Resize(reader),
            "Floor" => Open(reader) with { IsFloored = true },
            "ArgMax" => Choice(reader),
            "Pad" => PadRule.RequireNone(reader, Flow(node, 0), FindConstant(node, 1)),
            "Identity" or "Cast" or "Squeeze" => Flow(node, 0),
            _ => throw node.Refuse(OperatorAdvice.Of(node.Operator)),
        };
    }

    private QdqStored Quantize(NodeReader reader)
    {
        var (node, range) = (reader.Node, Range(reader));
        switch (Flow(node, 0))
        {
            case QdqRaw { IsInteger: false } raw:
                return Latent(node, raw, range);
            case QdqRead read when read.Parts.All(part => part.Tensor.Range == range):
                return new QdqStored(read.Shape, NameOf(node), null, range) { Alias = read };
            case QdqRead read:
                return new QdqStored(read.Shape, NameOf(node), ToSum(node, read), range);
            case QdqSum { IsFloored: false } sum:
                return new QdqStored(sum.Shape, sum.Name, sum, range);
            default:
                throw node.Refuse("it quantizes what is quantized already, or rounded.");
        }
    }

    private QdqRead Dequantize(NodeReader reader)
    {
        var (node, range) = (reader.Node, Range(reader));
        var stored = Flow(node, 0) switch
        {
            QdqRaw { IsInteger: true } raw => Latent(node, raw, range),
            QdqStored integers => integers,
            _ => throw node.Refuse("what it takes is not quantized."),
        };
        if (stored.Range != range)
            throw node.Refuse("its scale or zero point differs from that of the QuantizeLinear before it.");
        return stored.Alias ?? new QdqRead(stored.Shape, [new QdqPart(stored, stored.Source?.Upsample ?? false)]);
    }

    private static QdqRange Range(NodeReader reader, OnnxTensor scale, OnnxTensor? zero)
    {
        reader.RequireInputs(2, 3);
        reader.Ignore("axis", "saturate", "output_dtype");
        reader.RequireNothingElse();
        return QdqRange.Of(reader.Node, scale, zero);
    }

    private QdqRange Range(NodeReader reader) => Range(reader, Constant(reader.Node, 1), FindConstant(reader.Node, 2));

    // A stored latent byte b means b - 128: the integers of the file must be those values, or those bytes.
    private QdqStored Latent(OnnxNode node, QdqRaw raw, QdqRange range)
    {
        if (range.IsSigned ? range.Zero != 0 : range.Zero != QuantizedDecoder.LatentZero)
            throw node.Refuse($"zero point {range.Zero} of the latent cannot be proven; int8 with 0 or uint8 with {QuantizedDecoder.LatentZero} can.");
        _latent ??= new QdqStored(raw.Shape, "latent", null, range);
        return _latent.Range == range ? _latent : throw node.Refuse("the graph's input is quantized in two ways.");
    }

    private QdqSum Convolution(NodeReader reader)
    {
        var node = reader.Node;
        reader.RequireInputs(2, 3);
        if (Flow(node, 0) is not QdqRead x)
            throw node.Refuse("its input is not quantized; put QuantizeLinear and DequantizeLinear before it.");
        _ = Constant(node, 1);
        var weights = FindQuantized(node, 1) ?? throw node.Refuse("its weights are not quantized; give them through DequantizeLinear.");
        var geometry = ConvolutionGeometry.Of(reader, x.Shape, weights.Shape, maxKernel: 3, maxStride: 1);
        var (outputs, inputs, taps) = (geometry.OutputChannels, x.Shape.Channels, geometry.Kernel * geometry.Kernel);
        CountWeights(node, weights.Integers.Length);
        double[] gains = [.. Enumerable.Range(0, outputs).Select(weights.ScaleOf)];
        var terms = new List<QdqTerm>();
        var first = 0;
        foreach (var part in x.Parts)
        {
            var channels = part.Tensor.Shape.Channels;
            var own = new sbyte[outputs * channels * taps];
            for (var o = 0; o < outputs; o++)
            {
                for (var k = 0; k < channels * taps; k++)
                    own[(o * channels * taps) + k] = Weight(node, o, weights.Integers[(((o * inputs) + first) * taps) + k]);
            }

            terms.Add(new QdqTerm(part, geometry.Kernel, own, gains));
            first += channels;
        }

        return new QdqSum(x.Shape with { Channels = outputs }, NameOf(node), terms, Bias(node, outputs));
    }

    private sbyte Weight(OnnxNode node, int channel, int value)
    {
        if (value is < sbyte.MinValue or > sbyte.MaxValue)
            throw node.Refuse($"a weight of channel {channel} is {value} steps from its zero point; symmetric int8 can be proven.");
        if (value != sbyte.MinValue)
            return (sbyte)value;
        var note = $"{node.Shown}: weights of -128 became -127";
        if (!_notes.Contains(note))
            _notes.Add(note);
        return -sbyte.MaxValue;
    }

    private double[] Bias(OnnxNode node, int channels)
    {
        if (FindConstant(node, 2) is not { } bias)
            return new double[channels];
        if (bias.Count != channels)
            throw node.Refuse($"its bias has {bias.Count} numbers for {channels} channels.");
        return FindQuantized(node, 2) is { } quantized
            ? [.. quantized.Integers.Select((integer, o) => integer * quantized.ScaleOf(o))]
            : ChannelConstant.Numbers(node, bias, channels);
    }

    private QdqFlow Rectify(NodeReader reader)
    {
        reader.RequireInputs(1, 1);
        reader.RequireNothingElse();
        return Flow(reader.Node, 0) is QdqRead read && read.Parts.All(part => part.Tensor.Source is not null && !QdqLowering.StepOf(part.Tensor).IsSigned)
            ? read
            : Clipped(Sum(reader.Node, 0), 0, double.PositiveInfinity);
    }

    private QdqSum Clip(NodeReader reader)
    {
        var (low, high) = ChannelArithmetic.Clip(reader, FindConstant(reader.Node, 1), FindConstant(reader.Node, 2));
        return Clipped(Sum(reader.Node, 0), low, high);
    }

    private static QdqSum Clipped(QdqSum x, double low, double high) => x with
    {
        Low = Math.Clamp(x.Low, low, high),
        High = Math.Clamp(x.High, low, high),
    };

    private QdqSum Normalize(NodeReader reader)
    {
        var x = Sum(reader.Node, 0);
        var (scale, offset) = ChannelArithmetic.Normalization(reader, x.Shape.Channels, index => Constant(reader.Node, index));
        return Times(reader.Node, x, scale, offset);
    }

    private QdqSum Arithmetic(NodeReader reader)
    {
        var node = reader.Node;
        reader.RequireInputs(2, 2);
        reader.RequireNothingElse();
        var constantFirst = FindFlow(node, 0) is null;
        if (constantFirst || FindFlow(node, 1) is null)
        {
            var x = Sum(node, constantFirst ? 1 : 0);
            var (scale, offset) = ChannelArithmetic.WithConstant(node, x.Shape, Constant(node, constantFirst ? 0 : 1), constantFirst);
            return Times(node, x, scale, offset);
        }

        var (a, b) = (Sum(node, 0), Sum(node, 1));
        if (node.Operator is "Mul" or "Div")
            throw node.Refuse("a product of two activations cannot be proven.");
        if (!a.IsOpen || !b.IsOpen)
            throw node.Refuse("one of its inputs was clipped or resized and not quantized after; put QuantizeLinear and DequantizeLinear between.");
        if (a.Shape != b.Shape)
            throw node.Refuse($"tensors of {a.Shape} and {b.Shape} cannot be added.");
        if (a.Terms.Count + b.Terms.Count > QuantizedLayer.MaxInputs)
            throw node.Refuse($"the sum has more than {QuantizedLayer.MaxInputs} terms; put QuantizeLinear and DequantizeLinear between.");
        if (node.Operator == "Sub")
            b = Times(node, b, [.. b.Offsets.Select(_ => -1.0)], new double[b.Offsets.Length]);

        // A layer is called after its first convolution.
        var name = FindFlow(node, 0) is QdqSum ? a.Name : FindFlow(node, 1) is QdqSum ? b.Name : NameOf(node);
        return new QdqSum(a.Shape, name, [.. a.Terms, .. b.Terms], [.. a.Offsets.Zip(b.Offsets, (p, q) => p + q)]);
    }

    // Multipliers of layers are positive, so a negative factor turns the weights around.
    private QdqSum Times(OnnxNode node, QdqSum x, double[] scale, double[] offset)
    {
        if (x.IsFloored)
            throw node.Refuse("nothing but ArgMax can follow Floor.");
        var isClipped = !double.IsInfinity(x.Low) || !double.IsInfinity(x.High);
        if (isClipped && (scale.Any(s => s != scale[0]) || offset.Any(o => o != offset[0]) || scale[0] == 0))
            throw node.Refuse("factors that differ between channels cannot follow a clip; put QuantizeLinear and DequantizeLinear between.");
        var terms = x.Terms.Select(term => term with
        {
            Weights = Turned(node, term.Weights, scale),
            Gains = [.. term.Gains.Select((gain, o) => gain * Math.Abs(scale[o]))],
        });
        var result = x with { Terms = [.. terms], Offsets = [.. x.Offsets.Select((o, c) => (o * scale[c]) + offset[c])] };
        if (!isClipped)
            return result;
        var (p, q) = ((x.Low * scale[0]) + offset[0], (x.High * scale[0]) + offset[0]);
        return result with { Low = Math.Min(p, q), High = Math.Max(p, q) };
    }

    private sbyte[] Turned(OnnxNode node, sbyte[] weights, double[] scale)
    {
        if (scale.All(s => s > 0))
            return weights;
        CountWeights(node, weights.Length);
        var turned = new sbyte[weights.Length];
        var size = weights.Length / scale.Length;
        for (var k = 0; k < weights.Length; k++)
            turned[k] = (sbyte)(weights[k] * Math.Sign(scale[k / size]));
        return turned;
    }

    private QdqRead Join(NodeReader reader)
    {
        var node = reader.Node;
        var axis = reader.Integer("axis", 0);
        reader.RequireNothingElse();
        if (Axis(axis) != 1)
            throw node.Refuse($"axis {axis} cannot be proven; 1, the channels, can.");
        QdqRead[] parts = [.. Enumerable.Range(0, node.Inputs.Count).Select(i => Flow(node, i) as QdqRead
            ?? throw node.Refuse($"its input {OnnxText.Quote(node.Inputs[i])} is not quantized; put QuantizeLinear and DequantizeLinear before it."))];
        if (parts.Any(part => part.Shape.Height != parts[0].Shape.Height || part.Shape.Width != parts[0].Shape.Width))
            throw node.Refuse($"tensors of {string.Join(" and ", parts.Take(4).Select(part => part.Shape))} cannot be joined.");
        if (parts.Sum(part => part.Parts.Count) > QuantizedLayer.MaxInputs)
            throw node.Refuse($"it joins more than {QuantizedLayer.MaxInputs} tensors.");
        var channels = parts.Sum(part => part.Shape.Channels);
        return channels <= OnnxLimits.Channels
            ? new QdqRead(parts[0].Shape with { Channels = channels }, [.. parts.SelectMany(part => part.Parts)])
            : throw node.Refuse($"it makes {channels} channels, {OnnxLimits.Channels} are the most.");
    }

    private QdqFlow Resize(NodeReader reader)
    {
        var (node, x) = (reader.Node, Flow(reader.Node, 0));
        var factor = ResizeRule.Factor(reader, x.Shape, ConstantsOf(node));
        if (factor == 1)
            return x;
        if (x.Shape.Height > NetworkGraph.MaxSide / 2 || x.Shape.Width > NetworkGraph.MaxSide / 2)
            throw node.Refuse($"it makes more than {NetworkGraph.MaxSide} a side.");
        var shape = new TensorShape(x.Shape.Channels, 2 * x.Shape.Height, 2 * x.Shape.Width);
        return x switch
        {
            QdqRead read when read.Parts.All(part => !part.Upsample) => new QdqRead(shape, [.. read.Parts.Select(part => part with { Upsample = true })]),
            QdqSum { Upsample: false, IsFloored: false } sum => sum with { Shape = shape, Upsample = true },
            _ => throw node.Refuse("it doubles what was doubled already; a convolution must stand between."),
        };
    }

    private QdqSum Choice(NodeReader reader) => LargestChannel.Check(reader, FindFlow(reader.Node, 0) is QdqSum { IsFloored: true } floored ? floored : Open(reader)) with { IsChoice = true };

    private QdqSum Open(NodeReader reader) => Sum(reader.Node, 0) is { IsOpen: true } sum
        ? sum
        : throw reader.Node.Refuse("what it takes was clipped or resized; it must follow Conv or Add.");

    private QdqSum Sum(OnnxNode node, int index) => Flow(node, index) switch
    {
        QdqSum sum => sum,
        QdqRead read => ToSum(node, read),
        _ => throw node.Refuse("its input is not quantized; put QuantizeLinear and DequantizeLinear before it."),
    };

    // The activations themselves: kernels of side 1 that pick channels.
    private QdqSum ToSum(OnnxNode node, QdqRead read)
    {
        var (outputs, first) = (read.Shape.Channels, 0);
        CountWeights(node, (long)outputs * outputs);
        var ones = new double[outputs];
        Array.Fill(ones, 1);
        var terms = new List<QdqTerm>();
        foreach (var part in read.Parts)
        {
            var channels = part.Tensor.Shape.Channels;
            var weights = new sbyte[outputs * channels];
            for (var c = 0; c < channels; c++)
                weights[((first + c) * channels) + c] = 1;
            terms.Add(new QdqTerm(part, 1, weights, ones));
            first += channels;
        }

        return new QdqSum(read.Shape, NameOf(node), terms, new double[outputs]);
    }

    private void CountWeights(OnnxNode node, long count)
    {
        _weights += count;
        if (_weights > OnnxLimits.Weights)
            throw node.Refuse($"the network has more than {OnnxLimits.Weights} weights.");
    }
}
