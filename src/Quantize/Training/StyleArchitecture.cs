using ZkStyle.Quantize.Datasets;
using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Training;

/// <summary>
/// The structure of a style autoencoder for 64x64 RGB pictures. The decoder is a chain of 3x3 convolutions, each but
/// the last normalized and rectified in training.
/// </summary>
public sealed class StyleArchitecture
{
    /// <summary>Cells a side of what a palette head decides; each is drawn as 2x2 pixels.</summary>
    public const int PaletteSide = StyleDataset.ImageSide / 2;

    /// <summary>Creates an architecture.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="latent">Shape of the latent: square, of 16 or 8 cells a side.</param>
    /// <param name="decoder">The decoder's layers; their upsamplings lead from the latent's side to the head's.</param>
    /// <param name="encoderWidth">Channels inside the encoder, at least 4.</param>
    /// <param name="encoder">The encoder's plan; the detailed one needs a latent of 16 cells a side.</param>
    /// <param name="paletteColours">
    /// 0 for the rgb head, whose last layer has 3 channels at 64x64; else the colours of the palette head, from 2 to 64, whose last layer
    /// has as many channels at 32x32.
    /// </param>
    /// <exception cref="ArgumentException">The layers do not lead from the latent to the head.</exception>
    public StyleArchitecture(
        string name, TensorShape latent, IReadOnlyList<DecoderLayerPlan> decoder, int encoderWidth,
        EncoderPlan encoder = EncoderPlan.Compact, int paletteColours = 0)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(decoder);
        ArgumentOutOfRangeException.ThrowIfLessThan(encoderWidth, 4);
        if (latent.Channels < 1 || latent.Height != latent.Width || latent.Height is not (8 or 16))
            throw new ArgumentException($"Architecture {name}: the latent must be square with 8 or 16 cells a side, got {latent}.", nameof(latent));
        if (encoder == EncoderPlan.Detailed && latent.Height != 16)
            throw new ArgumentException($"Architecture {name}: the detailed encoder makes latents of 16 cells a side, got {latent}.", nameof(encoder));
        if (paletteColours is not (0 or (>= 2 and <= PaletteExtractor.MaxColours)))
            throw new ArgumentException($"Architecture {name}: a palette has 2 to {PaletteExtractor.MaxColours} colours, got {paletteColours}.", nameof(paletteColours));
        var (channels, headSide) = paletteColours == 0 ? (RgbImage.Channels, StyleDataset.ImageSide) : (paletteColours, PaletteSide);
        var side = latent.Height;
        foreach (var layer in decoder)
            side = layer.Upsample ? 2 * side : side;
        if (decoder.Count == 0 || decoder[^1].OutputChannels != channels || side != headSide)
            throw new ArgumentException($"Architecture {name}: the decoder must end in {channels} channels at {headSide}x{headSide}.", nameof(decoder));
        Name = name;
        Latent = latent;
        Decoder = decoder;
        EncoderWidth = encoderWidth;
        Encoder = encoder;
        PaletteColours = paletteColours;
    }

    /// <summary>
    /// The architecture for pixel art, and the default: 32 colours at 32x32 cells, each drawn as 2x2 pixels. The decoder is as
    /// wide as fits a circuit of 2^17 rows.
    /// </summary>
    public static StyleArchitecture Palette { get; } = new(
        "palette", new TensorShape(12, 16, 16), [new(56, false), new(64, false), new(48, false), new(24, true), new(32, false)],
        encoderWidth: 64, EncoderPlan.Detailed, paletteColours: 32);

    /// <summary>
    /// The architecture for collections that are no pixel art: latent 12x16x16, and most of the work at 16x16 and 32x32 cells.
    /// </summary>
    public static StyleArchitecture Rgb { get; } = new(
        "rgb", new TensorShape(12, 16, 16), [new(56, false), new(48, false), new(32, true), new(3, true)], encoderWidth: 64, EncoderPlan.Detailed);

    /// <summary>The decoder of <see cref="Rgb"/> with an encoder that trains in minutes: what the demo trains.</summary>
    public static StyleArchitecture Demo { get; } = new(
        "demo", new TensorShape(12, 16, 16), [new(56, false), new(48, false), new(32, true), new(3, true)], encoderWidth: 64);

    /// <summary>The decoder that costs are quoted for: latent 8x8x8, then 64@8, 48@16, 24@32, 12@64 and 3@64.</summary>
    public static StyleArchitecture Reference { get; } = new(
        "reference", new TensorShape(8, 8, 8), [new(64, false), new(48, true), new(24, true), new(12, true), new(3, false)], encoderWidth: 64);

    /// <summary>The shipped architectures.</summary>
    public static IReadOnlyList<StyleArchitecture> All { get; } = [Palette, Rgb, Demo, Reference];

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>Shape of the latent.</summary>
    public TensorShape Latent { get; }

    /// <summary>The colours of the palette head; 0 for the rgb head.</summary>
    public int PaletteColours { get; }

    /// <summary>Whether the decoder chooses among a palette's colours.</summary>
    public bool HasPalette => PaletteColours > 0;

    /// <summary>How the encoder is built.</summary>
    public EncoderPlan Encoder { get; }

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
    internal NetworkGraph EncoderGraph() => EncoderGraphs.Of(Encoder, Latent, EncoderWidth);

    /// <summary>The decoder: latent in [-1, 1] to picture in [0, 1] before clamping, or to one score a colour of the palette.</summary>
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
