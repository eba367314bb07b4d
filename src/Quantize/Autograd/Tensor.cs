using System.Numerics;

namespace ZkStyle.Quantize.Autograd;

/// <summary>A batch of images (NCHW) in a computation: values, and after the backward pass the gradient of the loss.</summary>
/// <typeparam name="T">The number type: float to train, double to check gradients.</typeparam>
internal sealed class Tensor<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[] _data;
    private readonly T[] _gradient;
    private readonly Lock _gradientLock = new();

    // Whether the gradient holds numbers: zeros, or what an operation wrote. Until then its memory holds anything.
    private volatile bool _hasGradientNumbers;

    /// <summary>Wraps arrays at least as long as the tensor.</summary>
    /// <param name="batch">Images.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="height">Lines.</param>
    /// <param name="width">Cells per line.</param>
    /// <param name="data">The values.</param>
    /// <param name="gradient">The gradient; empty when none is wanted.</param>
    /// <param name="isGradientZero">Whether the gradient is zero; otherwise it holds anything, and is cleared when someone looks before it is written.</param>
    public Tensor(int batch, int channels, int height, int width, T[] data, T[] gradient, bool isGradientZero = true)
    {
        Batch = batch;
        Channels = channels;
        Height = height;
        Width = width;
        _data = data;
        _gradient = gradient;
        _hasGradientNumbers = isGradientZero;
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
    public Span<T> Gradient => GradientNumbers.AsSpan(0, HasGradient ? Length : 0);

    /// <summary>The values of one image.</summary>
    /// <param name="n">Which image.</param>
    /// <returns>Its values, CHW.</returns>
    public Span<T> Image(int n) => _data.AsSpan(n * ImageLength, ImageLength);

    /// <summary>The gradient of one image.</summary>
    /// <param name="n">Which image.</param>
    /// <returns>Its gradient, CHW.</returns>
    public Span<T> ImageGradient(int n) => GradientNumbers.AsSpan(n * ImageLength, ImageLength);

    /// <summary>
    /// Asks, before writing the gradient, whether to add to it. The first to ask may overwrite it instead, which saves
    /// clearing and reading memory, but must then write every element.
    /// </summary>
    /// <returns>Whether the gradient holds numbers that must be added to.</returns>
    public bool ClaimGradient()
    {
        var add = _hasGradientNumbers;
        _hasGradientNumbers = true;
        return add;
    }

    // Pieces of an operation may come here from several threads.
    private T[] GradientNumbers
    {
        get
        {
            if (!_hasGradientNumbers)
            {
                lock (_gradientLock)
                {
                    if (!_hasGradientNumbers)
                        Array.Clear(_gradient);
                    _hasGradientNumbers = true;
                }
            }

            return _gradient;
        }
    }

    /// <summary>Whether another tensor has the same sizes.</summary>
    /// <param name="other">The other tensor.</param>
    /// <returns>Whether all four sizes agree.</returns>
    public bool HasShapeOf(Tensor<T> other) =>
        Batch == other.Batch && Channels == other.Channels && Height == other.Height && Width == other.Width;
}
