using ZkStyle.Quantize.Layers;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Onnx;

/// <summary>
/// Builds a float network from operations as ONNX has them. Factors and summands by channel are kept beside the
/// tensors and folded into convolutions: into those before them where the result is used as it is, into those after
/// them else. What cannot be folded becomes a 1x1 convolution, which is exact.
/// </summary>
internal sealed class FloatNetworkBuilder
{
    private const int MaxPlannedNodes = 4 * OnnxLimits.Nodes;
    private const int MaxFoldingDepth = 64;

    private readonly List<PlannedNode> _nodes = [];
    private readonly Dictionary<AffineTensor, int> _plain = new(ReferenceEqualityComparer.Instance);
    private readonly TensorShape _input;
    private readonly bool _allowsAffine;
    private long _weights;

    /// <summary>Starts a network.</summary>
    /// <param name="input">Shape of its input.</param>
    /// <param name="allowsAffine">Whether factors and summands may stay nodes of their own, as in encoders, which are not proven.</param>
    public FloatNetworkBuilder(TensorShape input, bool allowsAffine)
    {
        _input = input;
        _allowsAffine = allowsAffine;
        Input = Plan(new PlannedNode(NetworkGraph.InputName, GraphOperation.Affine, input, []));
    }

    /// <summary>The network's input.</summary>
    public AffineTensor Input { get; }

    /// <summary>What a tensor's node does.</summary>
    /// <param name="x">The tensor.</param>
    /// <returns>The node.</returns>
    public PlannedNode NodeOf(AffineTensor x) => _nodes[x.Node];

    /// <summary>A convolution that keeps the size, divided by the stride.</summary>
    /// <param name="name">The node's name.</param>
    /// <param name="x">What it takes.</param>
    /// <param name="weights">Weights [o, i, line, column].</param>
    /// <param name="bias">One number an output channel.</param>
    /// <param name="kernel">Side of the kernel, odd.</param>
    /// <param name="stride">Input cells per output cell.</param>
    /// <returns>The result.</returns>
    public AffineTensor Convolution(string name, AffineTensor x, float[] weights, double[] bias, int kernel, int stride)
    {
        _weights += weights.Length;
        if (_weights > OnnxLimits.Weights)
            throw new InvalidDataException($"node {OnnxText.Quote(name)}: the network has more than {OnnxLimits.Weights} weights.");

        // Beyond the border the operator reads zeros, not the summand, so only a 1x1 kernel can take one in.
        var source = x.Offset is null || kernel == 1 ? x : Plain(x);
        var shape = new TensorShape(bias.Length, ((source.Shape.Height - 1) / stride) + 1, ((source.Shape.Width - 1) / stride) + 1);
        return Plan(new PlannedNode(name, GraphOperation.Convolution, shape, [source.Node])
        {
            Kernel = kernel,
            Stride = stride,
            Weights = weights,
            Bias = bias,
            Before = source,
        });
    }

    /// <summary>min(ceiling, max(0, x)).</summary>
    /// <param name="name">The node's name.</param>
    /// <param name="x">What it takes.</param>
    /// <param name="ceiling">The largest value let through; infinity for all.</param>
    /// <returns>The result.</returns>
    public AffineTensor Rectifier(string name, AffineTensor x, double ceiling = double.PositiveInfinity)
    {
        // A rectifier of a rectifier is the lower of both.
        var source = Plain(x);
        if (_nodes[source.Node] is { Operation: GraphOperation.Relu } inner)
        {
            if (inner.Ceiling <= ceiling)
                return source;
            return Plan(inner with { Name = name, Ceiling = ceiling });
        }

        return Plan(new PlannedNode(name, GraphOperation.Relu, x.Shape, [source.Node]) { Ceiling = ceiling });
    }

    /// <summary>The sum of two tensors of one shape.</summary>
    /// <param name="name">The node's name.</param>
    /// <param name="a">One.</param>
    /// <param name="b">The other.</param>
    /// <returns>The result.</returns>
    public AffineTensor Add(string name, AffineTensor a, AffineTensor b)
    {
        if (a.Node == b.Node)
        {
            double[] scale = [.. Enumerable.Range(0, a.Shape.Channels).Select(c => a.ScaleOf(c) + b.ScaleOf(c))];
            double[] offset = [.. Enumerable.Range(0, a.Shape.Channels).Select(c => a.OffsetOf(c) + b.OffsetOf(c))];
            return new AffineTensor(a.Node, a.Shape).Then(scale, offset);
        }

        return Plan(new PlannedNode(name, GraphOperation.Add, a.Shape, [Plain(a).Node, Plain(b).Node]));
    }

    /// <summary>The channels of tensors one after the other.</summary>
    /// <param name="name">The node's name.</param>
    /// <param name="parts">At least one tensor, of equal height and width.</param>
    /// <returns>The result.</returns>
    public AffineTensor Concatenate(string name, IReadOnlyList<AffineTensor> parts)
    {
        var result = parts[0];
        for (var i = 1; i < parts.Count; i++)
        {
            var (first, second) = (result, parts[i]);
            var shape = first.Shape with { Channels = first.Shape.Channels + second.Shape.Channels };
            var joined = Plan(new PlannedNode(i == parts.Count - 1 ? name : $"{name}.{i}", GraphOperation.Concatenate, shape, [first.Node, second.Node]));
            result = first.IsPlain && second.IsPlain ? joined : joined.Then(
                [.. Channels(first).Select(first.ScaleOf), .. Channels(second).Select(second.ScaleOf)],
                [.. Channels(first).Select(first.OffsetOf), .. Channels(second).Select(second.OffsetOf)]);
        }

        return result;
    }

    /// <summary>An operation that moves or averages cells: what is to be applied by channel can wait until after it.</summary>
    /// <param name="name">The node's name.</param>
    /// <param name="operation">Upsample, unshuffle or average pool.</param>
    /// <param name="x">What it takes.</param>
    /// <param name="factor">The factor.</param>
    /// <returns>The result.</returns>
    public AffineTensor Resize(string name, GraphOperation operation, AffineTensor x, int factor)
    {
        var (h, w) = (x.Shape.Height, x.Shape.Width);
        var copies = operation == GraphOperation.Unshuffle ? factor * factor : 1;
        var shape = operation == GraphOperation.Upsample
            ? new TensorShape(x.Shape.Channels, checked(h * factor), checked(w * factor))
            : new TensorShape(checked(x.Shape.Channels * copies), h / factor, w / factor);
        var result = Plan(new PlannedNode(name, operation, shape, [x.Node]) { Factor = factor });
        return x.IsPlain ? result : result.Then(
            [.. Channels(result).Select(c => x.ScaleOf(c / copies))], [.. Channels(result).Select(c => x.OffsetOf(c / copies))]);
    }

    /// <summary>The tensor as a node's very result.</summary>
    /// <param name="x">The tensor.</param>
    /// <returns>The same numbers with nothing left to be applied.</returns>
    public AffineTensor Plain(AffineTensor x) => Plain(x, 0);

    /// <summary>Finishes the network with what its output needs.</summary>
    /// <param name="output">The output.</param>
    /// <returns>The network.</returns>
    /// <exception cref="InvalidDataException">It is too large.</exception>
    public FloatNetwork Build(AffineTensor output)
    {
        var last = Plain(output).Node;
        var needed = new bool[_nodes.Count];
        needed[last] = true;
        for (var i = last; i > 0; i--)
        {
            if (needed[i])
            {
                foreach (var input in _nodes[i].Inputs)
                    needed[input] = true;
            }
        }

        var names = new NameTable(NetworkGraph.InputName);
        var called = new string[_nodes.Count];
        called[0] = NetworkGraph.InputName;
        var nodes = new List<GraphNode>();
        var weights = new Dictionary<string, ConvolutionWeights>(StringComparer.Ordinal);
        long count = 0;
        for (var i = 1; i <= last; i++)
        {
            if (!needed[i])
                continue;
            var planned = _nodes[i];
            called[i] = names.Take(planned.Name);
            nodes.Add(ToNode(planned, called[i], [.. planned.Inputs.Select(input => called[input])]));
            if (planned.Operation != GraphOperation.Convolution)
                continue;
            count += (long)planned.Shape.Channels * _nodes[planned.Inputs[0]].Shape.Channels * planned.Kernel * planned.Kernel;
            if (count > OnnxLimits.Weights)
                throw new InvalidDataException($"The network has more than {OnnxLimits.Weights} weights.");
            weights.Add(called[i], Numbers(planned));
        }

        if (nodes.Count > OnnxLimits.NetworkNodes)
            throw new InvalidDataException($"The network has {nodes.Count} operations, {OnnxLimits.NetworkNodes} are the most.");
        if (nodes.Count == 0)
            throw new InvalidDataException("The network does nothing: its output is its input.");
        try
        {
            return new FloatNetwork(new NetworkGraph(_input, nodes), weights);
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException(e.Message.Split(" (Parameter", 2)[0], e);
        }
    }

    private static IEnumerable<int> Channels(AffineTensor x) => Enumerable.Range(0, x.Shape.Channels);

    private AffineTensor Plain(AffineTensor x, int depth)
    {
        if (x.IsPlain)
            return x;
        if (_plain.TryGetValue(x, out var known))
            return new AffineTensor(known, x.Shape);
        var result = Apply(x, depth);
        _plain.Add(x, result.Node);
        return result;
    }

    private AffineTensor Apply(AffineTensor x, int depth)
    {
        var node = _nodes[x.Node];
        switch (node.Operation)
        {
            case GraphOperation.Convolution:
                return Plan(node with { After = node.After is { } after ? after.Then([.. Channels(x).Select(x.ScaleOf)], [.. Channels(x).Select(x.OffsetOf)]) : x });
            case GraphOperation.Relu when x.Offset is null && x.Scale!.All(s => s > 0 && (double.IsPositiveInfinity(node.Ceiling) || s == x.Scale![0])) && depth < MaxFoldingDepth:
                // s max(0, x) is max(0, s x) for positive s.
                var inside = Plain(new AffineTensor(node.Inputs[0], x.Shape, x.Scale), depth + 1);
                return Plan(node with { Inputs = [inside.Node], Ceiling = node.Ceiling * x.Scale![0] });
            case GraphOperation.Upsample when depth < MaxFoldingDepth:
                var below = Plain(x with { Node = node.Inputs[0], Shape = _nodes[node.Inputs[0]].Shape }, depth + 1);
                return Plan(node with { Inputs = [below.Node] });
            default:
                var name = x.Node == 0 ? "scaled" : $"{node.Name}.scaled";
                return _allowsAffine && IsUniform(x)
                    ? Plan(new PlannedNode(name, GraphOperation.Affine, x.Shape, [x.Node]) { After = x })
                    : Plan(new PlannedNode(name, GraphOperation.Convolution, x.Shape, [x.Node]) { Kernel = 1, After = x });
        }
    }

    private static bool IsUniform(AffineTensor x) => Channels(x).All(c => x.ScaleOf(c) == x.ScaleOf(0) && x.OffsetOf(c) == x.OffsetOf(0));

    private AffineTensor Plan(PlannedNode node)
    {
        var (c, h, w) = node.Shape;
        if (c is < 1 or > OnnxLimits.Channels || h is < 1 or > NetworkGraph.MaxSide || w is < 1 or > NetworkGraph.MaxSide || (long)c * h * w > NetworkGraph.MaxElements)
            throw new InvalidDataException($"node {OnnxText.Quote(node.Name)}: a tensor of {node.Shape} is outside 1 to {OnnxLimits.Channels} channels, {NetworkGraph.MaxSide} a side and {NetworkGraph.MaxElements} elements.");
        if (_nodes.Count == MaxPlannedNodes)
            throw new InvalidDataException($"The network has more than {MaxPlannedNodes} operations.");
        _nodes.Add(node);
        return new AffineTensor(_nodes.Count - 1, node.Shape);
    }

    private static GraphNode ToNode(PlannedNode planned, string name, IReadOnlyList<string> inputs) => new(name, planned.Operation, inputs)
    {
        OutputChannels = planned.Operation == GraphOperation.Convolution ? planned.Shape.Channels : 0,
        Kernel = planned.Kernel,
        Stride = planned.Stride,
        Factor = planned.Factor,
        Scale = (float)(planned.After?.ScaleOf(0) ?? 0),
        Offset = (float)(planned.After?.OffsetOf(0) ?? 0),
        Ceiling = planned.Operation == GraphOperation.Relu ? (float)planned.Ceiling : float.PositiveInfinity,
    };

    // after(W before(x) + b) as one convolution.
    private ConvolutionWeights Numbers(PlannedNode planned)
    {
        var (outputs, inputs, taps) = (planned.Shape.Channels, _nodes[planned.Inputs[0]].Shape.Channels, planned.Kernel * planned.Kernel);
        var weights = new float[outputs * inputs * taps];
        var bias = new float[outputs];
        for (var o = 0; o < outputs; o++)
        {
            var (scale, sum) = (planned.After?.ScaleOf(o) ?? 1, planned.Bias?[o] ?? 0);
            for (var i = 0; i < inputs; i++)
            {
                for (var tap = 0; tap < taps; tap++)
                {
                    var k = (((o * inputs) + i) * taps) + tap;
                    double weight = planned.Weights?[k] ?? (o == i ? 1 : 0);
                    weights[k] = Finite(planned, weight * (planned.Before?.ScaleOf(i) ?? 1) * scale);
                    sum += weight * (planned.Before?.OffsetOf(i) ?? 0);
                }
            }

            bias[o] = Finite(planned, (sum * scale) + (planned.After?.OffsetOf(o) ?? 0));
        }

        return new ConvolutionWeights(weights, bias);
    }

    private static float Finite(PlannedNode planned, double number) => float.IsFinite((float)number)
        ? (float)number
        : throw new InvalidDataException($"node {OnnxText.Quote(planned.Name)}: its weights are not finite once folded.");
}
