using ZkStyle.Quantize.Calibration;
using ZkStyle.Quantize.Datasets;
using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Layers;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Onnx;

/// <summary>
/// A decoder, and an encoder where one was given, read from ONNX files that nobody vouches for. A file whose activations
/// are quantized is an INT8 model as it stands; a float one must be quantized with latents to calibrate on.
/// </summary>
public sealed class OnnxImport
{
    private readonly FloatNetwork? _encoder;
    private readonly FloatNetwork? _float;
    private readonly QuantizedDecoder? _quantized;
    private readonly IReadOnlyList<RgbColour>? _palette;
    private readonly int _pixelScale;

    private OnnxImport(OnnxModel decoder, OnnxModel? encoder, OnnxImportOptions options)
    {
        if (!(options.LatentScale > 0) || options.LatentScale > float.MaxValue)
            throw new ArgumentException($"The latent scale must be a number above 0, got {options.LatentScale}.", nameof(options));
        var notes = new List<string>();
        var palette = options.Palette ?? ModelMetadata.Palette(decoder.Metadata);
        if (QdqImporter.IsQuantized(decoder))
        {
            _quantized = QdqImporter.Decoder(decoder, palette is not null, notes);
            (Head, Latent, Output) = (_quantized.Head, _quantized.Latent, _quantized.Shapes[^1]);
        }
        else
        {
            _float = FloatImporter.Decoder(decoder, options.LatentScale, palette is not null, out var isPalette);
            (Head, Latent, Output) = (isPalette ? DecoderHead.Palette : DecoderHead.Rgb, _float.Graph.Input, _float.Graph.Output);
        }

        if (Head == DecoderHead.Palette)
            _palette = Colours(palette);
        _pixelScale = options.PixelScale ?? ModelMetadata.PixelScale(decoder.Metadata) ?? StandardScale();
        _encoder = encoder is null ? null : FloatImporter.Encoder(encoder, options.LatentScale);
        (Notes, Opset, Producer) = (notes, (int)decoder.Opset, decoder.Producer);
    }

    /// <summary>What the decoder ends in.</summary>
    public DecoderHead Head { get; }

    /// <summary>Shape of the latent.</summary>
    public TensorShape Latent { get; }

    /// <summary>Shape of the decoder's output: three channels of colour, or a score a colour.</summary>
    public TensorShape Output { get; }

    /// <summary>Whether the decoder is INT8 already, with the file's scales.</summary>
    public bool IsQuantized => _quantized is not null;

    /// <summary>Shape of the pictures that the encoder takes; null without one.</summary>
    public TensorShape? EncoderInput => _encoder?.Graph.Input;

    /// <summary>What differs from the file beyond rounding, in words.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>The operator set of the decoder's file.</summary>
    public int Opset { get; }

    /// <summary>The program that wrote the decoder's file, as it says.</summary>
    public string Producer { get; }

    /// <summary>Reads a decoder, and an encoder if there is one.</summary>
    /// <param name="decoder">The decoder's file, read to its end: 32 MiB at most.</param>
    /// <param name="encoder">The encoder's file, or null.</param>
    /// <param name="options">What the files do not say; null for the defaults.</param>
    /// <returns>What was read.</returns>
    /// <exception cref="InvalidDataException">A file is malformed, or holds what cannot be proven; the message is one line and names node and operator.</exception>
    /// <exception cref="ArgumentException">An option does not fit the decoder.</exception>
    public static OnnxImport Read(Stream decoder, Stream? encoder = null, OnnxImportOptions? options = null) =>
        new(OnnxReader.Read(decoder), encoder is null ? null : OnnxReader.Read(encoder), options ?? new OnnxImportOptions());

    /// <summary>Turns a picture into a latent to calibrate with.</summary>
    /// <param name="picture">A picture of the size of <see cref="EncoderInput"/>.</param>
    /// <returns>Stored latent bytes.</returns>
    /// <exception cref="InvalidOperationException">There is no encoder.</exception>
    /// <exception cref="ArgumentException">The picture has another size.</exception>
    public byte[] Encode(RgbImage picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (_encoder is not { Graph.Input: var shape })
            throw new InvalidOperationException("There is no encoder to turn pictures into latents.");
        if (shape != new TensorShape(RgbImage.Channels, picture.Height, picture.Width))
            throw new ArgumentException($"The encoder takes {shape}, the picture has {picture.Width}x{picture.Height} pixels.", nameof(picture));
        var input = new float[shape.Length];
        picture.CopyToUnitPlanes(input);
        return StyleModel.LatentBytes(_encoder.Run(input));
    }

    /// <summary>The model of a file that is quantized already.</summary>
    /// <returns>The model.</returns>
    /// <exception cref="InvalidOperationException">It is not quantized, or its values need too large a lookup table.</exception>
    /// <exception cref="ArgumentException">Decoder, encoder, palette and scale do not fit each other.</exception>
    public StyleModel ToModel()
    {
        if (_quantized is null)
            throw new InvalidOperationException("The decoder is in floats: quantize it.");
        DecoderBounds.Of(_quantized).ThrowIfTooWide();
        return new StyleModel(_quantized, _encoder, null, Provenance, _palette, _pixelScale);
    }

    /// <summary>Quantizes a float decoder.</summary>
    /// <param name="latents">Stored latent bytes to measure activations with, at least one latent.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <returns>The model and what quantization found.</returns>
    /// <exception cref="InvalidOperationException">It is quantized already, or its weights are too large for the lookup table; the message names layer and channel.</exception>
    /// <exception cref="ArgumentException">There are no latents, or they, the encoder, palette and scale do not fit the decoder.</exception>
    public QuantizationResult Quantize(IReadOnlyList<byte[]> latents, QuantizationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(latents);
        if (_float is null)
            throw new InvalidOperationException("The decoder is quantized already, with scales of its own; nothing is left to calibrate.");
        if (latents.Count == 0)
            throw new ArgumentException("There are no latents to calibrate with.", nameof(latents));
        foreach (var latent in latents)
        {
            if (latent.Length != Latent.Length)
                throw new ArgumentException($"A latent has {latent.Length} bytes, the decoder takes {Latent.Length} ({Latent}).", nameof(latents));
        }

        var quantized = PostTrainingQuantizer.QuantizeDecoder(_float, Head, latents, options ?? new QuantizationOptions());
        return new QuantizationResult(new StyleModel(quantized.Decoder, _encoder, _float, Provenance, _palette, _pixelScale), quantized.Report);
    }

    private static ModelProvenance Provenance => ModelProvenance.Untrained with { Architecture = "onnx" };

    private IReadOnlyList<RgbColour> Colours(IReadOnlyList<RgbColour>? palette)
    {
        if (palette is null)
            throw new ArgumentException($"The decoder chooses among {Output.Channels} colours, which the file does not name; give them with --palette.");
        return palette.Count == Output.Channels
            ? palette
            : throw new ArgumentException($"The decoder chooses among {Output.Channels} colours, the palette has {palette.Count}.");
    }

    private int StandardScale() =>
        Head == DecoderHead.Palette && Output.Height <= StyleDataset.ImageSide && StyleDataset.ImageSide % Output.Height == 0 ? StyleDataset.ImageSide / Output.Height : 1;
}
