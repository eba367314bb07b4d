using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Layers;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Calibration;

/// <summary>Measures how large a decoder's activations become on real latents.</summary>
internal static class ActivationRanges
{
    private const double ImageScale = 1.0 / 255;
    private const double LeastRange = 1e-6;

    /// <summary>Measures the real value of one integer step for each layer's output.</summary>
    /// <param name="encoder">The encoder.</param>
    /// <param name="decoder">The decoder.</param>
    /// <param name="chain">The decoder's convolutions.</param>
    /// <param name="pictures">Calibration pictures.</param>
    /// <param name="coverage">The share of positive activations that must not saturate.</param>
    /// <returns>One scale per layer.</returns>
    public static double[] Measure(
        FloatNetwork encoder, FloatNetwork decoder, IReadOnlyList<DecoderChainLink> chain, IReadOnlyList<RgbImage> pictures, double coverage)
    {
        var positives = chain.Select(_ => new List<float>()).ToArray();
        var input = new float[encoder.Graph.Input.Length];
        foreach (var picture in pictures)
        {
            picture.CopyToUnitPlanes(input);
            var latent = Array.ConvertAll(encoder.Run(input), static value => MathF.Round(Math.Clamp(value, -1f, 1f) * StyleModel.LatentSteps) / StyleModel.LatentSteps);
            decoder.Run(latent, (name, values) =>
            {
                for (var i = 0; i < chain.Count - 1; i++)
                {
                    if (chain[i].Output != name)
                        continue;
                    foreach (var value in values)
                    {
                        if (value > 0)
                            positives[i].Add(value);
                    }
                }
            });
        }

        var scales = new double[chain.Count];
        for (var i = 0; i < scales.Length; i++)
            scales[i] = i == scales.Length - 1 ? ImageScale : Math.Max(LeastRange, Quantile(positives[i], coverage)) / sbyte.MaxValue;
        return scales;
    }

    private static double Quantile(List<float> values, double share)
    {
        if (values.Count == 0)
            return 0;
        values.Sort();
        return values[(int)Math.Clamp(Math.Ceiling(share * values.Count) - 1, 0, values.Count - 1)];
    }
}
