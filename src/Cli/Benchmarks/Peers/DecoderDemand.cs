using ZkStyle.Quantize.Model;

namespace ZkStyle.Cli.Benchmarks.Peers;

/// <summary>What a circuit of gates must do for a decoder, no more than it must: taps on the border are zero and cost nothing, and
/// taps on copies of one pixel, which nearest upsampling makes, are one term with a summed weight.</summary>
/// <param name="Terms">Terms of all sums.</param>
/// <param name="Activations">Outputs of all layers.</param>
/// <param name="InputBytes">Bytes of the latent.</param>
internal sealed record DecoderDemand(long Terms, long Activations, long InputBytes)
{
    /// <summary>Counts.</summary>
    /// <param name="decoder">The decoder.</param>
    /// <returns>The counts.</returns>
    public static DecoderDemand Of(QuantizedDecoder decoder)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        long terms = 0, activations = 0;
        for (var i = 0; i < decoder.Layers.Count; i++)
        {
            var (layer, shape) = (decoder.Layers[i], decoder.Shapes[i + 1]);
            foreach (var input in layer.Inputs)
            {
                terms += (long)input.InputChannels * input.OutputChannels
                    * PixelsSeen(shape.Height, input) * PixelsSeen(shape.Width, input);
            }

            activations += shape.Length;
        }

        return new DecoderDemand(terms, activations, decoder.Latent.Length);
    }

    /// <summary>
    /// How many different pixels a line of taps sees, summed over a line of outputs. One tap sees one each. Three taps see
    /// three each, less one at both ends; of a doubled line two each, since two taps fall on one pixel, less one at both ends.
    /// </summary>
    internal static long PixelsSeen(int length, QuantizedInput input) =>
        input.Kernel == 1 ? length : ((input.Upsample ? 2L : 3L) * length) - 2;
}
