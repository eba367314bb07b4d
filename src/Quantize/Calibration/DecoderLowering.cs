using System.Text.Json;
using ZkStyle.Quantize.Layers;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Calibration;

/// <summary>
/// Brings a float decoder into the layers that can be proven. Between rectifiers everything is a sum: convolutions of
/// side 1 and 3, additions, concatenations (which split the weights of the convolution that follows), factors, and
/// nearest upsampling (which moves to the tensors read). A rectifier ends a layer; so does whatever a convolution reads
/// that is itself a convolution or an addition of one, and it is then kept signed.
/// </summary>
internal sealed class DecoderLowering
{
    /// <summary>The most weights of all sums together; more than the largest circuit holds.</summary>
    public const long MaxWeights = 1 << 24;

    private readonly FloatNetwork _decoder;
    private readonly Dictionary<string, GraphNode> _nodes;
    private readonly Dictionary<string, AffineSum> _sums = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AffineSum> _readable = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<LoweredLayer> _layers = [];
    private readonly List<int> _channels = [];
    private long _weights;

    private DecoderLowering(FloatNetwork decoder)
    {
        _decoder = decoder;
        _nodes = decoder.Graph.Nodes.ToDictionary(node => node.Name, StringComparer.Ordinal);
        _channels.Add(decoder.Graph.Input.Channels);
        Reserve(NetworkGraph.InputName, (long)_channels[0] * _channels[0]);
        _readable.Add(NetworkGraph.InputName, AffineSum.Identity(0, _channels[0], upsample: false));
    }

    /// <summary>Lowers a decoder.</summary>
    /// <param name="decoder">The decoder; its output is an image in [0, 1] or one score a class.</param>
    /// <param name="head">Which of both.</param>
    /// <returns>The layers, sources first; the last one is the head.</returns>
    /// <exception cref="ArgumentException">Something cannot be proven; the message names node and operation.</exception>
    public static IReadOnlyList<LoweredLayer> Of(FloatNetwork decoder, DecoderHead head)
    {
        var lowering = new DecoderLowering(decoder);
        foreach (var node in decoder.Graph.Nodes)
            Check(node);
        lowering.AddHead(head);
        return RelayLayers.Insert(lowering._layers, decoder.Graph.Input.Channels);
    }

    private static void Check(GraphNode node)
    {
        switch (node.Operation)
        {
            case GraphOperation.Convolution:
                if (node.Kernel is not (1 or 3) || node.Stride != 1)
                    throw Refusal(node, $"a kernel of {node.Kernel}x{node.Kernel} with stride {node.Stride} cannot be proven; 1x1 and 3x3 with stride 1 can");
                break;
            case GraphOperation.Upsample:
                if (node.Factor is not (1 or 2))
                    throw Refusal(node, $"a factor of {node.Factor} cannot be proven; 2 can");
                break;
            case GraphOperation.Unshuffle or GraphOperation.AveragePool:
                throw Refusal(node, "cells cannot be brought together in a proof");
        }
    }

    private static ArgumentException Refusal(GraphNode node, string reason) =>
        new($"The decoder cannot be quantized: node {node.Name} ({JsonNamingPolicy.CamelCase.ConvertName(node.Operation.ToString())}): {reason}.");

    private void AddHead(DecoderHead head)
    {
        var last = _decoder.Graph.Nodes[^1];
        var node = last;

        // Image bytes are clamped anyway.
        while (head == DecoderHead.Rgb && node is { Operation: GraphOperation.Relu, Ceiling: >= 1 } && _nodes.TryGetValue(node.Inputs[0], out var inner))
            node = inner;
        AddLayer(node, last.Name, head == DecoderHead.Palette ? Activation.Score : Activation.ImageByte, SumOf(node.Name));
    }

    // The node as a sum of convolutions, ready for an activation.
    private AffineSum SumOf(string name)
    {
        if (_readable.TryGetValue(name, out var tensor))
            return tensor;
        if (_sums.TryGetValue(name, out var known))
            return known;
        var node = _nodes[name];
        var sum = node.Operation switch
        {
            GraphOperation.Relu => Readable(name),
            GraphOperation.Convolution => Convolve(node, Readable(node.Inputs[0])),
            GraphOperation.Add or GraphOperation.Concatenate => Combine(node, SumOf),
            GraphOperation.Affine => Scale(node, SumOf(node.Inputs[0])),
            GraphOperation.Upsample when node.Factor == 1 => SumOf(node.Inputs[0]),
            GraphOperation.Upsample => Double(node, SumOf(node.Inputs[0])),
            _ => throw Refusal(node, "it cannot be proven"),
        };
        return _sums[name] = sum;
    }

    // The node as a sum of tensors that a convolution may read: kernels of side 1 and no bias, which padding would not have.
    private AffineSum Readable(string name)
    {
        if (_readable.TryGetValue(name, out var known))
            return known;
        var node = _nodes[name];
        var sum = node.Operation switch
        {
            GraphOperation.Relu => Rectified(node),
            GraphOperation.Concatenate => Combine(node, Readable),
            GraphOperation.Add when node.Inputs.All(IsReadable) => Combine(node, Readable),
            GraphOperation.Affine when node.Offset == 0 => Scale(node, Readable(node.Inputs[0])),
            GraphOperation.Upsample when node.Factor == 1 => Readable(node.Inputs[0]),
            GraphOperation.Upsample => Double(node, Readable(node.Inputs[0])),
            _ => Signed(node),
        };
        return _readable[name] = sum;
    }

    // Whether a convolution may read the node without a tensor being made for it, rectifiers aside.
    private bool IsReadable(string name)
    {
        var pending = new Stack<string>([name]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (pending.TryPop(out var at))
        {
            if (_readable.ContainsKey(at) || !seen.Add(at) || _nodes[at].Operation == GraphOperation.Relu)
                continue;
            var node = _nodes[at];
            if (node.Operation == GraphOperation.Convolution || (node.Operation == GraphOperation.Affine && node.Offset != 0))
                return false;
            foreach (var input in node.Inputs)
                pending.Push(input);
        }

        return true;
    }

    private AffineSum Combine(GraphNode node, Func<string, AffineSum> evaluate)
    {
        var (first, second) = (evaluate(node.Inputs[0]), evaluate(node.Inputs[1]));
        var combined = Joined(node, first, second);
        while (combined.Terms.Count > QuantizedLayer.MaxInputs)
        {
            // Too much for one layer: the larger part becomes a tensor.
            if (first.Terms.Count >= second.Terms.Count)
                first = Signed(_nodes[node.Inputs[0]]);
            else
                second = Signed(_nodes[node.Inputs[1]]);
            combined = Joined(node, first, second);
        }

        return combined;
    }

    private AffineSum Joined(GraphNode node, AffineSum first, AffineSum second)
    {
        if (node.Operation == GraphOperation.Add)
        {
            Reserve(node.Name, first.WeightCount + second.WeightCount);
            return first.Plus(second);
        }

        var channels = first.Channels + second.Channels;
        Reserve(node.Name, channels * first.Terms.Concat(second.Terms).Sum(term => (long)term.RowLength));
        return first.Placed(0, channels).Plus(second.Placed(first.Channels, channels));
    }

    private AffineSum Double(GraphNode node, AffineSum sum)
    {
        // A convolution's result, or what was doubled already, becomes a tensor first.
        return (sum.CanBeDoubled ? sum : Signed(_nodes[node.Inputs[0]])).Doubled();
    }

    private AffineSum Scale(GraphNode node, AffineSum sum)
    {
        Reserve(node.Name, sum.WeightCount);
        return sum.Scaled(node.Scale, node.Offset);
    }

    private AffineSum Convolve(GraphNode node, AffineSum sum)
    {
        Reserve(node.Name, (long)node.OutputChannels * node.Kernel * node.Kernel * sum.Terms.Sum(term => (long)term.InputChannels));
        return sum.Convolved(node, _decoder.Weights[node.Name]);
    }

    // A rectifier of doubled cells is a doubled rectifier, which has a quarter of the activations.
    private AffineSum Rectified(GraphNode node)
    {
        var inside = node.Inputs[0];
        var doubled = false;
        while (_nodes.TryGetValue(inside, out var upsampling) && upsampling.Operation == GraphOperation.Upsample)
        {
            if (doubled && upsampling.Factor == 2)
                break;
            doubled |= upsampling.Factor == 2;
            inside = upsampling.Inputs[0];
        }

        var sum = SumOf(inside);
        AddLayer(_nodes.GetValueOrDefault(inside, node), node.Name, Activation.Relu, sum, node.Ceiling);
        return Tensor(node, doubled);
    }

    private AffineSum Signed(GraphNode node)
    {
        var sum = SumOf(node.Name);
        var isRelay = sum.IsIdentity;
        var activation = isRelay && sum.Terms[0].Source > 0 ? _layers[sum.Terms[0].Source - 1].Activation : Activation.Signed;
        AddLayer(node, node.Name, activation, sum);
        _layers[^1] = _layers[^1] with { IsRelay = isRelay };
        return _readable[node.Name] = Tensor(node, doubled: false);
    }

    private AffineSum Tensor(GraphNode node, bool doubled)
    {
        Reserve(node.Name, (long)_channels[^1] * _channels[^1]);
        return AffineSum.Identity(_layers.Count, _channels[^1], doubled);
    }

    private void AddLayer(GraphNode named, string output, Activation activation, AffineSum sum, double ceiling = double.PositiveInfinity)
    {
        var name = _names.Add(named.Name) ? named.Name : UniqueName(output);
        _layers.Add(new LoweredLayer(name, output, activation, sum) { Ceiling = ceiling });
        _channels.Add(sum.Channels);
    }

    private string UniqueName(string wanted)
    {
        for (var i = _layers.Count; ; i++)
        {
            if (_names.Add(wanted))
                return wanted;
            wanted = $"layer.{i}";
        }
    }

    // Concatenations and additions cost a graph no weights, but their sums have some: bound what a small file can ask for.
    private void Reserve(string node, long weights)
    {
        _weights += weights;
        if (_weights > MaxWeights)
            throw new ArgumentException($"The decoder cannot be quantized: up to node {node} its sums have more than {MaxWeights} weights.");
    }
}
