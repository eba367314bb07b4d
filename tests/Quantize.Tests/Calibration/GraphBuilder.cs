using ZkStyle.Quantize.Layers;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Tests.Calibration;

/// <summary>Float decoders with random weights that keep activations near 1.</summary>
internal sealed class GraphBuilder(TensorShape input, int seed)
{
    private readonly Random _random = new(seed);
    private readonly List<GraphNode> _nodes = [];
    private readonly Dictionary<string, TensorShape> _shapes = new() { [NetworkGraph.InputName] = input };
    private readonly Dictionary<string, ConvolutionWeights> _weights = [];

    public FloatNetwork Build() => new(new NetworkGraph(input, _nodes), _weights);

    public TensorShape Shape(string name) => _shapes[name];

    public string Convolution(string x, int outputs, int kernel, double gain = 1)
    {
        var name = Add(GraphNode.Convolution($"conv.{_nodes.Count}", x, outputs, kernel, normalized: false));
        var fanIn = _shapes[x].Channels * kernel * kernel;
        var deviation = gain * Math.Sqrt(3 * 1.6 / fanIn);
        float Uniform(double size) => (float)(((2 * _random.NextDouble()) - 1) * size);
        _weights.Add(name, new ConvolutionWeights(
            [.. Enumerable.Range(0, outputs * fanIn).Select(_ => Uniform(deviation))], [.. Enumerable.Range(0, outputs).Select(_ => Uniform(0.3))]));
        return name;
    }

    public string Relu(string x, float ceiling = float.PositiveInfinity) => Add(GraphNode.Relu($"relu.{_nodes.Count}", x) with { Ceiling = ceiling });

    public string Sum(string x, string y) => Add(new GraphNode($"add.{_nodes.Count}", GraphOperation.Add, [x, y]));

    public string Join(string x, string y) => Add(new GraphNode($"join.{_nodes.Count}", GraphOperation.Concatenate, [x, y]));

    public string Up(string x, int factor = 2) => Add(GraphNode.Resize($"up.{_nodes.Count}", GraphOperation.Upsample, x, factor));

    public string Affine(string x, float scale, float offset) =>
        Add(new GraphNode($"affine.{_nodes.Count}", GraphOperation.Affine, [x]) { Scale = scale, Offset = offset });

    /// <summary>Any graph: operations on random earlier results, ending in a convolution.</summary>
    public static FloatNetwork AnyGraph(int seed)
    {
        var random = new Random(seed);
        var builder = new GraphBuilder(new TensorShape(3, 4, 3), seed);
        var names = new List<string> { NetworkGraph.InputName };
        for (var i = random.Next(3, 16); i > 0; i--)
        {
            // Later results more often, so that graphs become deep.
            var x = names[Math.Max(random.Next(names.Count), random.Next(names.Count))];
            var partners = names.Where(n => builder.Shape(n).Height == builder.Shape(x).Height).ToList();
            var y = partners[random.Next(partners.Count)];
            var same = partners.Where(n => builder.Shape(n) == builder.Shape(x)).ToList();
            names.Add(random.Next(10) switch
            {
                0 or 1 or 2 => builder.Convolution(x, random.Next(2, 5), random.Next(2) == 0 ? 1 : 3),
                3 or 4 => builder.Relu(x, random.Next(3) == 0 ? 0.8f : float.PositiveInfinity),
                5 or 6 => builder.Sum(x, same[random.Next(same.Count)]),
                7 when builder.Shape(x).Channels + builder.Shape(y).Channels < 12 => builder.Join(x, y),
                8 when builder.Shape(x).Height < 16 => builder.Up(x),
                9 => builder.Affine(x, random.Next(2) == 0 ? 0.5f : -1.25f, random.Next(2) == 0 ? 0 : 0.25f),
                _ => builder.Up(x, 1),
            });
        }

        builder.Affine(builder.Convolution(names[^1], 3, 3, gain: 0.2), 1, 0.5f);
        return builder.Build();
    }

    /// <summary>Latent 4x8x8, 8 and 8 channels, doubled, 6 channels and 5 scores at 16x16.</summary>
    public static FloatNetwork PaletteChain(int seed)
    {
        var builder = new GraphBuilder(new TensorShape(4, 8, 8), seed);
        var x = builder.Relu(builder.Convolution(NetworkGraph.InputName, 8, 3));
        x = builder.Relu(builder.Convolution(x, 8, 3));
        x = builder.Relu(builder.Convolution(builder.Up(x), 6, 3));
        builder.Convolution(x, 5, 3, gain: 2);
        return builder.Build();
    }

    public static byte[][] Latents(FloatNetwork decoder, int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var latent = new byte[decoder.Graph.Input.Length];
            for (var i = 0; i < latent.Length; i++)
                latent[i] = (byte)random.Next(1, 256);
            return latent;
        })];
    }

    private string Add(GraphNode node)
    {
        _nodes.Add(node);
        _shapes.Add(node.Name, node.OutputShape([.. node.Inputs.Select(name => _shapes[name])]));
        return node.Name;
    }
}
