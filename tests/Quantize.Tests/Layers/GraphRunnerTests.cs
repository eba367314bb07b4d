using ZkStyle.Quantize.Autograd;
using ZkStyle.Quantize.Layers;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Tests.Layers;

public class GraphRunnerTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_rectifier_done_by_the_normalization_gives_what_one_of_its_own_gives(bool training)
    {
        var graph = new NetworkGraph(
            new TensorShape(3, 8, 8),
            [
                GraphNode.Convolution("a", NetworkGraph.InputName, 5, 3), GraphNode.Relu("a.relu", "a"),
                // Read by an addition too, so its rectifier must stay apart.
                GraphNode.Convolution("b", "a.relu", 5, 3), GraphNode.Relu("b.relu", "b"), new("sum", GraphOperation.Add, ["b", "b.relu"]),
                // Without a normalization there is nothing to join.
                GraphNode.Convolution("c", "sum", 4, 1, normalized: false), GraphNode.Relu("c.relu", "c"),
                GraphNode.Convolution("d", "c.relu", 2, 3, stride: 2), GraphNode.Relu("d.relu", "d"),
            ]);
        var plain = Run(graph, training, observed: true);
        var joined = Run(graph, training, observed: false);
        for (var i = 0; i < plain.Length; i++)
            Assert.Equal(plain[i], joined[i]);
        Assert.Contains(plain[0], x => x > 0);
        Assert.Contains(plain[0], x => x == 0);
    }

    // Output, and gradients and running averages of every layer.
    private static double[][] Run(NetworkGraph graph, bool training, bool observed)
    {
        var random = new Random(5);
        var layers = graph.Convolutions.ToDictionary(node => node.Name, node => new ConvolutionLayer<double>("", node, graph.InputChannels(node)), StringComparer.Ordinal);
        foreach (var parameter in layers.Values.SelectMany(layer => layer.Parameters))
        {
            for (var i = 0; i < parameter.Values.Length; i++)
                parameter.Values[i] += random.NextDouble() - 0.5;
        }

        var tape = new Tape<double> { IsTraining = training };
        var input = tape.NewTensor(2, 3, 8, 8, withGradient: false);
        foreach (ref var value in input.Data)
            value = random.NextDouble();
        var seen = new List<string>();
        var output = GraphRunner.Run(tape, graph, layers, input, observed ? (name, _) => seen.Add(name) : null);
        if (observed)
            Assert.Equal(graph.Nodes.Select(node => node.Name), seen);
        var target = tape.NewTensor(2, 2, 4, 4, withGradient: false);
        target.Data.Fill(0.3);
        var loss = LossOperations.MeanSquaredError(tape, output, target);
        if (training)
            tape.Backward(loss);
        return
        [
            output.Data.ToArray(), .. layers.Values.SelectMany(layer => layer.Parameters).Select(p => p.Gradient),
            .. layers.Values.Where(layer => layer.Statistics is not null).SelectMany(layer => new[] { layer.Statistics!.Mean, layer.Statistics.Variance }),
        ];
    }
}
