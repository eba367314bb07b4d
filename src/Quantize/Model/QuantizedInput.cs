namespace ZkStyle.Quantize.Model;

/// <summary>
/// One weighted term of a layer: an INT8 convolution of stride 1 and zero padding (kernel - 1) / 2 over one tensor,
/// nearest 2x upsampled first where that is asked for. With half = (kernel - 1) / 2 its accumulator is
/// <c>acc = sum W[o,i,a,b] * X[i, y+a-half, x+b-half]</c>, and the layer adds <c>Multipliers[o] * acc</c>.
/// A residual addition is a kernel of side 1 with weights on the diagonal; a concatenation is two inputs.
/// The layer it becomes part of checks lengths and ranges, since errors name the layer.
/// </summary>
public sealed class QuantizedInput
{
    /// <summary>As <see cref="Source"/>: the tensor just before the layer. A decoder's own inputs never hold it.</summary>
    public const int Previous = -1;

    // 127 * 128: the largest product of a weight and an activation or latent value.
    private const int MaxProduct = 127 * 128;

    /// <summary>Creates an input; arrays are kept, not copied.</summary>
    /// <param name="source">The tensor read: 0 is the latent, i the output of layer i - 1, or <see cref="Previous"/>.</param>
    /// <param name="inputChannels">Channels of the tensor read, at least 1.</param>
    /// <param name="outputChannels">Channels of the layer, at least 1.</param>
    /// <param name="kernel">Side of the kernel: 1 or 3.</param>
    /// <param name="upsample">Whether the tensor is doubled in height and width (nearest) before the convolution.</param>
    /// <param name="weights">int8 weights, order [o, i, line, column], in [-127, 127].</param>
    /// <param name="multipliers">One per output channel, in [1, 2^24).</param>
    public QuantizedInput(int source, int inputChannels, int outputChannels, int kernel, bool upsample, sbyte[] weights, int[] multipliers)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(multipliers);
        Source = source;
        InputChannels = inputChannels;
        OutputChannels = outputChannels;
        Kernel = kernel;
        Upsample = upsample;
        Weights = weights;
        Multipliers = multipliers;
    }

    /// <summary>The tensor read: 0 is the latent, i the output of layer i - 1.</summary>
    public int Source { get; }

    /// <summary>Channels of the tensor read.</summary>
    public int InputChannels { get; }

    /// <summary>Channels of the layer.</summary>
    public int OutputChannels { get; }

    /// <summary>Side of the kernel: 1 or 3.</summary>
    public int Kernel { get; }

    /// <summary>Taps of one kernel: 1 or 9.</summary>
    public int KernelTaps => Kernel * Kernel;

    /// <summary>Whether the tensor is doubled (nearest) before the convolution.</summary>
    public bool Upsample { get; }

    /// <summary>int8 weights in order [o, i, line, column].</summary>
    public sbyte[] Weights { get; }

    /// <summary>Integer requantization multiplier of each output channel.</summary>
    public int[] Multipliers { get; }

    /// <summary>Whether accumulators stay inside 32 bits whatever the weights are.</summary>
    internal bool FitsAccumulators => (long)InputChannels * KernelTaps * MaxProduct <= int.MaxValue;

    /// <summary>An input that adds another tensor channel by channel, as a residual addition does.</summary>
    /// <param name="source">The tensor read, or <see cref="Previous"/>.</param>
    /// <param name="channels">Channels of the tensor and of the layer.</param>
    /// <param name="upsample">Whether the tensor is doubled first.</param>
    /// <param name="multiplier">What each value is multiplied by, in units of 2^-16 output steps.</param>
    /// <returns>The input: a kernel of side 1 with weights 1 on the diagonal.</returns>
    public static QuantizedInput Identity(int source, int channels, bool upsample, int multiplier)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        var weights = new sbyte[channels * channels];
        for (var c = 0; c < channels; c++)
            weights[(c * channels) + c] = 1;
        var multipliers = new int[channels];
        Array.Fill(multipliers, multiplier);
        return new QuantizedInput(source, channels, channels, 1, upsample, weights, multipliers);
    }

    /// <summary>The weight of output channel <paramref name="o"/>, input channel <paramref name="i"/>, kernel line <paramref name="line"/>, kernel column <paramref name="column"/>.</summary>
    /// <param name="o">Output channel.</param>
    /// <param name="i">Input channel.</param>
    /// <param name="line">Kernel line, from 0, top to bottom.</param>
    /// <param name="column">Kernel column, from 0, left to right.</param>
    /// <returns>The int8 weight.</returns>
    public sbyte Weight(int o, int i, int line, int column) =>
        Weights[(((((o * InputChannels) + i) * Kernel) + line) * Kernel) + column];

    /// <summary>The same input reading another tensor.</summary>
    /// <param name="source">The tensor.</param>
    /// <returns>This input when it reads that tensor already, else one that shares its arrays.</returns>
    internal QuantizedInput From(int source) =>
        source == Source ? this : new QuantizedInput(source, InputChannels, OutputChannels, Kernel, Upsample, Weights, Multipliers);

    /// <summary>Checks lengths and ranges for a layer.</summary>
    /// <param name="layer">What errors call the layer.</param>
    /// <param name="outputChannels">Channels of the layer.</param>
    /// <exception cref="ArgumentException">Something does not fit; the message names layer and channel.</exception>
    internal void Check(string layer, int outputChannels)
    {
        if (Source < Previous)
            throw new ArgumentException($"{layer}: an input reads tensor {Source}; tensors count from 0, the latent.");
        if (InputChannels < 1)
            throw new ArgumentException($"{layer}: an input has {InputChannels} channels; at least 1 expected.");
        if (OutputChannels != outputChannels)
            throw new ArgumentException($"{layer} has {outputChannels} channels, one of its inputs {OutputChannels}.");
        if (Kernel is not (1 or 3))
            throw new ArgumentException($"{layer}: a kernel of {Kernel}x{Kernel} cannot be proven; 1x1 and 3x3 can.");
        var expected = (long)InputChannels * outputChannels * KernelTaps;
        if (Weights.Length != expected)
            throw new ArgumentException($"{layer}: {expected} weights expected for {InputChannels} to {outputChannels} channels, got {Weights.Length}.");
        if (Multipliers.Length != outputChannels)
            throw new ArgumentException($"{layer}: {outputChannels} multipliers expected, got {Multipliers.Length}.");
        var minimum = Array.IndexOf(Weights, sbyte.MinValue);
        if (minimum >= 0)
            throw new ArgumentException($"{layer}: weight {minimum} (output channel {minimum / (InputChannels * KernelTaps)}) is -128; symmetric int8 weights are in [-127, 127].");
        for (var o = 0; o < outputChannels; o++)
        {
            if (Multipliers[o] is < 1 or >= 1 << 24)
                throw new ArgumentException($"{layer}, channel {o}: multiplier {Multipliers[o]} is outside [1, 2^24).");
        }
    }
}
