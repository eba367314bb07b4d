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
    /// <summary>The head of models whose decoder ends in red, green and blue.</summary>
    public const string RgbHead = "rgb";

    // Steps of a latent value from 0 to 1: values -127 to 127 stand for -1 to 1.
    internal const int LatentSteps = 127;

    /// <summary>Creates a model of a decoder alone, which can decode but not stylize.</summary>
    /// <param name="decoder">The INT8 decoder; its image has three channels.</param>
    public StyleModel(QuantizedDecoder decoder)
        : this(decoder, null, null, ModelProvenance.Untrained)
    {
    }

    internal StyleModel(QuantizedDecoder decoder, FloatNetwork? encoder, FloatNetwork? floatDecoder, ModelProvenance provenance)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        if (decoder.Image.Channels != RgbImage.Channels)
            throw new ArgumentException($"The rgb head ends in 3 channels, the decoder's image is {decoder.Image}.", nameof(decoder));
        if (encoder is not null && (encoder.Graph.Output != decoder.Latent || encoder.Graph.Input != decoder.Image))
            throw new ArgumentException($"The encoder goes from {encoder.Graph.Input} to {encoder.Graph.Output}, the decoder from {decoder.Latent} to {decoder.Image}.", nameof(encoder));
        if (floatDecoder is not null && (floatDecoder.Graph.Input != decoder.Latent || floatDecoder.Graph.Output != decoder.Image))
            throw new ArgumentException($"The float decoder goes from {floatDecoder.Graph.Input} to {floatDecoder.Graph.Output}, the INT8 one from {decoder.Latent} to {decoder.Image}.", nameof(floatDecoder));
        Decoder = decoder;
        Encoder = encoder;
        FloatDecoder = floatDecoder;
        Provenance = provenance;
    }

    /// <summary>The INT8 decoder.</summary>
    public QuantizedDecoder Decoder { get; }

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
    /// <param name="image">A picture of exactly the size of <see cref="QuantizedDecoder.Image"/>; <see cref="ImageResizer.ToSquare"/> makes one of any picture.</param>
    /// <returns>Stored latent bytes, CHW; byte b means the value b - 128, in [-127, 127].</returns>
    /// <exception cref="InvalidOperationException">The model has no encoder.</exception>
    /// <exception cref="ArgumentException">The picture has another size.</exception>
    public byte[] Encode(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (Encoder is null)
            throw new InvalidOperationException("This model file has a decoder only: it has no encoder to turn pictures into latents.");
        if (image.Width != Decoder.Image.Width || image.Height != Decoder.Image.Height)
            throw new ArgumentException($"The encoder takes pictures of {Decoder.Image.Width}x{Decoder.Image.Height} pixels, got {image.Width}x{image.Height}; resize it first.", nameof(image));
        var input = new float[Decoder.Image.Length];
        image.CopyToUnitPlanes(input);
        return Array.ConvertAll(Encoder.Run(input), ToLatentByte);
    }

    /// <summary>Brings any picture into the style: centre crop, resize, encode, decode with integers.</summary>
    /// <param name="picture">A picture of any size; transparency is laid over white.</param>
    /// <returns>Input, latent and output.</returns>
    /// <exception cref="InvalidOperationException">The model has no encoder, or its pictures are not square.</exception>
    public StylizedPicture Stylize(RgbaImage picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (Decoder.Image.Height != Decoder.Image.Width)
            throw new InvalidOperationException($"This model makes pictures of {Decoder.Image.Width}x{Decoder.Image.Height} pixels, which are not square.");
        var input = ImageResizer.ToSquare(picture.Flatten(), Decoder.Image.Width);
        var latent = Encode(input);
        return new StylizedPicture(input, latent, Decode(latent));
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

    /// <summary>Decodes a latent with integers only, bit for bit as proofs show.</summary>
    /// <param name="latent">Stored latent bytes.</param>
    /// <returns>The picture.</returns>
    /// <exception cref="ArgumentException">The latent has the wrong length.</exception>
    public RgbImage Decode(ReadOnlySpan<byte> latent) => RgbImage.FromPlanes(Decoder.Image, IntegerInference.Decode(Decoder, latent));

    /// <summary>Decodes a latent with the float decoder, to see what quantization costs.</summary>
    /// <param name="latent">Stored latent bytes.</param>
    /// <returns>The picture.</returns>
    /// <exception cref="InvalidOperationException">The model has no float decoder.</exception>
    public RgbImage DecodeFloat(ReadOnlySpan<byte> latent)
    {
        if (FloatDecoder is null)
            throw new InvalidOperationException("This model file has no float decoder.");
        var input = new float[latent.Length];
        for (var i = 0; i < input.Length; i++)
            input[i] = (latent[i] - QuantizedDecoder.LatentZero) / (float)LatentSteps;
        return RgbImage.FromPlanes(Decoder.Image, Array.ConvertAll(FloatDecoder.Run(input), ToImageByte));
    }

    private static byte ToLatentByte(float value) =>
        (byte)(QuantizedDecoder.LatentZero + (int)MathF.Round(Math.Clamp(value, -1f, 1f) * LatentSteps));

    private static byte ToImageByte(float value) => (byte)Math.Clamp((int)MathF.Floor((value * 255f) + 0.5f), 0, 255);
}
