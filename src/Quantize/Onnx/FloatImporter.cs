using ZkStyle.Quantize.Layers;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Onnx;

/// <summary>Turns the graph of an ONNX file into a float network of ours, or says which node stands in the way.</summary>
internal sealed class FloatImporter : GraphImporter<FloatFlow>
{
    private const int MaxEncoderKernel = 31;

    private readonly FloatNetworkBuilder _builder;
    private readonly bool _isDecoder;

    private FloatImporter(OnnxModel model, bool isDecoder)
        : base(model)
    {
        _isDecoder = isDecoder;
        _builder = new FloatNetworkBuilder(InputShape, allowsAffine: !isDecoder);
    }

    /// <summary>Imports a decoder.</summary>
    /// <param name="model">The file's content.</param>
    /// <param name="latentScale">What the file's input is where ours, in [-1, 1], is 1.</param>
    /// <param name="hasPalette">Whether the output holds scores even where no ArgMax follows.</param>
    /// <param name="isPalette">Receives whether the network ends in scores.</param>
    /// <returns>From latent values in [-1, 1] to a picture in [0, 1], or to scores.</returns>
    /// <exception cref="InvalidDataException">It cannot be proven; the message names node and operator.</exception>
    public static FloatNetwork Decoder(OnnxModel model, double latentScale, bool hasPalette, out bool isPalette)
    {
        var importer = new FloatImporter(model, isDecoder: true);
        var flow = importer.Walk(importer.InputTimes(latentScale));
        isPalette = flow.IsChoice || hasPalette;
        return importer._builder.Build(isPalette ? importer.Scores(flow) : importer.Picture(flow));
    }

    /// <summary>Imports an encoder.</summary>
    /// <param name="model">The file's content.</param>
    /// <param name="latentScale">What the file's output is where ours, in [-1, 1], is 1.</param>
    /// <returns>From a picture in [0, 1] to latent values, not clamped.</returns>
    /// <exception cref="InvalidDataException">It has operations that encoders here do not know; the message names node and operator.</exception>
    public static FloatNetwork Encoder(OnnxModel model, double latentScale)
    {
        var importer = new FloatImporter(model, isDecoder: false);
        var flow = importer.Walk(importer.InputTimes(1));
        if (flow.IsChoice)
            throw new InvalidDataException("The encoder ends in a choice, latent values expected.");
        return importer._builder.Build(Times(flow.Tensor, 1 / latentScale, 0));
    }

    /// <inheritdoc />
    protected override TensorShape ShapeOf(FloatFlow flow) => flow.Tensor.Shape;

    /// <inheritdoc />
    protected override FloatFlow Visit(NodeReader reader)
    {
        var node = reader.Node;
        if (FindFlow(node, 0) is { } first)
        {
            if (first.IsChoice && node.Operator is not ("Identity" or "Cast" or "Squeeze"))
                throw node.Refuse("nothing but Cast and Squeeze can follow the ArgMax of the scores.");
            if (first.Squares > 0 && node.Operator is not ("Reshape" or "Transpose"))
                throw node.Refuse("a tensor cut into squares must become one of four sides first.");
        }

        return node.Operator switch
        {
            "Conv" => new FloatFlow(Convolution(reader)),
            "BatchNormalization" => new FloatFlow(Normalized(reader, Flow(node, 0).Tensor)),
            "Relu" => new FloatFlow(_builder.Rectifier(NameOf(node), Only(reader))),
            "Clip" => new FloatFlow(Clip(reader)),
            "Add" or "Sub" or "Mul" or "Div" => new FloatFlow(Arithmetic(reader)),
            "Concat" => new FloatFlow(Join(reader)),
            "Resize" => new FloatFlow(Resize(reader)),
            "AveragePool" => new FloatFlow(Pool(reader)),
            "Reshape" or "Transpose" => Squares(reader),
            "Identity" or "Cast" or "Squeeze" => Flow(node, 0),
            "Dropout" => Dropout(reader),
            "Pad" => PadRule.RequireNone(reader, Flow(node, 0), FindConstant(node, 1)),
            "ArgMax" => new FloatFlow(LargestChannel.Check(reader, Flow(node, 0)).Tensor) { IsChoice = true },
            _ => throw node.Refuse(OperatorAdvice.Of(node.Operator)),
        };
    }

    private FloatFlow InputTimes(double scale) => new(Times(_builder.Input, scale, 0));

    private static AffineTensor Times(AffineTensor x, double scale, double offset)
    {
        var (scales, offsets) = (new double[x.Shape.Channels], new double[x.Shape.Channels]);
        Array.Fill(scales, scale);
        Array.Fill(offsets, offset);
        return x.Then(scales, offsets);
    }

    // Operators of one input and no attributes.
    private AffineTensor Only(NodeReader reader)
    {
        reader.RequireInputs(1, 1);
        reader.RequireNothingElse();
        return Flow(reader.Node, 0).Tensor;
    }

    private AffineTensor Convolution(NodeReader reader)
    {
        var node = reader.Node;
        reader.RequireInputs(2, 3);
        var x = Flow(node, 0).Tensor;
        var weights = Constant(node, 1);
        var geometry = ConvolutionGeometry.Of(reader, x.Shape, weights.Shape, _isDecoder ? 3 : MaxEncoderKernel, _isDecoder ? 1 : MaxEncoderKernel);
        if (weights.Count > OnnxLimits.Weights)
            throw node.Refuse($"it has {weights.Count} weights, {OnnxLimits.Weights} are the most.");
        var bias = FindConstant(node, 2) is { } given ? ChannelConstant.Numbers(node, given, geometry.OutputChannels) : new double[geometry.OutputChannels];
        return _builder.Convolution(NameOf(node), x, weights.ToSingles(), bias, geometry.Kernel, geometry.Stride);
    }

    private AffineTensor Normalized(NodeReader reader, AffineTensor x)
    {
        var (scale, offset) = ChannelArithmetic.Normalization(reader, x.Shape.Channels, index => Constant(reader.Node, index));
        return x.Then(scale, offset);
    }

    private AffineTensor Clip(NodeReader reader)
    {
        var node = reader.Node;
        var x = Flow(node, 0).Tensor;
        var (low, high) = ChannelArithmetic.Clip(reader, FindConstant(node, 1), FindConstant(node, 2));
        if (low <= -float.MaxValue)
            throw node.Refuse("a clip without a lower bound cannot be proven.");

        // Clip(x, low, high) = low + min(high - low, max(0, x - low)).
        var ceiling = high >= float.MaxValue ? double.PositiveInfinity : high - low;
        return Times(_builder.Rectifier(NameOf(node), Times(x, 1, -low), ceiling), 1, low);
    }

    private AffineTensor Arithmetic(NodeReader reader)
    {
        var node = reader.Node;
        reader.RequireInputs(2, 2);
        reader.RequireNothingElse();
        var (a, b) = (FindFlow(node, 0)?.Tensor, FindFlow(node, 1)?.Tensor);
        if (a is not null && b is not null)
        {
            if (node.Operator is "Mul" or "Div")
                throw node.Refuse("a product of two activations cannot be proven.");
            if (a.Shape != b.Shape)
                throw node.Refuse($"tensors of {a.Shape} and {b.Shape} cannot be added.");
            return _builder.Add(NameOf(node), a, node.Operator == "Sub" ? Times(b, -1, 0) : b);
        }

        var x = a ?? b!;
        var (scale, offset) = ChannelArithmetic.WithConstant(node, x.Shape, Constant(node, a is null ? 0 : 1), constantFirst: a is null);
        return x.Then(scale, offset);
    }

    private AffineTensor Join(NodeReader reader)
    {
        var node = reader.Node;
        var axis = reader.Integer("axis", 0);
        reader.RequireNothingElse();
        if (Axis(axis) != 1)
            throw node.Refuse($"axis {axis} cannot be proven; 1, the channels, can.");
        AffineTensor[] parts = [.. Enumerable.Range(0, node.Inputs.Count).Select(i => Flow(node, i).Tensor)];
        if (parts.Any(part => part.Shape.Height != parts[0].Shape.Height || part.Shape.Width != parts[0].Shape.Width))
            throw node.Refuse($"tensors of {string.Join(" and ", parts.Take(4).Select(part => part.Shape))} cannot be joined.");
        return _builder.Concatenate(NameOf(node), parts);
    }

    private AffineTensor Resize(NodeReader reader)
    {
        var x = Flow(reader.Node, 0).Tensor;
        var factor = ResizeRule.Factor(reader, x.Shape, ConstantsOf(reader.Node));
        return factor == 1 ? x : _builder.Resize(NameOf(reader.Node), GraphOperation.Upsample, x, factor);
    }

    private AffineTensor Pool(NodeReader reader)
    {
        var node = reader.Node;
        if (_isDecoder)
            throw node.Refuse(OperatorAdvice.Of(node.Operator));
        reader.RequireInputs(1, 1);
        var factor = reader.Uniform("kernel_shape", 2, 1);
        var stride = reader.Uniform("strides", 2, 1);
        var pads = reader.Uniform("pads", 4, 0);
        var dilation = reader.Uniform("dilations", 2, 1);
        reader.Ignore("auto_pad", "ceil_mode", "count_include_pad");
        reader.RequireNothingElse();
        var x = Flow(node, 0).Tensor;
        if (factor != stride || factor is < 1 or > 64 || pads != 0 || dilation != 1 || x.Shape.Height % factor != 0 || x.Shape.Width % factor != 0)
            throw node.Refuse("only whole squares that do not overlap are averaged.");
        return _builder.Resize(NameOf(node), GraphOperation.AveragePool, x, (int)factor);
    }

    // [1, c, h f, w f] to [1, c, h, f, w, f] to [1, c, f, f, h, w] to [1, c f f, h, w].
    private FloatFlow Squares(NodeReader reader)
    {
        var (node, flow) = (reader.Node, Flow(reader.Node, 0));
        var (c, h, w) = flow.Tensor.Shape;
        if (node.Operator == "Transpose")
        {
            var order = reader.Integers("perm");
            reader.RequireNothingElse();
            return flow.Squares > 0 && !flow.SquaresAreChannels && order is not null && order.SequenceEqual([0, 1, 3, 5, 2, 4])
                ? flow with { SquaresAreChannels = true }
                : throw node.Refuse("this order of axes is not supported.");
        }

        reader.RequireInputs(2, 2);
        _ = reader.Integer("allowzero", 0);
        reader.RequireNothingElse();
        var shape = Constant(node, 1);
        double[] sides = [.. Enumerable.Range(0, Math.Min(shape.Count, OnnxLimits.Sides)).Select(shape.Number)];
        bool Is(params ReadOnlySpan<int> expected)
        {
            for (var i = 1; i < expected.Length; i++)
            {
                if (sides[i] != expected[i] && sides[i] != -1)
                    return false;
            }

            return sides.Length == expected.Length && sides[0] is 1 or -1;
        }

        if (!_isDecoder && sides.Length == 6 && flow.Squares == 0 && sides[3] is >= 2 and <= 64 && h % sides[3] == 0 && w % sides[3] == 0)
        {
            var f = (int)sides[3];
            if (Is(1, c, h / f, f, w / f, f))
                return flow with { Squares = f };
        }
        else if (sides.Length == 4 && flow.SquaresAreChannels)
        {
            var f = flow.Squares;
            if (Is(1, c * f * f, h / f, w / f))
                return new FloatFlow(_builder.Resize(NameOf(node), GraphOperation.Unshuffle, flow.Tensor, f));
        }
        else if (sides.Length == 4 && flow.Squares == 0 && Is(1, c, h, w))
        {
            return flow;
        }

        throw node.Refuse(_isDecoder ? OperatorAdvice.Of(node.Operator) : "this change of shape is not supported; squares of cells into channels are.");
    }

    private FloatFlow Dropout(NodeReader reader)
    {
        reader.Ignore("seed");
        reader.RequireNothingElse();
        if (FindConstant(reader.Node, 2) is not null || reader.Node.Outputs.Skip(1).Any(output => output.Length > 0))
            throw reader.Node.Refuse("it is in training mode; export the model after eval().");
        return Flow(reader.Node, 0);
    }

    private AffineTensor Scores(FloatFlow flow)
    {
        var classes = flow.Tensor.Shape.Channels;
        if (classes is < 2 or > QuantizedDecoder.MaxClasses)
            throw new InvalidDataException($"The decoder ends in {classes} scores, a palette has 2 to {QuantizedDecoder.MaxClasses} colours.");
        return RequireSum(_builder.Plain(flow.Tensor));
    }

    // The last clip says which values are black and white; without one they are 0 and 1.
    private AffineTensor Picture(FloatFlow flow)
    {
        var x = flow.Tensor;
        if (x.Shape.Channels != Imaging.RgbImage.Channels)
            throw new InvalidDataException($"The decoder's output has {x.Shape.Channels} channels, a picture has {Imaging.RgbImage.Channels}; name the colours with --palette if these are scores.");
        var node = _builder.NodeOf(x);
        var (scale, offset) = (x.ScaleOf(0), x.OffsetOf(0));
        if (node.Operation != GraphOperation.Relu || Enumerable.Range(0, x.Shape.Channels).Any(c => x.ScaleOf(c) != scale || x.OffsetOf(c) != offset))
            return RequireSum(_builder.Plain(x));
        var inside = new AffineTensor(node.Inputs[0], x.Shape);
        if (double.IsPositiveInfinity(node.Ceiling))
            return RequireSum(scale > 0 && offset <= 0 ? _builder.Plain(Times(inside, scale, offset)) : _builder.Plain(x));
        PictureRange.Require(offset, offset + (scale * node.Ceiling));
        return RequireSum(_builder.Plain(scale > 0 ? Times(inside, 1 / node.Ceiling, 0) : Times(inside, -1 / node.Ceiling, 1)));
    }

    private AffineTensor RequireSum(AffineTensor x)
    {
        var node = _builder.NodeOf(x);
        return node.Operation is GraphOperation.Convolution or GraphOperation.Add
            ? x
            : throw new InvalidDataException($"The decoder ends in node {OnnxText.Quote(node.Name)} ({node.Operation}); it must end in Conv or Add, with Clip or ArgMax after it.");
    }
}
