namespace ZkStyle.Quantize.Imaging;

/// <summary>An image of 8-bit red, green, blue and alpha (not premultiplied), stored pixel by pixel, line by line.</summary>
public sealed class RgbaImage
{
    /// <summary>Bytes of one pixel.</summary>
    public const int Channels = 4;

    /// <summary>Wraps pixels; the array is kept, not copied.</summary>
    /// <param name="width">Pixels per line, at least 1.</param>
    /// <param name="height">Lines, at least 1.</param>
    /// <param name="pixels">Red, green, blue, alpha of each pixel: 4 * width * height bytes.</param>
    /// <exception cref="ArgumentException">The length does not match.</exception>
    public RgbaImage(int width, int height, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        var length = checked(Channels * width * height);
        if (pixels.Length != length)
            throw new ArgumentException($"An RGBA image of {width}x{height} has {length} bytes, got {pixels.Length}.", nameof(pixels));
        Width = width;
        Height = height;
        Pixels = pixels;
    }

    /// <summary>Pixels per line.</summary>
    public int Width { get; }

    /// <summary>Lines.</summary>
    public int Height { get; }

    /// <summary>Red, green, blue, alpha of each pixel, line by line.</summary>
    public byte[] Pixels { get; }

    /// <summary>Paints the image over a plain background: c = (a * source + (255 - a) * background) / 255, rounded half up.</summary>
    /// <param name="red">The background's red.</param>
    /// <param name="green">The background's green.</param>
    /// <param name="blue">The background's blue.</param>
    /// <returns>An opaque image.</returns>
    public RgbImage Flatten(byte red = 255, byte green = 255, byte blue = 255)
    {
        Span<byte> background = [red, green, blue];
        var image = new RgbImage(Width, Height);
        for (int source = 0, target = 0; source < Pixels.Length; source += Channels, target += RgbImage.Channels)
        {
            int alpha = Pixels[source + 3];
            for (var c = 0; c < RgbImage.Channels; c++)
                image.Pixels[target + c] = (byte)(((alpha * Pixels[source + c]) + ((255 - alpha) * background[c]) + 127) / 255);
        }

        return image;
    }
}
