namespace ZkStyle.Quantize.Calibration;

/// <summary>How to quantize.</summary>
public sealed record QuantizationOptions
{
    /// <summary>The fewest levels that scores get.</summary>
    public const int FewestScoreLevels = 1024;

    /// <summary>The most levels that scores get.</summary>
    public const int MostScoreLevels = 1 << 15;

    /// <summary>Pictures that activation ranges are measured on, drawn from the training part.</summary>
    public int CalibrationImages { get; init; } = 128;

    /// <summary>Seed of the calibration pictures.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The share of a layer's positive activations that must not saturate, in (0, 1].</summary>
    public double Coverage { get; init; } = 0.9999;

    /// <summary>
    /// The most values that a palette head's scores may span in the worst case; each takes two lookup rows. Fewer are
    /// taken when the table has no room for so many.
    /// </summary>
    public int ScoreLevels { get; init; } = 8192;

    /// <summary>
    /// The most lookup rows the decoder may need. When it needs more, scores get fewer levels, then layers whose interval is
    /// wider than what they stretch get coarser activations; when that does not suffice the decoder is refused.
    /// </summary>
    public long MaxTableRows { get; init; } = DecoderBounds.TableRows - 512;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names it.</exception>
    public void Validate()
    {
        if (CalibrationImages is < 1 or > 100_000)
            throw new ArgumentException($"Quantization option {nameof(CalibrationImages)} must be from 1 to 100,000.");
        if (Coverage is not (> 0 and <= 1))
            throw new ArgumentException($"Quantization option {nameof(Coverage)} must be above 0 and at most 1.");
        if (ScoreLevels is < FewestScoreLevels or > MostScoreLevels)
            throw new ArgumentException($"Quantization option {nameof(ScoreLevels)} must be from {FewestScoreLevels} to {MostScoreLevels}.");
        if (MaxTableRows <= DecoderBounds.FixedRows)
            throw new ArgumentException($"Quantization option {nameof(MaxTableRows)} must be above {DecoderBounds.FixedRows}.");
    }
}
