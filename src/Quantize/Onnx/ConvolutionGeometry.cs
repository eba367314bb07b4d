using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Onnx;

/// <summary>Sizes of a Conv that keeps height and width, divided by its stride.</summary>
/// <param name="OutputChannels">Channels of the output.</param>
/// <param name="Kernel">Side of the kernel.</param>
/// <param name="Stride">Input cells per output cell.</param>
internal sealed record ConvolutionGeometry(int OutputChannels, int Kernel, int Stride)
{
    /// <summary>Reads and checks a Conv's attributes.</summary>
    /// <param name="reader">The node.</param>
    /// <param name="input">Shape of what it takes.</param>
    /// <param name="weights">Sides of its weights.</param>
    /// <param name="maxKernel">The largest kernel allowed.</param>
    /// <param name="maxStride">The largest stride allowed.</param>
    /// <returns>The sizes.</returns>
    /// <exception cref="InvalidDataException">It is another kind of Conv; the message names node and attribute.</exception>
    public static ConvolutionGeometry Of(NodeReader reader, TensorShape input, IReadOnlyList<long> weights, int maxKernel, int maxStride)
    {
        var node = reader.Node;
        var automatic = reader.Text("auto_pad", "NOTSET");
        var dilation = reader.Uniform("dilations", 2, 1);
        var group = reader.Integer("group", 1);
        var stride = reader.Uniform("strides", 2, 1);
        var pads = reader.Uniform("pads", 4, 0);
        if (weights.Count != 4 || weights[2] != weights[3] || weights[0] is < 1 or > OnnxLimits.Channels)
            throw node.Refuse($"its weights are {string.Join('x', weights)}, [out, in, k, k] expected.");
        var kernel = reader.Uniform("kernel_shape", 2, weights[2]);
        reader.RequireNothingElse();
        if (group != 1)
            throw node.Refuse($"group {group} cannot be proven; 1 can.");
        if (weights[1] != input.Channels)
            throw node.Refuse($"its weights take {weights[1]} channels, its input has {input.Channels}.");
        if (dilation != 1)
            throw node.Refuse($"dilation {dilation} cannot be proven; 1 can.");
        if (kernel != weights[2] || kernel < 1 || kernel > maxKernel || kernel % 2 == 0)
            throw node.Refuse($"a kernel of {kernel}x{kernel} {(maxKernel == 3 ? "cannot be proven; 1x1 and 3x3 can" : "is not supported; odd ones up to 31 are")}.");
        if (stride < 1 || stride > Math.Min(maxStride, kernel + 1))
            throw node.Refuse($"stride {stride} {(maxStride == 1 ? "cannot be proven; 1 can" : "is not supported")}.");
        var half = (kernel - 1) / 2;
        if (automatic is "SAME_UPPER" or "SAME_LOWER" && stride == 1)
            pads = half;
        else if (automatic is not ("NOTSET" or "VALID"))
            throw node.Refuse($"auto_pad {OnnxText.Quote(automatic)} is not supported here; give pads.");
        if (pads != half)
            throw node.Refuse($"padding {pads} of a {kernel}x{kernel} kernel cannot be proven; {half} can.");
        return new ConvolutionGeometry((int)weights[0], (int)kernel, (int)stride);
    }
}
