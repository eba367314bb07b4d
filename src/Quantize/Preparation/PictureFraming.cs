namespace ZkStyle.Quantize.Preparation;

/// <summary>How a picture of any shape becomes a square one.</summary>
public enum PictureFraming
{
    /// <summary>The largest square inside the picture.</summary>
    Crop,

    /// <summary>The whole picture, with its border's colour above and below or on both sides.</summary>
    Fit,

    /// <summary>The whole picture, pulled into shape.</summary>
    Stretch,
}
