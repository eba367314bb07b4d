namespace ZkStyle.Quantize.Imaging;

/// <summary>What the components of a JPEG file stand for.</summary>
internal enum JpegColour
{
    /// <summary>One grey component.</summary>
    Grey,

    /// <summary>Luma and two colour differences (JFIF, ITU-R BT.601).</summary>
    YCbCr,

    /// <summary>Red, green, blue.</summary>
    Rgb,

    /// <summary>Four inks, stored inverted: 255 is none.</summary>
    Cmyk,

    /// <summary>Cyan, magenta and yellow as luma and colour differences, and black; stored inverted.</summary>
    Ycck,
}
