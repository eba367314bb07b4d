using System.Security.Cryptography;
using ZkStyle.Quantize.Files;
using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Layers;

namespace ZkStyle.Quantize.Model;

/// <summary>
/// A trained style: the INT8 decoder that proofs speak of, and beside it the float encoder that turns pictures into
/// latents and the float decoder that the INT8 one was quantized from. Safe to use from several threads.
/// </summary>
public sealed class StyleModel
{
    /// <summary>The most pixels a side that an image cell is drawn with.</summary>
    public const int MaxPixelScale = 64;

    // Steps of a latent value from 0 to 1: values -127 to 127 stand for -1 to 1.
    internal const int LatentSteps = 127;

    /// <summary>Creates a model of a decoder alone, which can decode but not stylize.</summary>
    /// <param name="decoder">The INT8 decoder; the image of an rgb head has three channels.</param>
    /// <param name="palette">The colour of each class of a palette head; null for an rgb head.</param>
    /// <param name="pixelScale">Each image cell is drawn as this many pixels in both directions, 1 to 64.</param>
    /// <exception cref="ArgumentException">Decoder, palette and scale do not fit each other.</exception>
    public StyleModel(QuantizedDecoder decoder, IReadOnlyList<RgbColour>? palette = null, int pixelScale = 1)
        : this(decoder, null, null, ModelProvenance.Untrained, palette, pixelScale)
    {
    }

    internal StyleModel(
        QuantizedDecoder decoder, FloatNetwork? encoder, FloatNetwork? floatDecoder, ModelProvenance provenance,
        IReadOnlyList<RgbColour>? palette = null, int pixelScale = 1)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        var output = decoder.Shapes[^1];
        if (decoder.Head == DecoderHead.Rgb && output.Channels != RgbImage.Channels)
            throw new ArgumentException($"The rgb head ends in 3 channels, the decoder's image is {decoder.Image}.", nameof(decoder));
        var colours = decoder.Head == DecoderHead.Palette ? output.Channels : 0;
        if ((palette?.Count ?? 0) != colours)
            throw new ArgumentException($"The decoder takes a palette of {colours} colours, got {palette?.Count ?? 0}.", nameof(palette));
        if (pixelScale is < 1 or > MaxPixelScale || Math.Max(decoder.Image.Height, decoder.Image.Width) > NetworkGraph.MaxSide / pixelScale)
            throw new ArgumentException($"An image of {decoder.Image.Width}x{decoder.Image.Height} cells cannot be drawn {pixelScale} times as large: 1 to {MaxPixelScale}, and {NetworkGraph.MaxSide} pixels a side.", nameof(pixelScale));
        Picture = new TensorShape(RgbImage.Channels, decoder.Image.Height * pixelScale, decoder.Image.Width * pixelScale);
        if (encoder is not null && (encoder.Graph.Output != decoder.Latent || encoder.Graph.Input != Picture))
            throw new ArgumentException($"The encoder goes from {encoder.Graph.Input} to {encoder.Graph.Output}, the decoder from {decoder.Latent} to pictures of {Picture}.", nameof(encoder));
        if (floatDecoder is not null && (floatDecoder.Graph.Input != decoder.Latent || floatDecoder.Graph.Output != output))
            throw new ArgumentException($"The float decoder goes from {floatDecoder.Graph.Input} to {floatDecoder.Graph.Output}, the INT8 one from {decoder.Latent} to {output}.", nameof(floatDecoder));
        Decoder = decoder;
        Encoder = encoder;
        FloatDecoder = floatDecoder;
        Provenance = provenance;
        Palette = palette is null ? null : [.. palette];
        PixelScale = pixelScale;
    }

    /// <summary>The INT8 decoder.</summary>
    public QuantizedDecoder Decoder { get; }

    /// <summary>What the decoder's image holds.</summary>
    public DecoderHead Head => Decoder.Head;

    /// <summary>The colour of each class of a palette head; null for an rgb head.</summary>
    public IReadOnlyList<RgbColour>? Palette { get; }

    /// <summary>Each image cell is drawn as this many pixels in both directions: 2 for index maps of 32x32, 1 for rgb.</summary>
    public int PixelScale { get; }

    /// <summary>Shape of rendered pictures and of what the encoder takes: 3 channels, the image's sides times <see cref="PixelScale"/>.</summary>
    public TensorShape Picture { get; }

    /// <summary>How the model came to be.</summary>
    public ModelProvenance Provenance { get; }

    /// <summary>Whether the model can turn pictures into latents.</summary>
    public bool HasEncoder => Encoder is not null;

    /// <summary>Whether the model holds the float decoder it was quantized from.</summary>
    public bool HasFloatDecoder => FloatDecoder is not null;

    internal FloatNetwork? Encoder { get; }

    internal FloatNetwork? FloatDecoder { get; }

    /// <summary>Reads a <c>.zkm</c> file nobody vouches for.</summary>
    /// <param name="stream">The file, read to its end.</param>
    /// <returns>The model.</returns>
    /// <exception cref="InvalidDataException">The file is not a model; the message is one line.</exception>
    public static StyleModel Read(Stream stream) => StyleModelFile.Read(stream);

    /// <summary>Reads a <c>.zkm</c> file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The model.</returns>
    /// <exception cref="InvalidDataException">The file is not a model; the message is one line.</exception>
    public static StyleModel ReadFile(string path)
    {
        using var stream = File.OpenRead(path);
        return Read(stream);
    }

    /// <summary>Writes the model as a <c>.zkm</c> file; equal models give equal bytes.</summary>
    /// <param name="stream">Where to write.</param>
    public void Write(Stream stream) => StyleModelFile.Write(this, stream);

    /// <summary>Writes the model to a file, under a temporary name until it is complete.</summary>
    /// <param name="path">The file.</param>
    public void WriteFile(string path) => AtomicFile.Write(path, Write);

    /// <summary>SHA-256 of the model's file.</summary>
    /// <returns>64 lower-case hexadecimal digits.</returns>
    public string ComputeDigest()
    {
        using var stream = new MemoryStream();
        Write(stream);
        return Convert.ToHexStringLower(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
    }

    /// <summary>Turns a picture into a latent.</summary>
    /// <param name="image">A picture of exactly the size of <see cref="Picture"/>; <see cref="ImageResizer.ToSquare"/> makes one of any picture.</param>
    /// <returns>Stored latent bytes, CHW; byte b means the value b - 128, in [-127, 127].</returns>
    /// <exception cref="InvalidOperationException">The model has no encoder.</exception>
    /// <exception cref="ArgumentException">The picture has another size.</exception>
    public byte[] Encode(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (Encoder is null)
            throw new InvalidOperationException("This model file has a decoder only: it has no encoder to turn pictures into latents.");
        if (image.Width != Picture.Width || image.Height != Picture.Height)
            throw new ArgumentException($"The encoder takes pictures of {Picture.Width}x{Picture.Height} pixels, got {image.Width}x{image.Height}; resize it first.", nameof(image));
        var input = new float[Picture.Length];
        image.CopyToUnitPlanes(input);
        return LatentBytes(Encoder.Run(input));
    }

    /// <summary>Brings any picture into the style: centre crop, resize, encode, decode with integers.</summary>
    /// <param name="picture">A picture of any size; transparency is laid over white.</param>
    /// <returns>Input, latent, image and output.</returns>
    /// <exception cref="InvalidOperationException">The model has no encoder, or its pictures are not square.</exception>
    public StylizedPicture Stylize(RgbaImage picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (Picture.Height != Picture.Width)
            throw new InvalidOperationException($"This model makes pictures of {Picture.Width}x{Picture.Height} pixels, which are not square.");
        var input = ImageResizer.ToSquare(picture.Flatten(), Picture.Width);
        var latent = Encode(input);
        var image = IntegerInference.Decode(Decoder, latent);
        return new StylizedPicture(input, latent, image, Render(image));
    }

    /// <summary>Reads a latent file nobody vouches for: the stored bytes and nothing else.</summary>
    /// <param name="stream">The file, read to its end.</param>
    /// <returns>The latent.</returns>
    /// <exception cref="InvalidDataException">The file has another length; the message is one line.</exception>
    public byte[] ReadLatent(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var latent = BoundedReading.ReadToEnd(stream, Decoder.Latent.Length, "The latent file");
        return latent.Length == Decoder.Latent.Length
            ? latent
            : throw new InvalidDataException($"The latent file has {latent.Length} bytes, this model's latents have {Decoder.Latent.Length} ({Decoder.Latent}).");
    }

    /// <summary>Decodes a latent with integers only, bit for bit as proofs show, and renders the image.</summary>
    /// <param name="latent">Stored latent bytes.</param>
    /// <returns>The picture.</returns>
    /// <exception cref="ArgumentException">The latent has the wrong length.</exception>
    public RgbImage Decode(ReadOnlySpan<byte> latent) => Render(IntegerInference.Decode(Decoder, latent));

    /// <summary>Decodes a latent with the float decoder and renders the image, to see what quantization costs.</summary>
    /// <param name="latent">Stored latent bytes.</param>
    /// <returns>The picture.</returns>
    /// <exception cref="InvalidOperationException">The model has no float decoder.</exception>
    public RgbImage DecodeFloat(ReadOnlySpan<byte> latent)
    {
        if (FloatDecoder is null)
            throw new InvalidOperationException("This model file has no float decoder.");
        var output = FloatDecoder.Run(LatentValues(latent));
        return Render(Head == DecoderHead.Palette ? ClassChoice.Of<float>(output, Palette!.Count) : Array.ConvertAll(output, ToImageByte));
    }

    /// <summary>Draws a decoder's image: planes of colour as they are, class indices in the colours of <see cref="Palette"/>, each cell as <see cref="PixelScale"/> pixels a side.</summary>
    /// <param name="image">The bytes that <see cref="IntegerInference.Decode"/> gives and proofs show.</param>
    /// <returns>The picture.</returns>
    /// <exception cref="ArgumentException">The length is not the image's, or a class has no colour.</exception>
    public RgbImage Render(ReadOnlySpan<byte> image)
    {
        if (image.Length != Decoder.Image.Length)
            throw new ArgumentException($"The model's image has {Decoder.Image.Length} bytes ({Decoder.Image}), got {image.Length}.", nameof(image));
        var cells = Palette is null ? RgbImage.FromPlanes(Decoder.Image, image).Pixels : Paint(Palette, image);
        if (PixelScale == 1)
            return new RgbImage(Picture.Width, Picture.Height, cells);
        var picture = new RgbImage(Picture.Width, Picture.Height);
        for (var y = 0; y < picture.Height; y++)
        {
            var line = cells.AsSpan(y / PixelScale * Decoder.Image.Width * RgbImage.Channels, Decoder.Image.Width * RgbImage.Channels);
            var target = picture.Pixels.AsSpan(y * picture.Width * RgbImage.Channels, picture.Width * RgbImage.Channels);
            for (var x = 0; x < picture.Width; x++)
                line.Slice(x / PixelScale * RgbImage.Channels, RgbImage.Channels).CopyTo(target[(x * RgbImage.Channels)..]);
        }

        return picture;
    }

    /// <summary>An encoder's output as it is stored: clamped to [-1, 1], in 127 steps, ties to even.</summary>
    internal static byte[] LatentBytes(ReadOnlySpan<float> values)
    {
        var latent = new byte[values.Length];
        for (var i = 0; i < latent.Length; i++)
            latent[i] = (byte)(QuantizedDecoder.LatentZero + (int)MathF.Round(Math.Clamp(values[i], -1f, 1f) * LatentSteps));
        return latent;
    }

    /// <summary>Stored latent bytes as a float decoder takes them.</summary>
    internal static float[] LatentValues(ReadOnlySpan<byte> latent)
    {
        var values = new float[latent.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = (latent[i] - QuantizedDecoder.LatentZero) / (float)LatentSteps;
        return values;
    }

    private static byte[] Paint(IReadOnlyList<RgbColour> palette, ReadOnlySpan<byte> classes)
    {
        var pixels = new byte[classes.Length * RgbImage.Channels];
        for (var i = 0; i < classes.Length; i++)
        {
            if (classes[i] >= palette.Count)
                throw new ArgumentException($"Byte {i} of the image is {classes[i]}, the palette has {palette.Count} colours.", nameof(classes));
            var colour = palette[classes[i]];
            (pixels[i * 3], pixels[(i * 3) + 1], pixels[(i * 3) + 2]) = (colour.Red, colour.Green, colour.Blue);
        }

        return pixels;
    }

    private static byte ToImageByte(float value) => (byte)Math.Clamp((int)MathF.Floor((value * 255f) + 0.5f), 0, 255);
}
