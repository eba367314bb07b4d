using ZkStyle.Quantize.Autograd;
using ZkStyle.Quantize.Layers;
using ZkStyle.Quantize.Model;
using ZkStyle.Quantize.Randomness;

namespace ZkStyle.Quantize.Training;

/// <summary>An encoder and a decoder with their trainable numbers.</summary>
internal sealed class Autoencoder
{
    // The share of the picture that the linear skip brings into the latent at first.
    private const float SkipGain = 0.8f;

    // Outputs start near mid-grey, with small differences.
    private const float HeadGain = 0.3f;
    private const float MidGrey = 0.5f;
    private const float LatentGain = 0.5f;

    private readonly NetworkGraph _encoderGraph;
    private readonly NetworkGraph _decoderGraph;
    private readonly Dictionary<string, ConvolutionLayer<float>> _encoder;
    private readonly Dictionary<string, ConvolutionLayer<float>> _decoder;

    /// <summary>Creates an autoencoder with random weights.</summary>
    /// <param name="architecture">Its structure.</param>
    /// <param name="seed">Same seed, same weights.</param>
    public Autoencoder(StyleArchitecture architecture, ulong seed)
    {
        Architecture = architecture;
        _encoderGraph = architecture.EncoderGraph();
        _decoderGraph = architecture.DecoderGraph();
        _encoder = Layers("encoder/", _encoderGraph);
        _decoder = Layers("decoder/", _decoderGraph);
        var random = new SeededRandom(seed);
        foreach (var layer in AllLayers)
            InitializeHe(layer, random);
        Scale(_encoder[EncoderGraphs.Latent].Weights.Values, LatentGain);
        var head = _decoder[_decoderGraph.Nodes[^1].Name];
        Scale(head.Weights.Values, HeadGain);
        if (!architecture.HasPalette)
            Array.Fill(head.Shift.Values, MidGrey);
        InitializeSkip(_encoder[EncoderGraphs.Skip].Weights.Values, architecture.Latent.Channels);
    }

    /// <summary>The structure.</summary>
    public StyleArchitecture Architecture { get; }

    /// <summary>All convolutions, encoder first.</summary>
    public IEnumerable<ConvolutionLayer<float>> AllLayers => _encoder.Values.Concat(_decoder.Values);

    /// <summary>The decoder's convolutions, first to last.</summary>
    public IEnumerable<ConvolutionLayer<float>> DecoderLayers => _decoder.Values;

    /// <summary>Multiply-accumulates of one picture through both halves.</summary>
    public long MultiplyAccumulates => _encoderGraph.MultiplyAccumulates + _decoderGraph.MultiplyAccumulates;

    /// <summary>Runs a batch through encoder, latent rounding and decoder.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="pictures">Pictures in [0, 1].</param>
    /// <returns>Pictures, not clamped, or scores.</returns>
    public Tensor<float> Forward(Tape<float> tape, Tensor<float> pictures)
    {
        var latent = ElementwiseOperations.ClampAndRound(tape, GraphRunner.Run(tape, _encoderGraph, _encoder, pictures), StyleModel.LatentSteps);
        return GraphRunner.Run(tape, _decoderGraph, _decoder, latent);
    }

    /// <summary>The encoder with normalizations folded away.</summary>
    /// <returns>A copy that further training does not change.</returns>
    public FloatNetwork ExportEncoder() => Export(_encoderGraph, _encoder);

    /// <summary>The decoder with normalizations folded away.</summary>
    /// <returns>A copy that further training does not change.</returns>
    public FloatNetwork ExportDecoder() => Export(_decoderGraph, _decoder);

    private static FloatNetwork Export(NetworkGraph graph, Dictionary<string, ConvolutionLayer<float>> layers) => new(
        new NetworkGraph(graph.Input, [.. graph.Nodes.Select(node => node with { Normalized = false })]),
        layers.ToDictionary(pair => pair.Key, pair => pair.Value.Fold(), StringComparer.Ordinal));

    private static Dictionary<string, ConvolutionLayer<float>> Layers(string prefix, NetworkGraph graph) =>
        graph.Convolutions.ToDictionary(
            node => node.Name, node => new ConvolutionLayer<float>(prefix, node, graph.InputChannels(node)), StringComparer.Ordinal);

    // Normal weights of variance 2 / fan-in keep the spread through rectifiers (He et al., arXiv 1502.01852).
    private static void InitializeHe(ConvolutionLayer<float> layer, SeededRandom random)
    {
        var fanIn = layer.Weights.Values.Length / layer.Shift.Values.Length;
        var deviation = Math.Sqrt(2.0 / fanIn);
        foreach (ref var weight in layer.Weights.Values.AsSpan())
            weight = (float)(random.NextNormal() * deviation);
    }

    // Where the latent has room for all of the pooled picture, the skip starts as its copy; else each latent channel
    // starts as the average of an equal share of the picture's channels.
    private static void InitializeSkip(float[] weights, int latentChannels)
    {
        var inputs = weights.Length / latentChannels;
        Array.Clear(weights);
        for (var i = 0; i < inputs; i++)
        {
            var o = i * latentChannels / inputs;
            var sharing = ((o + 1) * inputs / latentChannels) - (o * inputs / latentChannels);
            weights[(o * inputs) + i] = SkipGain / Math.Max(1, sharing);
        }
    }

    private static void Scale(float[] values, float factor) =>
        System.Numerics.Tensors.TensorPrimitives.Multiply(values, factor, values);
}
