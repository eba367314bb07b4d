using ZkStyle.Quantize.Autograd;
using ZkStyle.Quantize.Datasets;
using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Randomness;

namespace ZkStyle.Quantize.Training;

/// <summary>
/// Training steps of <see cref="StyleArchitecture.Palette"/> on random pictures, to measure how fast the engine is: network, loss,
/// gradients, clipping and optimizer are those of training, only drawing the data is left out.
/// </summary>
public sealed class PaletteTrainingStep
{
    private const int Side = StyleDataset.ImageSide;
    private const int PixelsPerCell = Side / StyleArchitecture.PaletteSide;

    // Weights take the seed itself, the data another stream.
    private const ulong DataStream = 1;

    private readonly TrainingOptions _options = new() { Architecture = StyleArchitecture.Palette };
    private readonly Autoencoder _network;
    private readonly PaletteObjective _objective;
    private readonly AdamOptimizer _optimizer;
    private readonly HashSet<Parameter<float>> _decaying;
    private readonly Tape<float> _tape = new();
    private readonly float[] _pictures;

    /// <summary>Creates the network and one batch.</summary>
    /// <param name="batch">Pictures in the batch, 1 to 256.</param>
    /// <param name="seed">Same seed, same numbers.</param>
    public PaletteTrainingStep(int batch, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(batch, 256);
        Batch = batch;
        _network = new Autoencoder(_options.Architecture, seed);
        _optimizer = new AdamOptimizer([.. _network.AllLayers.SelectMany(layer => layer.Parameters)]);
        _decaying = [.. _network.AllLayers.Select(layer => layer.Weights)];
        var random = new SeededRandom(seed, DataStream);
        var palette = new RgbColour[_options.Architecture.PaletteColours];
        foreach (ref var colour in palette.AsSpan())
            colour = new RgbColour((byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256));
        _objective = new PaletteObjective(palette);
        _objective.Begin(_tape, batch);
        _pictures = new float[batch * RgbImage.Channels * Side * Side];
        foreach (ref var value in _pictures.AsSpan())
            value = (float)random.NextDouble();
        var target = new float[RgbImage.Channels * Side * Side];
        for (var n = 0; n < batch; n++)
        {
            DrawTarget(palette, random, target);
            _objective.SetTarget(n, target);
        }
    }

    /// <summary>Pictures in the batch.</summary>
    public int Batch { get; }

    /// <summary>Multiply-accumulates of a step's convolutions: forward, and twice that for gradients.</summary>
    public long MultiplyAccumulates => 3 * Batch * _network.MultiplyAccumulates;

    /// <summary>The numbers that a step trains.</summary>
    public long Parameters => _network.AllLayers.SelectMany(layer => layer.Parameters).Sum(parameter => (long)parameter.Values.Length);

    /// <summary>What the convolutions run on.</summary>
    public static string Kernel => CorrelationKernel.PrefersWide ? "512-bit vectors" : CorrelationKernel.IsSupported ? "256-bit vectors" : "scalar";

    /// <summary>Takes one step.</summary>
    /// <returns>The loss before it.</returns>
    public float Run()
    {
        var input = _tape.NewTensor(Batch, RgbImage.Channels, Side, Side, withGradient: false);
        _pictures.CopyTo(input.Data);
        var loss = _objective.Loss(_tape, _network.Forward(_tape, input));
        _tape.Backward(loss);
        var value = loss.Data[0];
        _tape.Clear();
        _optimizer.Step(_options.LearningRate, _options.ClipNorm, _options.WeightDecay, _decaying.Contains);
        return value;
    }

    // Every cell in a colour of the palette.
    private static void DrawTarget(RgbColour[] palette, SeededRandom random, Span<float> target)
    {
        for (var cell = 0; cell < StyleArchitecture.PaletteSide * StyleArchitecture.PaletteSide; cell++)
        {
            var colour = palette[random.Next(palette.Length)];
            ReadOnlySpan<float> channels = [colour.Red / 255f, colour.Green / 255f, colour.Blue / 255f];
            var corner = (cell / StyleArchitecture.PaletteSide * PixelsPerCell * Side) + (cell % StyleArchitecture.PaletteSide * PixelsPerCell);
            for (var c = 0; c < channels.Length; c++)
            {
                for (var y = 0; y < PixelsPerCell; y++)
                    target.Slice((c * Side * Side) + corner + (y * Side), PixelsPerCell).Fill(channels[c]);
            }
        }
    }
}
