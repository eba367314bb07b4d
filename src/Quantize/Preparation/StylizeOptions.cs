namespace ZkStyle.Quantize.Preparation;

/// <summary>What is done with a picture before a model encodes it.</summary>
public sealed record StylizeOptions
{
    /// <summary>The least zoom: a quarter of the size.</summary>
    public const double MinZoom = 0.25;

    /// <summary>The most zoom.</summary>
    public const double MaxZoom = 16;

    /// <summary>How far a background's pixels differ from the border's colour at most, when nothing else is said.</summary>
    public const int StandardTolerance = 24;

    /// <summary>How the picture becomes square.</summary>
    public PictureFraming Framing { get; init; } = PictureFraming.Crop;

    /// <summary>How many times larger the picture is shown, from its frame's middle: 0.25 to 16. Below 1 its border's colour appears around it.</summary>
    public double Zoom { get; init; } = 1;

    /// <summary>How far the frame moves to the right, in frames: -1 to 1.</summary>
    public double OffsetX { get; init; }

    /// <summary>How far the frame moves downwards, in frames: -1 to 1.</summary>
    public double OffsetY { get; init; }

    /// <summary>
    /// When set, what is joined to the border by pixels of nearly the border's colour becomes plain: each channel may differ by this much, 0 to 255.
    /// Models bring plain backgrounds onto their collection's own.
    /// </summary>
    public int? BackgroundTolerance { get; init; }

    /// <summary>The part to lay over the picture; null for none.</summary>
    public SignaturePart? Signature { get; init; }

    /// <summary>Where the part's upper left corner goes, in native pixels; null for where members have it.</summary>
    public (int X, int Y)? SignaturePlace { get; init; }

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    internal void Check()
    {
        if (!(Zoom is >= MinZoom and <= MaxZoom))
            throw new ArgumentException($"A zoom is between {MinZoom} and {MaxZoom}, got {Zoom}.");
        if (!(OffsetX is >= -1 and <= 1) || !(OffsetY is >= -1 and <= 1))
            throw new ArgumentException($"A frame moves by -1 to 1 of its size, got {OffsetX},{OffsetY}.");
        if (BackgroundTolerance is < 0 or > byte.MaxValue)
            throw new ArgumentException($"A background's tolerance is between 0 and {byte.MaxValue}, got {BackgroundTolerance}.");
    }
}
