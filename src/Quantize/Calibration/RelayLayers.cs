using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Calibration;

/// <summary>
/// A proof sees a tensor as it is or doubled, whoever reads it. Where some readers want it doubled and some do not, a layer that
/// repeats it, bit for bit, stands in for the ones that do.
/// </summary>
internal static class RelayLayers
{
    /// <summary>Inserts such layers where they are needed.</summary>
    /// <param name="layers">The layers, sources first.</param>
    /// <param name="latentChannels">Channels of the latent.</param>
    /// <returns>The layers with tensors numbered anew.</returns>
    public static IReadOnlyList<LoweredLayer> Insert(IReadOnlyList<LoweredLayer> layers, int latentChannels)
    {
        var terms = layers.SelectMany(layer => layer.Sum.Terms).ToLookup(term => term.Source, term => term.Upsample);
        var names = layers.Select(layer => layer.Name).ToHashSet(StringComparer.Ordinal);
        var result = new List<LoweredLayer>();
        var plain = new int[layers.Count + 1];
        var doubled = new int[layers.Count + 1];

        void Number(int tensor)
        {
            plain[tensor] = doubled[tensor] = result.Count;
            if (terms[tensor].Distinct().Count() < 2)
                return;
            var source = tensor == 0 ? null : layers[tensor - 1];
            var name = $"relay.{tensor}";
            while (!names.Add(name))
                name += ".x";
            var sum = AffineSum.Identity(plain[tensor], source?.Sum.Channels ?? latentChannels, upsample: false);
            result.Add(new LoweredLayer(name, name, source?.Activation ?? Activation.Signed, sum) { IsRelay = true });
            doubled[tensor] = result.Count;
        }

        Number(0);
        for (var i = 0; i < layers.Count; i++)
        {
            var sum = layers[i].Sum;
            result.Add(layers[i] with
            {
                Sum = sum with { Terms = [.. sum.Terms.Select(term => term with { Source = (term.Upsample ? doubled : plain)[term.Source] })] },
            });
            Number(i + 1);
        }

        return result;
    }
}
