using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Evaluation;

/// <summary>What a style must reach to be worth minting: set for Nouns with the palette head, and a yardstick for other collections.</summary>
public static class PassBar
{
    /// <summary>Least PSNR of held-out members, decibels.</summary>
    public const double Psnr = 21.0;

    /// <summary>Least structural similarity of held-out members.</summary>
    public const double Ssim = 0.87;

    /// <summary>The most that INT8 may lose against float, decibels.</summary>
    public const double Int8Loss = 0.1;

    /// <summary>The most structure distance, as a part of naive quantization's.</summary>
    public const double Structure = 0.65;

    /// <summary>The most colour distance, likewise.</summary>
    public const double Colour = 0.65;

    /// <summary>The most distinct-colour distance, likewise.</summary>
    public const double DistinctColours = 0.45;

    /// <summary>The most single pixels.</summary>
    public const double Speckle = 0.03;

    /// <summary>The least share of pictures found by their edges.</summary>
    public const double Retrieval = 0.85;

    /// <summary>The least mean correlation of edges.</summary>
    public const double EdgeCorrelation = 0.75;

    /// <summary>Holds figures against the bar. Distinct colours and single pixels are of no meaning for an rgb head, whose neighbours hardly ever have exactly equal colours.</summary>
    /// <param name="head">The model's head.</param>
    /// <param name="members">Reconstruction of held-out members.</param>
    /// <param name="pictures">Style and content of other pictures.</param>
    /// <returns>The lines.</returns>
    public static IReadOnlyList<PassBarLine> Of(DecoderHead head, EvaluationResult members, PictureScores pictures)
    {
        ArgumentNullException.ThrowIfNull(members);
        ArgumentNullException.ThrowIfNull(pictures);
        var ratios = pictures.Ratios;
        var isExact = head == DecoderHead.Palette;
        return
        [
            new("PSNR", "dB", members.Int8.Psnr, Psnr, AtLeast: true),
            new("SSIM", "", members.Int8.Ssim, Ssim, AtLeast: true),
            new("INT8 loss", "dB", members.Float is { } real ? real.Psnr - members.Int8.Psnr : null, Int8Loss, AtLeast: false),
            new("structure distance / naive", "", ratios.Structure, Structure, AtLeast: false),
            new("colour distance / naive", "", ratios.Colour, Colour, AtLeast: false),
            new("distinct-colour distance / naive", "", isExact ? ratios.DistinctColours : null, DistinctColours, AtLeast: false),
            new("speckle", "", isExact ? pictures.Speckle : null, Speckle, AtLeast: false),
            new("found by edges", "", pictures.Retrieval, Retrieval, AtLeast: true),
            new("edge correlation", "", pictures.EdgeCorrelation, EdgeCorrelation, AtLeast: true),
        ];
    }
}
