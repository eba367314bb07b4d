using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Calibration;

/// <summary>
/// How large a decoder's requantized values can become, from its weights alone. The lookup table that proves
/// requantization lists every possible q of every layer, so these intervals must fit it together.
/// </summary>
public sealed class DecoderBounds
{
    /// <summary>Table rows taken before any layer: 2^16 remainders and 256 latent bytes.</summary>
    public const int FixedRows = (1 << 16) + 256;

    /// <summary>Rows of the lookup table of a circuit of 2^17 rows.</summary>
    public const int TableRows = 1 << 17;

    private DecoderBounds(IReadOnlyList<LayerBounds> layers)
    {
        Layers = layers;
        BorderRadius = layers.Max(layer => layer.BorderRadius);
        UsedRows = FixedRows + (2 * BorderRadius) + layers.Sum(layer => layer.TableRows);
    }

    /// <summary>The layers, first to last.</summary>
    public IReadOnlyList<LayerBounds> Layers { get; }

    /// <summary>The largest border radius of any layer; the table's zero region takes twice as many rows.</summary>
    public long BorderRadius { get; }

    /// <summary>Table rows the decoder needs: fixed rows, zero region, and what each layer takes.</summary>
    public long UsedRows { get; }

    /// <summary>Whether the decoder fits the table.</summary>
    public bool Fits => UsedRows <= TableRows;

    /// <summary>Computes the bounds of a decoder.</summary>
    /// <param name="decoder">The decoder.</param>
    /// <returns>The bounds.</returns>
    public static DecoderBounds Of(QuantizedDecoder decoder)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        var layers = new LayerBounds[decoder.Layers.Count];
        for (var i = 0; i < layers.Length; i++)
            layers[i] = OfLayer(decoder.Layers[i], new LayerReach(decoder.Layers[i], tensor => tensor == 0 ? null : decoder.Layers[tensor - 1].Activation));
        return new DecoderBounds(layers);
    }

    /// <summary>Refuses a decoder that does not fit the table.</summary>
    /// <exception cref="InvalidOperationException">It does not fit; the message names the widest layer and channel.</exception>
    public void ThrowIfTooWide() => ThrowIfAbove(TableRows);

    /// <summary>Refuses a decoder that needs more lookup rows than allowed.</summary>
    /// <param name="rows">The rows allowed.</param>
    /// <exception cref="InvalidOperationException">It needs more; the message names the widest layer and channel.</exception>
    internal void ThrowIfAbove(long rows)
    {
        if (UsedRows <= rows)
            return;
        var widest = Layers.MaxBy(layer => layer.Interval)!;
        var channel = Math.Abs(widest.Low) > widest.High ? widest.LowChannel : widest.HighChannel;
        throw new InvalidOperationException(
            $"The decoder's requantized values need {UsedRows} lookup rows, {rows} are there: layer {widest.Name} alone spans " +
            $"{widest.Low} to {widest.High} (widest in channel {channel}). Train with more weight decay or fewer channels.");
    }

    private static LayerBounds OfLayer(QuantizedLayer layer, LayerReach reach)
    {
        var result = new LayerBounds(layer.Name, long.MaxValue, 0, long.MinValue, 0, 0, 0, 0);
        for (var o = 0; o < layer.OutputChannels; o++)
        {
            var (low, high) = reach.Interior(o);
            (low, high) = ((low + layer.Offsets[o]) >> QuantizedLayer.Shift, (high + layer.Offsets[o]) >> QuantizedLayer.Shift);
            if (low < result.Low)
                result = result with { Low = low, LowChannel = o };
            if (high > result.High)
                result = result with { High = high, HighChannel = o };
            var border = reach.Border(o);
            if (layer.Activation == Activation.Score)
                border = (-border.High, -border.Low);
            var radius = Math.Max(-(border.Low >> QuantizedLayer.Shift), (border.High >> QuantizedLayer.Shift) + 1);
            if (radius > result.BorderRadius)
                result = result with { BorderRadius = radius, BorderChannel = o };
        }

        return result with { TableRows = layer.Activation == Activation.Score ? ChoiceRows(result.Interval, layer.OutputChannels) : result.Interval };
    }

    // A proof of the choice lists every possible largest score, every distance of a score below it and one row more for the
    // classes already chosen, and one row per class.
    private static long ChoiceRows(long scores, int classes) => scores + (scores + 1) + classes;
}
