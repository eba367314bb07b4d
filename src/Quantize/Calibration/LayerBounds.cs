namespace ZkStyle.Quantize.Calibration;

/// <summary>
/// The worst-case requantized values of one layer over every possible input: x in [0, 127] after a rectifier, [-127, 127] of
/// signed sums, [-128, 127] from the latent.
/// </summary>
/// <param name="Name">The layer's name.</param>
/// <param name="Low">The lowest q of any output channel.</param>
/// <param name="LowChannel">The channel that reaches it.</param>
/// <param name="High">The highest q of any output channel.</param>
/// <param name="HighChannel">The channel that reaches it.</param>
/// <param name="BorderRadius">The smallest r with (sum of multiplier * accumulator) >> 16 in [-r, r) on the border of the full product, where a kernel overlaps the image by less than all its lines and columns and no offset is added; for scores, of the negative sum.</param>
/// <param name="BorderChannel">The channel that needs this radius.</param>
/// <param name="TableRows">Rows of the lookup table that the layer takes: one for each value of <see cref="Interval"/>; for scores what choosing the largest takes.</param>
public sealed record LayerBounds(string Name, long Low, int LowChannel, long High, int HighChannel, long BorderRadius, int BorderChannel, long TableRows)
{
    /// <summary>Number of values from <see cref="Low"/> to <see cref="High"/>.</summary>
    public long Interval => High - Low + 1;
}
