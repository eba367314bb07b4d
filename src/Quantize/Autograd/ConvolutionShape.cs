namespace ZkStyle.Quantize.Autograd;

/// <summary>The sizes of a convolution of one image: square odd kernel, "same" zero padding of (kernel - 1) / 2.</summary>
/// <param name="InputChannels">Channels of the input.</param>
/// <param name="Height">Lines of the input.</param>
/// <param name="Width">Cells per line of the input.</param>
/// <param name="OutputChannels">Channels of the output.</param>
/// <param name="Kernel">Side of the kernel: 1, 3, 5, ...</param>
/// <param name="Stride">Input cells per output cell.</param>
internal readonly record struct ConvolutionShape(int InputChannels, int Height, int Width, int OutputChannels, int Kernel, int Stride)
{
    /// <summary>Zero cells around the input.</summary>
    public int Padding => Kernel / 2;

    /// <summary>Lines of the output.</summary>
    public int OutputHeight => ((Height - 1) / Stride) + 1;

    /// <summary>Cells per line of the output.</summary>
    public int OutputWidth => ((Width - 1) / Stride) + 1;

    /// <summary>Elements of the input.</summary>
    public int InputLength => InputChannels * Height * Width;

    /// <summary>Elements of the output.</summary>
    public int OutputLength => OutputChannels * OutputHeight * OutputWidth;

    /// <summary>Taps that one output cell sums: input channels * kernel * kernel.</summary>
    public int Taps => InputChannels * Kernel * Kernel;

    /// <summary>Number of weights, in order [output, input, line, column].</summary>
    public int WeightLength => OutputChannels * Taps;

    /// <summary>Multiply-accumulates of the forward pass.</summary>
    public long MultiplyAccumulates => (long)WeightLength * OutputHeight * OutputWidth;

    /// <summary>
    /// The convolution that carries a gradient from output to input: stride 1 over the output's gradient, spread out
    /// with zeros to the input's size, with the kernel turned by 180 degrees and channels exchanged.
    /// </summary>
    /// <returns>The transposed sizes.</returns>
    public ConvolutionShape Transpose() => new(OutputChannels, Height, Width, InputChannels, Kernel, 1);
}
