using System.Numerics;
using ZkStyle.Quantize.Autograd;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Layers;

/// <summary>The trainable numbers of one convolution: weights, and either a bias or a batch normalization.</summary>
/// <typeparam name="T">The number type.</typeparam>
internal sealed class ConvolutionLayer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly GraphNode _node;

    /// <summary>Creates a layer of zero weights.</summary>
    /// <param name="prefix">What its parameters' names start with, for example <c>encoder/</c>.</param>
    /// <param name="node">The convolution.</param>
    /// <param name="inputChannels">Channels it reads.</param>
    public ConvolutionLayer(string prefix, GraphNode node, int inputChannels)
    {
        _node = node;
        Weights = new Parameter<T>($"{prefix}{node.Name}.weight", node.OutputChannels * inputChannels * node.Kernel * node.Kernel);
        Shift = new Parameter<T>($"{prefix}{node.Name}.bias", node.OutputChannels);
        if (!node.Normalized)
            return;
        Scale = new Parameter<T>($"{prefix}{node.Name}.scale", node.OutputChannels);
        Array.Fill(Scale.Values, T.One);
        Statistics = new RunningStatistics<T>($"{prefix}{node.Name}", node.OutputChannels);
    }

    /// <summary>Weights [o, i, line, column].</summary>
    public Parameter<T> Weights { get; }

    /// <summary>The bias, or the normalization's shift.</summary>
    public Parameter<T> Shift { get; }

    /// <summary>The normalization's scale; null without normalization.</summary>
    public Parameter<T>? Scale { get; }

    /// <summary>The normalization's running averages; null without normalization.</summary>
    public RunningStatistics<T>? Statistics { get; }

    /// <summary>All parameters.</summary>
    public IEnumerable<Parameter<T>> Parameters => Scale is null ? [Weights, Shift] : [Weights, Scale, Shift];

    /// <summary>The scale of each output channel's weights when they are to be rounded to bytes before they are used; null not to round.</summary>
    public Func<T[]>? WeightScales { get; set; }

    /// <summary>Convolves, and normalizes if there is a normalization.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="input">The input.</param>
    /// <param name="rectify">Whether a rectifier follows, which is then part of the output; for layers with a normalization.</param>
    /// <returns>The output.</returns>
    public Tensor<T> Apply(Tape<T> tape, Tensor<T> input, bool rectify = false)
    {
        var bias = Statistics is null ? Shift : null;
        var weights = WeightScales is null ? Weights : FakeQuantization.Weights<T>(tape, Weights, _node.OutputChannels, WeightScales());
        var output = ConvolutionOperation.Apply(tape, input, weights, bias, _node.OutputChannels, _node.Kernel, _node.Stride);
        return Statistics is null ? output : BatchNormalization.Apply(tape, output, Scale!, Shift, Statistics, rectify);
    }

    /// <summary>The convolution that does the same when evaluating: the normalization folded into weights and bias.</summary>
    /// <returns>New arrays.</returns>
    public ConvolutionWeights Fold()
    {
        var weights = Array.ConvertAll(Weights.Values, float.CreateChecked);
        var bias = Array.ConvertAll(Shift.Values, float.CreateChecked);
        if (Statistics is null)
            return new ConvolutionWeights(weights, bias);
        var taps = weights.Length / bias.Length;
        for (var o = 0; o < bias.Length; o++)
        {
            var factor = double.CreateChecked(Scale!.Values[o]) / Math.Sqrt(double.CreateChecked(Statistics.Variance[o]) + BatchNormalization.Epsilon);
            bias[o] = (float)(bias[o] - (double.CreateChecked(Statistics.Mean[o]) * factor));
            for (var k = o * taps; k < (o + 1) * taps; k++)
                weights[k] = (float)(weights[k] * factor);
        }

        return new ConvolutionWeights(weights, bias);
    }
}
