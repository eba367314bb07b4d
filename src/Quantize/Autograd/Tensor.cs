using System.Numerics;

namespace ZkStyle.Quantize.Autograd;

/// <summary>A batch of images (NCHW) in a computation: values, and after the backward pass the gradient of the loss.</summary>
/// <typeparam name="T">The number type: float to train, double to check gradients.</typeparam>
internal sealed class Tensor<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[] _data;
    private readonly T[] _gradient;

    /// <summary>Wraps arrays at least as long as the tensor.</summary>
    /// <param name="batch">Images.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="height">Lines.</param>
    /// <param name="width">Cells per line.</param>
    /// <param name="data">The values.</param>
    /// <param name="gradient">The gradient, zero before a backward pass; empty when none is wanted.</param>
    public Tensor(int batch, int channels, int height, int width, T[] data, T[] gradient)
    {
        Batch = batch;
        Channels = channels;
        Height = height;
        Width = width;
        _data = data;
        _gradient = gradient;
    }

    /// <summary>Images.</summary>
    public int Batch { get; }

    /// <summary>Channels.</summary>
    public int Channels { get; }

    /// <summary>Lines.</summary>
    public int Height { get; }

    /// <summary>Cells per line.</summary>
    public int Width { get; }

    /// <summary>Cells of one channel of one image.</summary>
    public int Plane => Height * Width;

    /// <summary>Elements of one image.</summary>
    public int ImageLength => Channels * Plane;

    /// <summary>Elements in all.</summary>
    public int Length => Batch * ImageLength;

    /// <summary>Whether gradients flow into this tensor.</summary>
    public bool HasGradient => _gradient.Length > 0;

    /// <summary>The values.</summary>
    public Span<T> Data => _data.AsSpan(0, Length);

    /// <summary>The gradient.</summary>
    public Span<T> Gradient => _gradient.AsSpan(0, HasGradient ? Length : 0);

    /// <summary>The values of one image.</summary>
    /// <param name="n">Which image.</param>
    /// <returns>Its values, CHW.</returns>
    public Span<T> Image(int n) => _data.AsSpan(n * ImageLength, ImageLength);

    /// <summary>The gradient of one image.</summary>
    /// <param name="n">Which image.</param>
    /// <returns>Its gradient, CHW.</returns>
    public Span<T> ImageGradient(int n) => _gradient.AsSpan(n * ImageLength, ImageLength);

    /// <summary>Whether another tensor has the same sizes.</summary>
    /// <param name="other">The other tensor.</param>
    /// <returns>Whether all four sizes agree.</returns>
    public bool HasShapeOf(Tensor<T> other) =>
        Batch == other.Batch && Channels == other.Channels && Height == other.Height && Width == other.Width;
}
