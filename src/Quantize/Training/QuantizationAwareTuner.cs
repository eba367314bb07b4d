using System.Buffers;
using ZkStyle.Quantize.Autograd;
using ZkStyle.Quantize.Calibration;
using ZkStyle.Quantize.Layers;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Training;

/// <summary>
/// Quantization-aware training (Jacob et al., arXiv 1712.05877, section 3): goes on training a decoder whose normalizations are folded away and
/// whose weights and activations are rounded, in the forward pass, to the very steps that INT8 inference has. Gradients pass the rounding
/// as if it were not there. The encoder is done: its latents are what the INT8 decoder will see.
/// </summary>
internal sealed class QuantizationAwareTuner
{
    private readonly FloatNetwork _encoder;
    private readonly NetworkGraph _graph;
    private readonly Dictionary<string, ConvolutionLayer<float>> _layers;
    private readonly IReadOnlyDictionary<string, double> _steps;
    private readonly HashSet<string> _rectified;
    private readonly Tape<float> _tape = new();

    /// <summary>Prepares the tuning of a decoder.</summary>
    /// <param name="encoder">The encoder, without normalizations.</param>
    /// <param name="decoder">The decoder, without normalizations; a chain of upsamplings, convolutions and rectifiers.</param>
    /// <param name="steps">For each node that ends a quantized layer, the real value of one integer step of its result.</param>
    public QuantizationAwareTuner(FloatNetwork encoder, FloatNetwork decoder, IReadOnlyDictionary<string, double> steps)
    {
        _encoder = encoder;
        _graph = decoder.Graph;
        _steps = steps;
        _layers = _graph.Convolutions.ToDictionary(
            node => node.Name, node => new ConvolutionLayer<float>("tuned/", node, _graph.InputChannels(node)), StringComparer.Ordinal);
        _rectified = [.. _graph.Nodes.Where(node => node.Operation == GraphOperation.Relu).Select(node => node.Name)];
        var inputStep = DecoderQuantizer.LatentStep;
        for (var i = 0; i < _graph.Nodes.Count; i++)
        {
            var node = _graph.Nodes[i];
            if (node.Operation != GraphOperation.Convolution)
                continue;
            var end = i + 1 < _graph.Nodes.Count && _graph.Nodes[i + 1].Operation == GraphOperation.Relu ? _graph.Nodes[i + 1].Name : node.Name;
            var layer = _layers[node.Name];
            decoder.Weights[node.Name].Weights.CopyTo(layer.Weights.Values, 0);
            decoder.Weights[node.Name].Bias.CopyTo(layer.Shift.Values, 0);
            var (taken, made) = (inputStep, steps[end]);
            layer.WeightScales = () => WeightScales(layer, taken, made);
            inputStep = made;
        }

        Optimizer = new AdamOptimizer([.. _layers.Values.SelectMany(layer => layer.Parameters)]);
    }

    /// <summary>The optimizer of the decoder's numbers.</summary>
    public AdamOptimizer Optimizer { get; }

    /// <summary>The decoder's convolutions, first to last.</summary>
    public IEnumerable<ConvolutionLayer<float>> Layers => _layers.Values;

    /// <summary>The real value of one integer step, by node.</summary>
    public IReadOnlyDictionary<string, double> Steps => _steps;

    /// <summary>One step of training.</summary>
    /// <param name="batch">Pictures.</param>
    /// <param name="draw">Draws pair n: picture and target, CHW in [0, 1].</param>
    /// <param name="objective">The head's loss.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="clipNorm">Largest norm of all gradients together.</param>
    /// <returns>The loss.</returns>
    public float Step(int batch, PairSource draw, IHeadObjective objective, float rate, float clipNorm)
    {
        objective.Begin(_tape, batch);
        var shape = _graph.Input;
        var latents = _tape.NewTensor(batch, shape.Channels, shape.Height, shape.Width, withGradient: false);
        BatchParallel.For(batch, _encoder.Graph.MultiplyAccumulates, n =>
        {
            var length = _encoder.Graph.Input.Length;
            var picture = ArrayPool<float>.Shared.Rent(length);
            var target = ArrayPool<float>.Shared.Rent(length);
            draw(n, picture.AsSpan(0, length), target.AsSpan(0, length));
            objective.SetTarget(n, target.AsSpan(0, length));
            Encode(picture.AsSpan(0, length), latents.Image(n));
            ArrayPool<float>.Shared.Return(picture);
            ArrayPool<float>.Shared.Return(target);
        });
        var loss = objective.Loss(_tape, Forward(latents));
        _tape.Backward(loss);
        var value = loss.Data[0];
        _tape.Clear();
        Optimizer.Step(rate, clipNorm, 0, static _ => false);
        return value;
    }

    /// <summary>The decoder as it is now, in floats.</summary>
    /// <returns>A copy that further training does not change.</returns>
    public FloatNetwork Export() => new(_graph, _layers.ToDictionary(pair => pair.Key, pair => pair.Value.Fold(), StringComparer.Ordinal));

    private void Encode(ReadOnlySpan<float> picture, Span<float> latent)
    {
        var bytes = StyleModel.LatentBytes(_encoder.Run(picture));
        for (var i = 0; i < bytes.Length; i++)
            latent[i] = (bytes[i] - QuantizedDecoder.LatentZero) / (float)StyleModel.LatentSteps;
    }

    private Tensor<float> Forward(Tensor<float> latents) =>
        GraphRunner.Run(_tape, _graph, _layers, latents, replace: (name, result) =>
            _rectified.Contains(name) ? FakeQuantization.Activations(_tape, result, (float)_steps[name], 0, sbyte.MaxValue) : result);

    // The step of a channel's weights is what makes the quantizer's integer multiplier exact.
    private static float[] WeightScales(ConvolutionLayer<float> layer, double inputStep, double outputStep)
    {
        var channels = layer.Shift.Values.Length;
        var taps = layer.Weights.Values.Length / channels;
        var unit = DecoderQuantizer.Unit(inputStep, outputStep);
        var scales = new float[channels];
        for (var o = 0; o < channels; o++)
        {
            var multiplier = DecoderQuantizer.Multiplier<float>(layer.Weights.Values.AsSpan(o * taps, taps), unit);
            scales[o] = (float)(multiplier / unit);
        }

        return scales;
    }
}
