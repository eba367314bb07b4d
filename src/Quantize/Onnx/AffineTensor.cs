using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Onnx;

/// <summary>
/// A tensor of a network under construction, as a node's result with a factor and a summand a channel still to be
/// applied. Most of these end up inside a convolution's weights and cost nothing.
/// </summary>
/// <param name="Node">Number of the node in the builder.</param>
/// <param name="Shape">The shape.</param>
/// <param name="Scale">The factor of each channel; null for 1.</param>
/// <param name="Offset">The summand of each channel, added after the factor; null for 0.</param>
internal sealed record AffineTensor(int Node, TensorShape Shape, double[]? Scale = null, double[]? Offset = null)
{
    /// <summary>Whether nothing is left to be applied.</summary>
    public bool IsPlain => Scale is null && Offset is null;

    /// <summary>The factor of a channel.</summary>
    /// <param name="channel">The channel.</param>
    public double ScaleOf(int channel) => Scale?[channel] ?? 1;

    /// <summary>The summand of a channel.</summary>
    /// <param name="channel">The channel.</param>
    public double OffsetOf(int channel) => Offset?[channel] ?? 0;

    /// <summary>The tensor times a factor plus a summand, channel by channel.</summary>
    /// <param name="scale">The factor of each channel.</param>
    /// <param name="offset">The summand of each channel.</param>
    /// <returns>The new tensor, of the same node.</returns>
    public AffineTensor Then(double[] scale, double[] offset)
    {
        var scales = new double[Shape.Channels];
        var offsets = new double[Shape.Channels];
        for (var c = 0; c < scales.Length; c++)
        {
            scales[c] = ScaleOf(c) * scale[c];
            offsets[c] = (OffsetOf(c) * scale[c]) + offset[c];
        }

        return new AffineTensor(Node, Shape, scales.All(s => s == 1) ? null : scales, offsets.All(o => o == 0) ? null : offsets);
    }
}
