using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Onnx;

/// <summary>Operators that apply a factor and a summand a channel, or bounds, as numbers.</summary>
internal static class ChannelArithmetic
{
    /// <summary>A BatchNormalization that evaluates: y = scale (x - mean) / sqrt(variance + epsilon) + shift.</summary>
    /// <param name="reader">The node.</param>
    /// <param name="channels">Channels of what it takes.</param>
    /// <param name="constant">Gives the constant at a place of its inputs.</param>
    /// <returns>The factor and the summand of each channel.</returns>
    /// <exception cref="InvalidDataException">It trains, or its numbers do not fit.</exception>
    public static (double[] Scale, double[] Offset) Normalization(NodeReader reader, int channels, Func<int, OnnxTensor> constant)
    {
        var node = reader.Node;
        reader.RequireInputs(5, 5);
        var epsilon = reader.Single("epsilon", 1e-5f);
        var training = reader.Integer("training_mode", 0);
        reader.Ignore("momentum");
        reader.RequireNothingElse();
        if (training != 0 || node.Outputs.Skip(1).Any(output => output.Length > 0))
            throw node.Refuse("it is in training mode; export the model after eval().");
        var numbers = Enumerable.Range(1, 4).Select(i => ChannelConstant.Numbers(node, constant(i), channels)).ToArray();
        var (scale, offset) = (new double[channels], new double[channels]);
        for (var c = 0; c < channels; c++)
        {
            scale[c] = numbers[0][c] / Math.Sqrt(numbers[3][c] + epsilon);
            offset[c] = numbers[1][c] - (numbers[2][c] * scale[c]);
            if (!double.IsFinite(scale[c]))
                throw node.Refuse($"channel {c} has a variance of {numbers[3][c]}.");
        }

        return (scale, offset);
    }

    /// <summary>An Add, Sub, Mul or Div of an activation and a constant.</summary>
    /// <param name="node">The node.</param>
    /// <param name="shape">Shape of the activation.</param>
    /// <param name="constant">The constant.</param>
    /// <param name="constantFirst">Whether the constant comes first.</param>
    /// <returns>The factor and the summand of each channel.</returns>
    /// <exception cref="InvalidDataException">The constant does not fit, or the activation divides.</exception>
    public static (double[] Scale, double[] Offset) WithConstant(OnnxNode node, TensorShape shape, OnnxTensor constant, bool constantFirst)
    {
        var numbers = ChannelConstant.Broadcast(node, constant, shape);
        if (node.Operator == "Div" && (constantFirst || numbers.Contains(0)))
            throw node.Refuse("it divides by an activation or by 0.");
        double[] zeros = new double[shape.Channels], ones = new double[shape.Channels];
        Array.Fill(ones, 1);
        return node.Operator switch
        {
            "Add" => (ones, numbers),
            "Sub" when constantFirst => (Array.ConvertAll(ones, n => -n), numbers),
            "Sub" => (ones, Array.ConvertAll(numbers, n => -n)),
            "Mul" => (numbers, zeros),
            _ => (Array.ConvertAll(numbers, n => 1 / n), zeros),
        };
    }

    /// <summary>The bounds of a Clip.</summary>
    /// <param name="reader">The node.</param>
    /// <param name="lowest">Its lower bound; null when left out.</param>
    /// <param name="highest">Its upper bound; null when left out.</param>
    /// <returns>The bounds; beyond the range of floats when left out.</returns>
    /// <exception cref="InvalidDataException">The lower bound is not below the upper one.</exception>
    public static (double Low, double High) Clip(NodeReader reader, OnnxTensor? lowest, OnnxTensor? highest)
    {
        var node = reader.Node;
        reader.RequireInputs(1, 3);
        reader.RequireNothingElse();
        var low = lowest is null ? double.NegativeInfinity : ChannelConstant.Number(node, lowest);
        var high = highest is null ? double.PositiveInfinity : ChannelConstant.Number(node, highest);
        return low < high ? (low, high) : throw node.Refuse($"a clip from {low} to {high} cannot be proven; the lower bound must be below the upper one.");
    }
}
