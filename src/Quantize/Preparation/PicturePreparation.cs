using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Preparation;

/// <summary>Makes of any picture one that a model takes.</summary>
public static class PicturePreparation
{
    /// <summary>Frames a picture, resizes it, and does what else the options say.</summary>
    /// <param name="picture">A picture of any size.</param>
    /// <param name="side">The side wanted, at least 1.</param>
    /// <param name="options">What to do.</param>
    /// <returns>A picture of side * side pixels.</returns>
    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    public static RgbImage Prepare(RgbImage picture, int side, StylizeOptions options)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 1);
        options.Check();
        var result = Frame(picture, side, options);
        if (options.BackgroundTolerance is { } tolerance)
            result = BackgroundFill.Flatten(result, tolerance);
        if (options.Signature is { } part)
            result = part.LayOver(result, options.SignaturePlace?.X ?? part.X, options.SignaturePlace?.Y ?? part.Y);
        return result;
    }

    private static RgbImage Frame(RgbImage picture, int side, StylizeOptions options)
    {
        var isPlain = options.Zoom == 1 && options.OffsetX == 0 && options.OffsetY == 0;
        if (isPlain && options.Framing == PictureFraming.Crop)
            return ImageResizer.ToSquare(picture, side);
        var (width, height) = options.Framing switch
        {
            PictureFraming.Crop => Square(Math.Min(picture.Width, picture.Height)),
            PictureFraming.Fit => Square(Math.Max(picture.Width, picture.Height)),
            _ => (picture.Width / options.Zoom, picture.Height / options.Zoom),
        };
        var left = ((picture.Width - width) / 2) + (options.OffsetX * width);
        var top = ((picture.Height - height) / 2) + (options.OffsetY * height);
        return WindowResampler.Resample(picture, left, top, width, height, side, BackgroundFill.BorderColour(picture));

        (double, double) Square(int length) => (length / options.Zoom, length / options.Zoom);
    }
}
