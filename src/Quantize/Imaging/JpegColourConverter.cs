namespace ZkStyle.Quantize.Imaging;

/// <summary>
/// Makes red, green and blue of a JPEG file's components. T.81 leaves colours open: JFIF (ITU-T T.871) means Y, Cb, Cr
/// of BT.601 in full range; the segment that Adobe's programs write (ITU-T T.872, 6.5.3) tells RGB, YCbCr, CMYK and YCCK
/// apart. Four components are taken as inverted inks, as those programs and browsers do.
/// </summary>
internal static class JpegColourConverter
{
    private const int FractionBits = 16;
    private const int Half = 1 << (FractionBits - 1);
    private const int Centre = 128;

    // Green's to five places, as decoders have them: one more would change a few roundings.
    private static readonly int s_redOfCr = Fixed(1.402);
    private static readonly int s_greenOfCb = Fixed(0.34414);
    private static readonly int s_greenOfCr = Fixed(0.71414);
    private static readonly int s_blueOfCb = Fixed(1.772);

    /// <summary>Decides what the components stand for.</summary>
    /// <param name="components">The frame's components.</param>
    /// <param name="hasJfif">Whether there is a JFIF segment.</param>
    /// <param name="adobeTransform">The transform that an Adobe segment names, or null without one.</param>
    /// <returns>The meaning.</returns>
    public static JpegColour ColourOf(JpegComponent[] components, bool hasJfif, byte? adobeTransform)
    {
        switch (components.Length)
        {
            case 1:
                return JpegColour.Grey;
            case 4:
                return adobeTransform == 2 ? JpegColour.Ycck : JpegColour.Cmyk;
            default:
                if (hasJfif)
                    return JpegColour.YCbCr;
                if (adobeTransform is { } transform)
                    return transform == 0 ? JpegColour.Rgb : JpegColour.YCbCr;
                return components is [{ Id: (byte)'R' }, { Id: (byte)'G' }, { Id: (byte)'B' }] ? JpegColour.Rgb : JpegColour.YCbCr;
        }
    }

    /// <summary>Converts one line.</summary>
    /// <param name="colour">What the components stand for.</param>
    /// <param name="lines">The components' lines, of the picture's width or longer.</param>
    /// <param name="width">Pixels of the line.</param>
    /// <param name="pixels">The picture, red, green, blue, alpha of each pixel.</param>
    /// <param name="start">The first pixel's place, in pixels.</param>
    /// <param name="step">From each pixel's place to the next one's.</param>
    public static void Convert(JpegColour colour, byte[][] lines, int width, Span<byte> pixels, int start, int step)
    {
        for (var x = 0; x < width; x++, start += step)
        {
            var pixel = pixels.Slice(start * RgbaImage.Channels, RgbaImage.Channels);
            pixel[3] = byte.MaxValue;
            switch (colour)
            {
                case JpegColour.Grey:
                    pixel[0] = pixel[1] = pixel[2] = lines[0][x];
                    break;
                case JpegColour.Rgb:
                    (pixel[0], pixel[1], pixel[2]) = (lines[0][x], lines[1][x], lines[2][x]);
                    break;
                case JpegColour.YCbCr:
                    FromYCbCr(lines[0][x], lines[1][x], lines[2][x], pixel);
                    break;
                case JpegColour.Cmyk:
                    (pixel[0], pixel[1], pixel[2]) = (lines[0][x], lines[1][x], lines[2][x]);
                    Darken(pixel, lines[3][x]);
                    break;
                case JpegColour.Ycck:
                    // The conversion gives red, green, blue, of which the stored inks are the complement.
                    FromYCbCr(lines[0][x], lines[1][x], lines[2][x], pixel);
                    for (var c = 0; c < RgbImage.Channels; c++)
                        pixel[c] = (byte)~pixel[c];
                    Darken(pixel, lines[3][x]);
                    break;
            }
        }
    }

    private static void FromYCbCr(int luma, int blue, int red, Span<byte> pixel)
    {
        var (cb, cr) = (blue - Centre, red - Centre);
        pixel[0] = Clamp(luma + (((s_redOfCr * cr) + Half) >> FractionBits));
        pixel[1] = Clamp(luma + (((-s_greenOfCb * cb) - (s_greenOfCr * cr) + Half) >> FractionBits));
        pixel[2] = Clamp(luma + (((s_blueOfCb * cb) + Half) >> FractionBits));
    }

    // Light passes the colours and then the black, both stored as the share that passes.
    private static void Darken(Span<byte> pixel, int black)
    {
        for (var c = 0; c < RgbImage.Channels; c++)
            pixel[c] = (byte)(((pixel[c] * black) + 127) / 255);
    }

    private static byte Clamp(int value) => (byte)Math.Clamp(value, 0, 255);

    private static int Fixed(double value) => (int)((value * (1 << FractionBits)) + 0.5);
}
