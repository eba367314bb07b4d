using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Calibration;

/// <summary>Recognizes decoders that the circuit can prove: optional 2x upsampling, 3x3 convolution, rectifier, again and again, ending in a convolution.</summary>
internal static class DecoderChain
{
    /// <summary>Reads a graph as a chain.</summary>
    /// <param name="graph">The graph.</param>
    /// <returns>The chain's convolutions.</returns>
    /// <exception cref="ArgumentException">The graph is no such chain; the message names the node.</exception>
    public static IReadOnlyList<DecoderChainLink> Of(NetworkGraph graph)
    {
        var links = new List<DecoderChainLink>();
        var nodes = graph.Nodes;
        var input = NetworkGraph.InputName;
        for (var i = 0; i < nodes.Count; i++)
        {
            var upsample = nodes[i].Operation == GraphOperation.Upsample;
            if (upsample)
            {
                Require(nodes[i].Factor == 2 && nodes[i].Inputs[0] == input && i + 1 < nodes.Count, nodes[i], "a 2x upsampling of the node before it");
                input = nodes[i++].Name;
            }

            var convolution = nodes[i];
            Require(
                convolution is { Operation: GraphOperation.Convolution, Kernel: 3, Stride: 1 } && convolution.Inputs[0] == input,
                convolution, "a 3x3 convolution of stride 1 of the node before it");
            input = convolution.Name;
            if (i + 1 < nodes.Count)
            {
                i++;
                Require(nodes[i].Operation == GraphOperation.Relu && nodes[i].Inputs[0] == input && i + 1 < nodes.Count, nodes[i], "a rectifier of the convolution before it, followed by another convolution");
                input = nodes[i].Name;
            }

            links.Add(new DecoderChainLink(convolution.Name, graph.InputChannels(convolution), upsample, input));
        }

        return links;
    }

    private static void Require(bool holds, GraphNode node, string expected)
    {
        if (!holds)
            throw new ArgumentException($"The decoder cannot be quantized: node {node.Name} is not {expected}.");
    }
}
