using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Imaging;

/// <summary>An image of 8-bit red, green and blue, stored pixel by pixel, line by line.</summary>
public sealed class RgbImage
{
    /// <summary>Bytes of one pixel.</summary>
    public const int Channels = 3;

    /// <summary>Creates a black image.</summary>
    /// <param name="width">Pixels per line, at least 1.</param>
    /// <param name="height">Lines, at least 1.</param>
    public RgbImage(int width, int height)
        : this(width, height, new byte[CheckedLength(width, height)])
    {
    }

    /// <summary>Wraps pixels; the array is kept, not copied.</summary>
    /// <param name="width">Pixels per line, at least 1.</param>
    /// <param name="height">Lines, at least 1.</param>
    /// <param name="pixels">Red, green, blue of each pixel: 3 * width * height bytes.</param>
    /// <exception cref="ArgumentException">The length does not match.</exception>
    public RgbImage(int width, int height, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        if (pixels.Length != CheckedLength(width, height))
            throw new ArgumentException($"An RGB image of {width}x{height} has {CheckedLength(width, height)} bytes, got {pixels.Length}.", nameof(pixels));
        Width = width;
        Height = height;
        Pixels = pixels;
    }

    /// <summary>Pixels per line.</summary>
    public int Width { get; }

    /// <summary>Lines.</summary>
    public int Height { get; }

    /// <summary>Red, green, blue of each pixel, line by line.</summary>
    public byte[] Pixels { get; }

    /// <summary>Builds an image from three planes (all red, then all green, then all blue), as decoders produce it.</summary>
    /// <param name="shape">The planes' shape; must have 3 channels.</param>
    /// <param name="planes">The bytes in CHW order.</param>
    /// <returns>The image.</returns>
    /// <exception cref="ArgumentException">The shape has not 3 channels, or the length does not match.</exception>
    public static RgbImage FromPlanes(TensorShape shape, ReadOnlySpan<byte> planes)
    {
        if (shape.Channels != Channels)
            throw new ArgumentException($"An RGB image has 3 planes, the tensor {shape} has {shape.Channels}.", nameof(shape));
        if (planes.Length != shape.Length)
            throw new ArgumentException($"The tensor {shape} has {shape.Length} bytes, got {planes.Length}.", nameof(planes));
        var image = new RgbImage(shape.Width, shape.Height);
        var cells = shape.Width * shape.Height;
        for (var i = 0; i < cells; i++)
        {
            for (var c = 0; c < Channels; c++)
                image.Pixels[(i * Channels) + c] = planes[(c * cells) + i];
        }

        return image;
    }

    /// <summary>The image as three planes, CHW: the order of decoder outputs, of raw files and of the public input.</summary>
    /// <returns>A new array of 3 * height * width bytes.</returns>
    public byte[] ToPlanes()
    {
        var cells = Width * Height;
        var planes = new byte[Pixels.Length];
        for (var i = 0; i < cells; i++)
        {
            for (var c = 0; c < Channels; c++)
                planes[(c * cells) + i] = Pixels[(i * Channels) + c];
        }

        return planes;
    }

    /// <summary>Writes the image into floats in [0, 1], CHW.</summary>
    /// <param name="destination">3 * height * width floats.</param>
    public void CopyToUnitPlanes(Span<float> destination)
    {
        if (destination.Length != Pixels.Length)
            throw new ArgumentException($"{Pixels.Length} floats expected, got {destination.Length}.", nameof(destination));
        var cells = Width * Height;
        for (var i = 0; i < cells; i++)
        {
            for (var c = 0; c < Channels; c++)
                destination[(c * cells) + i] = Pixels[(i * Channels) + c] / 255f;
        }
    }

    private static int CheckedLength(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        return checked(Channels * width * height);
    }
}
