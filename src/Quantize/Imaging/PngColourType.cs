namespace ZkStyle.Quantize.Imaging;

/// <summary>The colour types of the PNG header.</summary>
internal enum PngColourType
{
    /// <summary>One grey sample.</summary>
    Grey = 0,

    /// <summary>Red, green, blue.</summary>
    Rgb = 2,

    /// <summary>An index into the PLTE chunk.</summary>
    Palette = 3,

    /// <summary>Grey and alpha.</summary>
    GreyAlpha = 4,

    /// <summary>Red, green, blue and alpha.</summary>
    Rgba = 6,
}
