using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Onnx;

/// <summary>Reads constants that stand for one number a channel.</summary>
internal static class ChannelConstant
{
    private const int ChannelAxis = 1;
    private const int Axes = 4;

    /// <summary>The numbers of a constant that is broadcast over an activation [1, channels, height, width].</summary>
    /// <param name="node">The node that takes it, for errors.</param>
    /// <param name="constant">The constant.</param>
    /// <param name="shape">The activation's shape.</param>
    /// <returns>One number a channel.</returns>
    /// <exception cref="InvalidDataException">The constant differs from cell to cell, does not fit, or is not finite.</exception>
    public static double[] Broadcast(OnnxNode node, OnnxTensor constant, TensorShape shape)
    {
        // Sides are aligned at the last one, as in NumPy.
        for (var side = 0; side < constant.Shape.Count; side++)
        {
            var axis = Axes - constant.Shape.Count + side;
            if (constant.Shape[side] != 1 && (axis != ChannelAxis || constant.Shape[side] != shape.Channels))
                throw node.Refuse($"its constant {OnnxText.Quote(constant.Name)} of {string.Join('x', constant.Shape)} is not one number, nor one a channel of {shape}.");
        }

        return Numbers(node, constant, shape.Channels);
    }

    /// <summary>The numbers of a constant that is a number, or a row of one number a channel.</summary>
    /// <param name="node">The node that takes it, for errors.</param>
    /// <param name="constant">The constant.</param>
    /// <param name="channels">How many channels there are.</param>
    /// <returns>One number a channel.</returns>
    /// <exception cref="InvalidDataException">The count differs, or a number is not finite.</exception>
    public static double[] Numbers(OnnxNode node, OnnxTensor constant, int channels)
    {
        if (constant.Count != 1 && constant.Count != channels)
            throw node.Refuse($"its constant {OnnxText.Quote(constant.Name)} has {constant.Count} numbers for {channels} channels.");
        var numbers = new double[channels];
        for (var c = 0; c < channels; c++)
        {
            numbers[c] = constant.Number(constant.Count == 1 ? 0 : c);
            if (!double.IsFinite(numbers[c]) || Math.Abs(numbers[c]) > float.MaxValue)
                throw node.Refuse($"its constant {OnnxText.Quote(constant.Name)} is not finite.");
        }

        return numbers;
    }

    /// <summary>A constant that is a single number.</summary>
    /// <param name="node">The node that takes it, for errors.</param>
    /// <param name="constant">The constant.</param>
    /// <returns>The number; may be infinite.</returns>
    /// <exception cref="InvalidDataException">It is several numbers, or not a number.</exception>
    public static double Number(OnnxNode node, OnnxTensor constant)
    {
        if (constant.Count != 1)
            throw node.Refuse($"its constant {OnnxText.Quote(constant.Name)} has {constant.Count} numbers, one expected.");
        var number = constant.Number(0);
        return double.IsNaN(number) ? throw node.Refuse($"its constant {OnnxText.Quote(constant.Name)} is not a number.") : number;
    }
}
