using ZkStyle.Quantize.Datasets;
using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Training;

/// <summary>
/// The encoders of <see cref="EncoderPlan"/>: from a picture in [0, 1] to a latent before clamping. Beside the
/// convolutions a linear skip carries the latent's share of the picture directly, so that training starts from a picture.
/// </summary>
internal static class EncoderGraphs
{
    /// <summary>The output of all convolutions, before the skip is added.</summary>
    public const string Latent = "latent";

    /// <summary>The linear skip.</summary>
    public const string Skip = "skip";

    private const string Signed = "signed";

    private static readonly TensorShape s_picture = new(RgbImage.Channels, StyleDataset.ImageSide, StyleDataset.ImageSide);

    /// <summary>The encoder of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="latent">Shape of the latent.</param>
    /// <param name="width">Channels inside the encoder; the first layers of the detailed plan have fewer.</param>
    /// <returns>The graph.</returns>
    public static NetworkGraph Of(EncoderPlan plan, TensorShape latent, int width)
    {
        var nodes = new List<GraphNode> { new(Signed, GraphOperation.Affine, [NetworkGraph.InputName]) { Scale = 2, Offset = -1 } };
        var features = plan == EncoderPlan.Detailed ? AddDetailed(nodes, width) : AddCompact(nodes, latent, width);
        nodes.Add(GraphNode.Convolution(Latent, features, latent.Channels, 1, normalized: false));
        nodes.Add(GraphNode.Resize("skip.pool", GraphOperation.AveragePool, Signed, 2));
        nodes.Add(GraphNode.Resize("skip.unshuffle", GraphOperation.Unshuffle, "skip.pool", StyleDataset.ImageSide / 2 / latent.Height));
        nodes.Add(GraphNode.Convolution(Skip, "skip.unshuffle", latent.Channels, 1, normalized: false));
        nodes.Add(new GraphNode("output", GraphOperation.Add, [Latent, Skip]));
        return new NetworkGraph(s_picture, nodes);
    }

    private static string AddCompact(List<GraphNode> nodes, TensorShape latent, int width)
    {
        const int StemFactor = 4;
        nodes.Add(GraphNode.Resize("stem.unshuffle", GraphOperation.Unshuffle, Signed, StemFactor));
        var stem = AddRectified(nodes, "stem", "stem.unshuffle", width);
        var down = AddRectified(nodes, "down", stem, width, stride: 2);
        var context = AddResidual(nodes, "context", down, width, depth: 1);
        return latent.Height == StyleDataset.ImageSide / StemFactor ? AddJoined(nodes, context, stem, width) : context;
    }

    private static string AddDetailed(List<GraphNode> nodes, int width)
    {
        const int StemFactor = 2;
        var fine = width / 2;
        nodes.Add(GraphNode.Resize("stem.unshuffle", GraphOperation.Unshuffle, Signed, StemFactor));
        var stem = AddRectified(nodes, "stem", "stem.unshuffle", fine);
        var middle = AddRectified(nodes, "middle.down", stem, width * 3 / 4, stride: 2);
        middle = AddRectified(nodes, "middle", middle, width);
        var low = AddRectified(nodes, "deep.down", middle, width, stride: 2);
        low = AddResidual(nodes, "deep.first", low, width, depth: 1);
        low = AddResidual(nodes, "deep.second", low, width, depth: 2);
        return AddJoined(nodes, low, middle, width);
    }

    // Features of half the resolution beside those of the full one.
    private static string AddJoined(List<GraphNode> nodes, string low, string full, int width)
    {
        nodes.Add(GraphNode.Resize("up", GraphOperation.Upsample, low, 2));
        nodes.Add(new GraphNode("joined", GraphOperation.Concatenate, ["up", full]));
        return AddRectified(nodes, "mix", "joined", width, kernel: 1);
    }

    private static string AddRectified(List<GraphNode> nodes, string name, string input, int channels, int kernel = 3, int stride = 1)
    {
        nodes.Add(GraphNode.Convolution(name, input, channels, kernel, stride));
        nodes.Add(GraphNode.Relu($"{name}.relu", name));
        return nodes[^1].Name;
    }

    // He et al., arXiv 1512.03385: a block of convolutions learns what to add to its input.
    private static string AddResidual(List<GraphNode> nodes, string name, string input, int channels, int depth)
    {
        var last = input;
        for (var i = 1; i < depth; i++)
            last = AddRectified(nodes, $"{name}.{i}", last, channels);
        nodes.Add(GraphNode.Convolution(name, last, channels, 3));
        nodes.Add(new GraphNode($"{name}.sum", GraphOperation.Add, [input, name]));
        nodes.Add(GraphNode.Relu($"{name}.relu", $"{name}.sum"));
        return nodes[^1].Name;
    }
}
