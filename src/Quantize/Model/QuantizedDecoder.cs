namespace ZkStyle.Quantize.Model;

/// <summary>
/// The INT8 decoder a proof speaks of: a chain of <see cref="QuantizedConvolution"/> from a latent of
/// signed bytes to an image of unsigned bytes. Stored latents are unsigned bytes; byte b means the value b - 128.
/// </summary>
public sealed class QuantizedDecoder
{
    /// <summary>What a stored latent byte exceeds its value by.</summary>
    public const int LatentZero = 128;

    /// <summary>Creates a decoder and checks that its layers fit together.</summary>
    /// <param name="latent">Shape of the latent.</param>
    /// <param name="layers">At least one layer, first to last; only the last one has <see cref="Activation.ImageByte"/>.</param>
    /// <exception cref="ArgumentException">Layers do not fit each other; the message names the layer.</exception>
    public QuantizedDecoder(TensorShape latent, IReadOnlyList<QuantizedConvolution> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        if (latent.Channels < 1 || latent.Height < 1 || latent.Width < 1)
            throw new ArgumentException($"The latent's shape {latent} has an empty side.", nameof(latent));
        if (layers.Count == 0)
            throw new ArgumentException("A decoder needs at least one layer.", nameof(layers));

        var shapes = new TensorShape[layers.Count + 1];
        shapes[0] = latent;
        for (var i = 0; i < layers.Count; i++)
        {
            shapes[i + 1] = layers[i].OutputShape(shapes[i]);
            var last = i == layers.Count - 1;
            if (last != (layers[i].Activation == Activation.ImageByte))
                throw new ArgumentException($"Layer {layers[i].Name}: the last layer, and only the last, ends in image bytes.", nameof(layers));
        }

        Latent = latent;
        Layers = layers;
        Shapes = shapes;
    }

    /// <summary>Shape of the latent.</summary>
    public TensorShape Latent { get; }

    /// <summary>The layers, first to last.</summary>
    public IReadOnlyList<QuantizedConvolution> Layers { get; }

    /// <summary>Shapes of all tensors: the latent, then each layer's output.</summary>
    public IReadOnlyList<TensorShape> Shapes { get; }

    /// <summary>Shape of the image.</summary>
    public TensorShape Image => Shapes[^1];
}
