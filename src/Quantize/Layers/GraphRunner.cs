using System.Numerics;
using ZkStyle.Quantize.Autograd;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Layers;

/// <summary>Runs a graph's nodes on a tape, to train and to evaluate alike.</summary>
internal static class GraphRunner
{
    /// <summary>Runs every node.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="tape">The tape.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="layers">The convolutions' numbers, by node name.</param>
    /// <param name="input">The input; its channels, height and width are the graph's.</param>
    /// <param name="observe">Receives the name and the result of every node, or null.</param>
    /// <returns>The last node's result.</returns>
    public static Tensor<T> Run<T>(
        Tape<T> tape, NetworkGraph graph, IReadOnlyDictionary<string, ConvolutionLayer<T>> layers, Tensor<T> input, Action<string, Tensor<T>>? observe = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (new TensorShape(input.Channels, input.Height, input.Width) != graph.Input)
            throw new ArgumentException($"The network takes {graph.Input}, got {input.Channels}x{input.Height}x{input.Width}.", nameof(input));
        var results = new Dictionary<string, Tensor<T>>(StringComparer.Ordinal) { [NetworkGraph.InputName] = input };
        var output = input;
        foreach (var node in graph.Nodes)
        {
            output = RunNode(tape, node, layers, results);
            results.Add(node.Name, output);
            observe?.Invoke(node.Name, output);
        }

        return output;
    }

    private static Tensor<T> RunNode<T>(
        Tape<T> tape, GraphNode node, IReadOnlyDictionary<string, ConvolutionLayer<T>> layers, Dictionary<string, Tensor<T>> results)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var x = results[node.Inputs[0]];
        return node.Operation switch
        {
            GraphOperation.Convolution => layers[node.Name].Apply(tape, x),
            GraphOperation.Relu => Rectify(tape, x, T.CreateChecked(node.Ceiling)),
            GraphOperation.Add => ElementwiseOperations.Add(tape, x, results[node.Inputs[1]]),
            GraphOperation.Concatenate => LayoutOperations.Concatenate(tape, x, results[node.Inputs[1]]),
            GraphOperation.Upsample => LayoutOperations.Upsample(tape, x, node.Factor),
            GraphOperation.Unshuffle => LayoutOperations.Unshuffle(tape, x, node.Factor),
            GraphOperation.AveragePool => LayoutOperations.AveragePool(tape, x, node.Factor),
            GraphOperation.Affine => ElementwiseOperations.Affine(tape, x, T.CreateChecked(node.Scale), T.CreateChecked(node.Offset)),
            _ => throw new ArgumentException($"Node {node.Name}: unknown operation {node.Operation}.", nameof(node)),
        };
    }

    // min(c, y) is c - max(0, c - y), so a ceiling is a second rectifier.
    private static Tensor<T> Rectify<T>(Tape<T> tape, Tensor<T> x, T ceiling)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var y = ElementwiseOperations.Relu(tape, x);
        if (T.IsPositiveInfinity(ceiling))
            return y;
        var missing = ElementwiseOperations.Relu(tape, ElementwiseOperations.Affine(tape, y, -T.One, ceiling));
        return ElementwiseOperations.Affine(tape, missing, -T.One, ceiling);
    }
}
