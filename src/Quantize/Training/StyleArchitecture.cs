using ZkStyle.Quantize.Datasets;
using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Training;

/// <summary>
/// The structure of a style autoencoder for 64x64 RGB pictures. The decoder is a chain of 3x3 convolutions, each but
/// the last normalized and rectified in training. The encoder looks at the picture at 16x16 and 8x8 cells; beside
/// it a linear skip carries the latent's share of the picture directly, so that training starts from a picture.
/// </summary>
public sealed class StyleArchitecture
{
    private const int StemFactor = 4;

    /// <summary>Creates an architecture.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="latent">Shape of the latent: square, of 16 or 8 cells a side.</param>
    /// <param name="decoder">The decoder's layers; the last one has 3 channels, and their upsamplings lead from the latent's side to 64.</param>
    /// <param name="encoderWidth">Channels inside the encoder, at least 1.</param>
    /// <exception cref="ArgumentException">The layers do not lead from the latent to a 64x64 RGB picture.</exception>
    public StyleArchitecture(string name, TensorShape latent, IReadOnlyList<DecoderLayerPlan> decoder, int encoderWidth)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(decoder);
        ArgumentOutOfRangeException.ThrowIfLessThan(encoderWidth, 1);
        if (latent.Channels < 1 || latent.Height != latent.Width || latent.Height is not (8 or 16))
            throw new ArgumentException($"Architecture {name}: the latent must be square with 8 or 16 cells a side, got {latent}.", nameof(latent));
        var side = latent.Height;
        foreach (var layer in decoder)
            side = layer.Upsample ? 2 * side : side;
        if (decoder.Count == 0 || decoder[^1].OutputChannels != RgbImage.Channels || side != StyleDataset.ImageSide)
            throw new ArgumentException($"Architecture {name}: the decoder must end in 3 channels at 64x64.", nameof(decoder));
        Name = name;
        Latent = latent;
        Decoder = decoder;
        EncoderWidth = encoderWidth;
    }

    /// <summary>
    /// The architecture of the demo: latent 12x16x16, and most of the work at 16x16 and 32x32 cells, where Nouns have
    /// their detail.
    /// </summary>
    public static StyleArchitecture Demo { get; } = new(
        "demo", new TensorShape(12, 16, 16), [new(56, false), new(48, false), new(32, true), new(3, true)], encoderWidth: 64);

    /// <summary>The decoder that costs are quoted for: latent 8x8x8, then 64@8, 48@16, 24@32, 12@64 and 3@64.</summary>
    public static StyleArchitecture Reference { get; } = new(
        "reference", new TensorShape(8, 8, 8), [new(64, false), new(48, true), new(24, true), new(12, true), new(3, false)], encoderWidth: 64);

    /// <summary>The shipped architectures.</summary>
    public static IReadOnlyList<StyleArchitecture> All { get; } = [Demo, Reference];

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>Shape of the latent.</summary>
    public TensorShape Latent { get; }

    /// <summary>The decoder's layers, first to last.</summary>
    public IReadOnlyList<DecoderLayerPlan> Decoder { get; }

    /// <summary>Channels inside the encoder.</summary>
    public int EncoderWidth { get; }

    /// <summary>The shipped architecture of a name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The architecture.</returns>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public static StyleArchitecture ByName(string name) =>
        All.FirstOrDefault(architecture => architecture.Name == name)
        ?? throw new ArgumentException($"There is no architecture {name}; there are {string.Join(", ", All.Select(architecture => architecture.Name))}.", nameof(name));

    /// <summary>The encoder: picture in [0, 1] to latent before clamping.</summary>
    /// <returns>The graph.</returns>
    internal NetworkGraph EncoderGraph()
    {
        var nodes = new List<GraphNode>
        {
            new("signed", GraphOperation.Affine, [NetworkGraph.InputName]) { Scale = 2, Offset = -1 },
            GraphNode.Resize("stem.unshuffle", GraphOperation.Unshuffle, "signed", StemFactor),
            GraphNode.Convolution("stem", "stem.unshuffle", EncoderWidth, 3),
            GraphNode.Relu("stem.relu", "stem"),
            GraphNode.Convolution("down", "stem.relu", EncoderWidth, 3, stride: 2),
            GraphNode.Relu("down.relu", "down"),
            GraphNode.Convolution("context", "down.relu", EncoderWidth, 3),
            new("context.sum", GraphOperation.Add, ["down.relu", "context"]),
            GraphNode.Relu("context.relu", "context.sum"),
        };
        var features = "context.relu";
        if (Latent.Height == StyleDataset.ImageSide / StemFactor)
        {
            nodes.Add(GraphNode.Resize("up", GraphOperation.Upsample, features, 2));
            nodes.Add(new GraphNode("joined", GraphOperation.Concatenate, ["up", "stem.relu"]));
            nodes.Add(GraphNode.Convolution("mix", "joined", EncoderWidth, 1));
            nodes.Add(GraphNode.Relu("mix.relu", "mix"));
            features = "mix.relu";
        }

        nodes.Add(GraphNode.Convolution("latent", features, Latent.Channels, 1, normalized: false));
        nodes.Add(GraphNode.Resize("skip.pool", GraphOperation.AveragePool, "signed", 2));
        nodes.Add(GraphNode.Resize("skip.unshuffle", GraphOperation.Unshuffle, "skip.pool", StyleDataset.ImageSide / 2 / Latent.Height));
        nodes.Add(GraphNode.Convolution("skip", "skip.unshuffle", Latent.Channels, 1, normalized: false));
        nodes.Add(new GraphNode("output", GraphOperation.Add, ["latent", "skip"]));
        return new NetworkGraph(new TensorShape(RgbImage.Channels, StyleDataset.ImageSide, StyleDataset.ImageSide), nodes);
    }

    /// <summary>The decoder: latent in [-1, 1] to picture in [0, 1] before clamping.</summary>
    /// <returns>The graph.</returns>
    internal NetworkGraph DecoderGraph()
    {
        var nodes = new List<GraphNode>();
        var input = NetworkGraph.InputName;
        for (var i = 0; i < Decoder.Count; i++)
        {
            var name = $"decoder.{i}";
            if (Decoder[i].Upsample)
            {
                nodes.Add(GraphNode.Resize($"{name}.upsample", GraphOperation.Upsample, input, 2));
                input = $"{name}.upsample";
            }

            var last = i == Decoder.Count - 1;
            nodes.Add(GraphNode.Convolution(name, input, Decoder[i].OutputChannels, 3, normalized: !last));
            if (!last)
                nodes.Add(GraphNode.Relu($"{name}.relu", name));
            input = nodes[^1].Name;
        }

        return new NetworkGraph(Latent, nodes);
    }
}
