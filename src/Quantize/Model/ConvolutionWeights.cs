namespace ZkStyle.Quantize.Model;

/// <summary>The numbers of one float convolution.</summary>
/// <param name="Weights">Weights [o, i, line, column].</param>
/// <param name="Bias">One number per output channel.</param>
internal sealed record ConvolutionWeights(float[] Weights, float[] Bias)
{
    /// <summary>The bytes that the weights are multiples of, in the same order; null where weights are any floats.</summary>
    public sbyte[]? Steps { get; private init; }

    /// <summary>For each output channel, the weight of one step; null where weights are any floats.</summary>
    public float[]? Scales { get; private init; }

    /// <summary>Weights that are multiples of a scale of their output channel: a quarter of the size in files.</summary>
    /// <param name="steps">The multiples, [o, i, line, column].</param>
    /// <param name="scales">The scale of each output channel.</param>
    /// <param name="bias">One number per output channel.</param>
    /// <returns>The numbers.</returns>
    public static ConvolutionWeights FromSteps(sbyte[] steps, float[] scales, float[] bias)
    {
        var weights = new float[steps.Length];
        var taps = steps.Length / scales.Length;
        for (var i = 0; i < weights.Length; i++)
            weights[i] = steps[i] * scales[i / taps];
        return new ConvolutionWeights(weights, bias) { Steps = steps, Scales = scales };
    }

    /// <summary>Rounds the weights to 255 steps per output channel, symmetric about zero; the largest keeps its size.</summary>
    /// <returns>New numbers; these where they are rounded already.</returns>
    public ConvolutionWeights Round()
    {
        if (Steps is not null)
            return this;
        var taps = Weights.Length / Bias.Length;
        var scales = new float[Bias.Length];
        var steps = new sbyte[Weights.Length];
        for (var o = 0; o < scales.Length; o++)
        {
            var channel = Weights.AsSpan(o * taps, taps);
            scales[o] = Math.Abs(System.Numerics.Tensors.TensorPrimitives.MaxMagnitude<float>(channel)) / sbyte.MaxValue;
            for (var k = 0; k < taps && scales[o] > 0; k++)
                steps[(o * taps) + k] = (sbyte)Math.Clamp(MathF.Round(channel[k] / scales[o]), -sbyte.MaxValue, sbyte.MaxValue);
        }

        return FromSteps(steps, scales, Bias);
    }
}
