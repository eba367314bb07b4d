namespace ZkStyle.Quantize.Model;

/// <summary>
/// The INT8 decoder a proof speaks of: layers over a graph of tensors, from a latent of signed bytes to an image of
/// unsigned bytes. Tensor 0 is the latent, tensor i the output of layer i - 1. Stored latents are unsigned bytes; byte b
/// means the value b - 128.
/// </summary>
public sealed class QuantizedDecoder
{
    /// <summary>What a stored latent byte exceeds its value by.</summary>
    public const int LatentZero = 128;

    /// <summary>The most channels of an image of bytes.</summary>
    public const int MaxImageChannels = 4;

    /// <summary>The most classes of a palette head.</summary>
    public const int MaxClasses = 64;

    /// <summary>Creates a decoder and checks that its layers fit together.</summary>
    /// <param name="latent">Shape of the latent.</param>
    /// <param name="layers">
    /// At least one layer, in an order where sources come first. The last one, and only the last, ends in
    /// <see cref="Activation.ImageByte"/> (1 to 4 channels) or <see cref="Activation.Score"/> (2 to 64 classes). Every
    /// other tensor is read by some layer, and all inputs that read it agree on upsampling.
    /// </param>
    /// <exception cref="ArgumentException">Layers do not fit each other; the message names the layer.</exception>
    public QuantizedDecoder(TensorShape latent, IReadOnlyList<QuantizedLayer> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        if (latent.Channels < 1 || latent.Height < 1 || latent.Width < 1)
            throw new ArgumentException($"The latent's shape {latent} has an empty side.", nameof(latent));
        if (layers.Count == 0)
            throw new ArgumentException("A decoder needs at least one layer.", nameof(layers));

        var resolved = new QuantizedLayer[layers.Count];
        var shapes = new TensorShape[layers.Count + 1];
        var readers = new QuantizedInput?[layers.Count + 1];
        shapes[0] = latent;
        for (var i = 0; i < resolved.Length; i++)
        {
            resolved[i] = Resolve(layers[i], i);
            shapes[i + 1] = OutputShape(resolved[i], i, shapes);
            CheckUpsampling(resolved, i, readers);
            if ((i == resolved.Length - 1) != (resolved[i].Activation is Activation.ImageByte or Activation.Score))
                throw new ArgumentException($"Layer {layers[i].Name}: the last layer, and only the last, ends in image bytes or scores.", nameof(layers));
        }

        var unread = Array.FindIndex(readers, 0, readers.Length - 1, static reader => reader is null);
        if (unread >= 0)
            throw new ArgumentException($"No layer reads {Name(resolved, unread)}; leave it out.", nameof(layers));
        Head = CheckHead(resolved[^1]);
        Latent = latent;
        Layers = resolved;
        Shapes = shapes;
        Image = Head == DecoderHead.Palette ? shapes[^1] with { Channels = 1 } : shapes[^1];
    }

    /// <summary>What the image holds.</summary>
    public DecoderHead Head { get; }

    /// <summary>Shape of the latent.</summary>
    public TensorShape Latent { get; }

    /// <summary>The layers, sources first; their inputs name tensors by number.</summary>
    public IReadOnlyList<QuantizedLayer> Layers { get; }

    /// <summary>Shapes of all tensors: the latent, then each layer's output, scores included.</summary>
    public IReadOnlyList<TensorShape> Shapes { get; }

    /// <summary>Shape of the image: the last layer's output, or one plane of class indices for a palette head.</summary>
    public TensorShape Image { get; }

    private static QuantizedLayer Resolve(QuantizedLayer layer, int position)
    {
        ArgumentNullException.ThrowIfNull(layer);
        foreach (var input in layer.Inputs)
        {
            if (input.Source > position)
                throw new ArgumentException($"Layer {layer.Name} reads tensor {input.Source}, which no layer before it makes.", nameof(layer));
        }

        return layer.Inputs.Any(input => input.Source == QuantizedInput.Previous)
            ? new QuantizedLayer(
                layer.Name, layer.OutputChannels, layer.Activation, layer.Offsets,
                [.. layer.Inputs.Select(input => input.From(input.Source == QuantizedInput.Previous ? position : input.Source))])
            : layer;
    }

    private static TensorShape OutputShape(QuantizedLayer layer, int position, TensorShape[] shapes)
    {
        var output = default(TensorShape);
        foreach (var input in layer.Inputs)
        {
            var source = shapes[input.Source];
            var what = input.Source == position ? "the tensor before it" : $"tensor {input.Source}";
            if (source.Channels != input.InputChannels)
                throw new ArgumentException($"Layer {layer.Name} takes {input.InputChannels} channels, {what} has {source.Channels}.", nameof(layer));
            var factor = input.Upsample ? 2 : 1;
            if (source.Height > int.MaxValue / factor || source.Width > int.MaxValue / factor)
                throw new ArgumentException($"Layer {layer.Name}: a tensor of {source} cannot be doubled.", nameof(layer));
            var shape = new TensorShape(layer.OutputChannels, source.Height * factor, source.Width * factor);
            if (output != default && shape != output)
                throw new ArgumentException($"Layer {layer.Name}: its inputs are {output.Height}x{output.Width} and {shape.Height}x{shape.Width} cells and cannot be added.", nameof(layer));
            output = shape;
        }

        return output;
    }

    // A tensor's values enter the proof's sums either as they are or doubled, whoever reads them.
    private static void CheckUpsampling(QuantizedLayer[] layers, int position, QuantizedInput?[] readers)
    {
        foreach (var input in layers[position].Inputs)
        {
            if (readers[input.Source] is { } other && other.Upsample != input.Upsample)
                throw new ArgumentException($"Layer {layers[position].Name} reads {Name(layers, input.Source)} {(input.Upsample ? "upsampled" : "as it is")}, another input {(other.Upsample ? "upsampled" : "as it is")}: all readers of a tensor must agree.");
            readers[input.Source] = input;
        }
    }

    private static string Name(QuantizedLayer[] layers, int tensor) => tensor == 0 ? "the latent" : $"the output of layer {layers[tensor - 1].Name}";

    private static DecoderHead CheckHead(QuantizedLayer last)
    {
        if (last.Activation == Activation.ImageByte)
        {
            if (last.OutputChannels > MaxImageChannels)
                throw new ArgumentException($"Layer {last.Name}: an image has 1 to {MaxImageChannels} channels, got {last.OutputChannels}.");
            return DecoderHead.Rgb;
        }

        if (last.OutputChannels is < 2 or > MaxClasses)
            throw new ArgumentException($"Layer {last.Name}: a palette head has 2 to {MaxClasses} classes, got {last.OutputChannels}.");
        for (var o = 0; o < last.OutputChannels; o++)
        {
            // |weight * input| <= 128 |weight|, whatever tensor is read.
            Int128 reach = Math.Abs(last.Offsets[o]);
            foreach (var input in last.Inputs)
            {
                long weights = 0;
                foreach (var weight in input.Weights.AsSpan(o * input.InputChannels * input.KernelTaps, input.InputChannels * input.KernelTaps))
                    weights += Math.Abs((int)weight);
                reach += (Int128)weights * input.Multipliers[o] * LatentZero;
            }

            if (reach >> QuantizedLayer.Shift >= int.MaxValue)
                throw new ArgumentException($"Layer {last.Name}, channel {o}: scores can leave 32 bits; use smaller multipliers.");
        }

        return DecoderHead.Palette;
    }
}
