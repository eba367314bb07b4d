using System.Collections.Concurrent;
using ZkStyle.Quantize.Autograd;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Layers;

/// <summary>A float network ready to evaluate: a graph without normalizations, and its numbers. Safe to use from several threads.</summary>
internal sealed class FloatNetwork
{
    private readonly Dictionary<string, ConvolutionLayer<float>> _layers = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<Tape<float>> _tapes = [];

    /// <summary>Creates a network.</summary>
    /// <param name="graph">The structure; no convolution is normalized.</param>
    /// <param name="weights">The numbers of each convolution, by node name.</param>
    /// <exception cref="ArgumentException">Numbers are missing or have the wrong length.</exception>
    public FloatNetwork(NetworkGraph graph, IReadOnlyDictionary<string, ConvolutionWeights> weights)
    {
        Graph = graph;
        Weights = weights;
        foreach (var node in graph.Convolutions)
        {
            if (node.Normalized || !weights.TryGetValue(node.Name, out var numbers))
                throw new ArgumentException($"Node {node.Name}: weights without normalization expected.", nameof(weights));
            var layer = new ConvolutionLayer<float>("", node, graph.InputChannels(node));
            if (numbers.Weights.Length != layer.Weights.Values.Length || numbers.Bias.Length != node.OutputChannels)
                throw new ArgumentException($"Node {node.Name}: {layer.Weights.Values.Length} weights and {node.OutputChannels} biases expected, got {numbers.Weights.Length} and {numbers.Bias.Length}.", nameof(weights));
            numbers.Weights.CopyTo(layer.Weights.Values, 0);
            numbers.Bias.CopyTo(layer.Shift.Values, 0);
            _layers.Add(node.Name, layer);
        }
    }

    /// <summary>The structure.</summary>
    public NetworkGraph Graph { get; }

    /// <summary>The numbers of each convolution, by node name.</summary>
    public IReadOnlyDictionary<string, ConvolutionWeights> Weights { get; }

    /// <summary>The network with its weights rounded to bytes, which makes files a quarter as large.</summary>
    /// <returns>A new network.</returns>
    public FloatNetwork Round() => new(Graph, Weights.ToDictionary(pair => pair.Key, pair => pair.Value.Round(), StringComparer.Ordinal));

    /// <summary>Evaluates one image.</summary>
    /// <param name="input">The input, CHW.</param>
    /// <param name="observe">Receives the name and the values of every node's result, or null.</param>
    /// <returns>The output, CHW.</returns>
    public float[] Run(ReadOnlySpan<float> input, NodeObserver? observe = null)
    {
        if (input.Length != Graph.Input.Length)
            throw new ArgumentException($"The network takes {Graph.Input.Length} numbers ({Graph.Input}), got {input.Length}.", nameof(input));
        if (!_tapes.TryTake(out var tape))
            tape = new Tape<float> { IsTraining = false };
        var x = tape.NewTensor(1, Graph.Input.Channels, Graph.Input.Height, Graph.Input.Width, withGradient: false);
        input.CopyTo(x.Data);
        var output = GraphRunner.Run(tape, Graph, _layers, x, observe is null ? null : (name, result) => observe(name, result.Data)).Data.ToArray();
        tape.Clear();
        _tapes.Add(tape);
        return output;
    }
}
