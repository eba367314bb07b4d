using ZkStyle.Quantize.Layers;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Calibration;

/// <summary>Measures how large a decoder's activations become on real latents.</summary>
internal static class ActivationRanges
{
    // A range of less than this share of what weights can reach would ask for multipliers beyond their limit.
    private const double LeastShare = 1.0 / (1 << 14);

    /// <summary>Measures the real value of one integer step for each hidden layer's output.</summary>
    /// <param name="decoder">The decoder.</param>
    /// <param name="layers">The decoder's layers.</param>
    /// <param name="latents">Stored latent bytes of calibration pictures.</param>
    /// <param name="coverage">The share of activations other than zero that must not saturate.</param>
    /// <returns>One step per layer: 1/255 for image bytes; 1 for scores, whose step is no matter of their values.</returns>
    public static double[] Measure(FloatNetwork decoder, IReadOnlyList<LoweredLayer> layers, IReadOnlyList<byte[]> latents, double coverage)
    {
        var magnitudes = new Dictionary<string, List<float>>(StringComparer.Ordinal);
        foreach (var layer in layers.Where(IsMeasured))
            magnitudes.TryAdd(layer.Output, []);
        foreach (var latent in latents)
        {
            decoder.Run(StyleModel.LatentValues(latent), (name, values) =>
            {
                if (!magnitudes.TryGetValue(name, out var list))
                    return;
                foreach (var value in values)
                {
                    if (value != 0)
                        list.Add(Math.Abs(value));
                }
            });
        }

        var ranges = magnitudes.ToDictionary(pair => pair.Key, pair => Quantile(pair.Value, coverage), StringComparer.Ordinal);
        var steps = new double[layers.Count];
        for (var i = 0; i < steps.Length; i++)
        {
            steps[i] = layers[i] switch
            {
                { Activation: Activation.ImageByte } => DecoderQuantizer.ImageStep,
                { Activation: Activation.Score } => 1,
                { IsRelay: true } relay => DecoderQuantizer.StepOf(relay.Sum.Terms[0].Source, steps),
                var layer => Range(layer, ranges[layer.Output], steps) / sbyte.MaxValue,
            };
        }

        return steps;
    }

    private static bool IsMeasured(LoweredLayer layer) => !layer.IsRelay && layer.Activation is (Activation.Relu or Activation.Signed);

    // Where nothing was ever let through, what weights can reach has to do.
    private static double Range(LoweredLayer layer, double measured, double[] steps)
    {
        var reach = layer.Sum.Terms.Sum(term => term.Reach(DecoderQuantizer.StepOf(term.Source, steps))) + layer.Sum.Bias.Max(Math.Abs);
        if (measured == 0)
            return reach > 0 ? Math.Min(reach, layer.Ceiling) : 1;
        return Math.Max(measured, reach * LeastShare);
    }

    private static double Quantile(List<float> values, double share)
    {
        if (values.Count == 0)
            return 0;
        values.Sort();
        return values[(int)Math.Clamp(Math.Ceiling(share * values.Count) - 1, 0, values.Count - 1)];
    }
}
