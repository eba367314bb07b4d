using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Layers;
using ZkStyle.Quantize.Model;
using ZkStyle.Quantize.Randomness;

namespace ZkStyle.Quantize.Autograd;

/// <summary>
/// Training steps of a palette autoencoder on random pictures, to measure how fast the engine is: forward pass, loss,
/// gradients, clipping and Adam are those of training, only drawing the data is left out.
/// </summary>
public sealed class PaletteTrainingStep
{
    private const int Side = 64;
    private const int Colours = 32;
    private const int LatentChannels = 12;
    private const int LatentSteps = 127;
    private const float ColourWeight = 4;
    private const float LearningRate = 2e-3f;
    private const float Clip = 2;

    private readonly NetworkGraph _encoder = Encoder();
    private readonly NetworkGraph _decoder = Decoder();
    private readonly Dictionary<string, ConvolutionLayer<float>> _encoderLayers;
    private readonly Dictionary<string, ConvolutionLayer<float>> _decoderLayers;
    private readonly Tape<float> _tape = new();
    private readonly AdamOptimizer _optimizer;
    private readonly float[] _pictures;
    private readonly byte[] _classes;
    private readonly float[] _palette;

    /// <summary>Creates the network and one batch.</summary>
    /// <param name="batch">Pictures in the batch, 1 to 256.</param>
    /// <param name="seed">Same seed, same numbers.</param>
    public PaletteTrainingStep(int batch, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(batch, 256);
        Batch = batch;
        var random = new SeededRandom(seed);
        _encoderLayers = Layers(_encoder, random);
        _decoderLayers = Layers(_decoder, random);
        _optimizer = new AdamOptimizer([.. _encoderLayers.Values.Concat(_decoderLayers.Values).SelectMany(layer => layer.Parameters)]);
        _pictures = Numbers(batch * RgbImage.Channels * Side * Side, random);
        _palette = Numbers(Colours * RgbImage.Channels, random);
        _classes = Array.ConvertAll(Numbers(batch * _decoder.Output.Height * _decoder.Output.Width, random), x => (byte)(x * Colours));
    }

    /// <summary>Pictures in the batch.</summary>
    public int Batch { get; }

    /// <summary>Multiply-accumulates of a step's convolutions: forward, and twice that for gradients.</summary>
    public long MultiplyAccumulates => 3 * Batch * (_encoder.MultiplyAccumulates + _decoder.MultiplyAccumulates);

    /// <summary>What the convolutions run on.</summary>
    public static string Kernel => CorrelationKernel.PrefersWide ? "512-bit vectors" : CorrelationKernel.IsSupported ? "256-bit vectors" : "scalar";

    /// <summary>Takes one step.</summary>
    /// <returns>The loss before it.</returns>
    public float Run()
    {
        var input = _tape.NewTensor(Batch, RgbImage.Channels, Side, Side, withGradient: false);
        _pictures.CopyTo(input.Data);
        var latent = ElementwiseOperations.ClampAndRound(_tape, GraphRunner.Run(_tape, _encoder, _encoderLayers, input), LatentSteps);
        var logits = GraphRunner.Run(_tape, _decoder, _decoderLayers, latent);
        var loss = PaletteCrossEntropy.Apply<float>(_tape, logits, _classes, _palette, ColourWeight);
        _tape.Backward(loss);
        var value = loss.Data[0];
        _tape.Clear();
        _optimizer.Step(LearningRate, Clip, weightDecay: 0, _ => false);
        return value;
    }

    private static Dictionary<string, ConvolutionLayer<float>> Layers(NetworkGraph graph, SeededRandom random)
    {
        var layers = new Dictionary<string, ConvolutionLayer<float>>(StringComparer.Ordinal);
        foreach (var node in graph.Convolutions)
        {
            var layer = new ConvolutionLayer<float>("", node, graph.InputChannels(node));
            var deviation = Math.Sqrt(2.0 / (graph.InputChannels(node) * node.Kernel * node.Kernel));
            foreach (ref var weight in layer.Weights.Values.AsSpan())
                weight = (float)(random.NextNormal() * deviation);
            layers.Add(node.Name, layer);
        }

        return layers;
    }

    private static float[] Numbers(int count, SeededRandom random)
    {
        var numbers = new float[count];
        foreach (ref var number in numbers.AsSpan())
            number = (float)random.NextDouble();
        return numbers;
    }

    private static NetworkGraph Encoder()
    {
        var nodes = new List<GraphNode>
        {
            new("signed", GraphOperation.Affine, [NetworkGraph.InputName]) { Scale = 2, Offset = -1 },
            GraphNode.Resize("unshuffled", GraphOperation.Unshuffle, "signed", 2),
        };
        Convolve(nodes, "stem", "unshuffled", 32);
        Convolve(nodes, "down1", "stem.relu", 48, stride: 2);
        Convolve(nodes, "features", "down1.relu", 64);
        Convolve(nodes, "down2", "features.relu", 96, stride: 2);
        Convolve(nodes, "context1", "down2.relu", 96, skip: "down2.relu");
        Convolve(nodes, "context2", "context1.relu", 96);
        Convolve(nodes, "context3", "context2.relu", 96, skip: "context1.relu");
        nodes.Add(GraphNode.Resize("up", GraphOperation.Upsample, "context3.relu", 2));
        nodes.Add(new GraphNode("joined", GraphOperation.Concatenate, ["up", "features.relu"]));
        Convolve(nodes, "mix", "joined", 64, kernel: 1);
        nodes.Add(GraphNode.Convolution("latent", "mix.relu", LatentChannels, 1, normalized: false));
        nodes.Add(GraphNode.Resize("skip.pool", GraphOperation.AveragePool, "signed", 2));
        nodes.Add(GraphNode.Resize("skip.unshuffle", GraphOperation.Unshuffle, "skip.pool", 2));
        nodes.Add(GraphNode.Convolution("skip", "skip.unshuffle", LatentChannels, 1, normalized: false));
        nodes.Add(new GraphNode("output", GraphOperation.Add, ["latent", "skip"]));
        return new NetworkGraph(new TensorShape(RgbImage.Channels, Side, Side), nodes);
    }

    private static NetworkGraph Decoder()
    {
        var nodes = new List<GraphNode>();
        Convolve(nodes, "decoder1", NetworkGraph.InputName, 56);
        Convolve(nodes, "decoder2", "decoder1.relu", 64);
        Convolve(nodes, "decoder3", "decoder2.relu", 48);
        nodes.Add(GraphNode.Resize("up", GraphOperation.Upsample, "decoder3.relu", 2));
        Convolve(nodes, "decoder4", "up", 24);
        nodes.Add(GraphNode.Convolution("scores", "decoder4.relu", Colours, 3, normalized: false));
        return new NetworkGraph(new TensorShape(LatentChannels, Side / 4, Side / 4), nodes);
    }

    // Convolution, normalization, perhaps a residual addition, rectifier.
    private static void Convolve(List<GraphNode> nodes, string name, string input, int channels, int stride = 1, int kernel = 3, string? skip = null)
    {
        nodes.Add(GraphNode.Convolution(name, input, channels, kernel, stride));
        if (skip is not null)
            nodes.Add(new GraphNode($"{name}.sum", GraphOperation.Add, [skip, name]));
        nodes.Add(GraphNode.Relu($"{name}.relu", skip is null ? name : $"{name}.sum"));
    }
}
