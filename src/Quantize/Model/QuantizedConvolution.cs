namespace ZkStyle.Quantize.Model;

/// <summary>
/// One INT8 3x3 convolution (stride 1, zero padding 1, optional nearest 2x upsample of its input first)
/// with the requantization that follows it. For output channel o at (y, x):
/// <c>acc = sum W[o,i,a,b] * X[i, y+a-1, x+b-1]</c>,
/// <c>q = (Multipliers[o] * acc + Offsets[o]) >> 16</c> (arithmetic shift, so it floors), <c>output = Activation(q)</c>.
/// </summary>
public sealed class QuantizedConvolution
{
    /// <summary>The requantization's shift: results are divided by 2^16 and floored.</summary>
    public const int Shift = 16;

    /// <summary>Taps of one kernel: 3 lines of 3.</summary>
    public const int KernelTaps = 9;

    /// <summary>Creates a layer; arrays are kept, not copied.</summary>
    /// <param name="name">The layer's name in errors and reports, for example <c>decoder.2</c>.</param>
    /// <param name="inputChannels">Channels of the input, at least 1.</param>
    /// <param name="outputChannels">Channels of the output, at least 1.</param>
    /// <param name="upsample">Whether the input is doubled in height and width (nearest) before the convolution.</param>
    /// <param name="activation">The activation applied to q.</param>
    /// <param name="weights">int8 weights, order [o, i, line, column], in [-127, 127].</param>
    /// <param name="multipliers">One per output channel, in [1, 2^24).</param>
    /// <param name="offsets">One per output channel: the bias in units of 2^-16 output steps plus 2^15, so that the floor rounds half up; magnitude below 2^40.</param>
    /// <exception cref="ArgumentException">A length or a range is wrong; the message names layer, channel and value.</exception>
    public QuantizedConvolution(
        string name, int inputChannels, int outputChannels, bool upsample, Activation activation,
        sbyte[] weights, int[] multipliers, long[] offsets)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(multipliers);
        ArgumentNullException.ThrowIfNull(offsets);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputChannels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputChannels, 1);
        if (!Enum.IsDefined(activation))
            throw new ArgumentException($"Layer {name}: unknown activation {(int)activation}.", nameof(activation));
        var expected = (long)inputChannels * outputChannels * KernelTaps;
        if (weights.Length != expected)
            throw new ArgumentException($"Layer {name}: {expected} weights expected for {inputChannels} to {outputChannels} channels, got {weights.Length}.", nameof(weights));
        if (multipliers.Length != outputChannels || offsets.Length != outputChannels)
            throw new ArgumentException($"Layer {name}: one multiplier and one offset per output channel ({outputChannels}) expected, got {multipliers.Length} and {offsets.Length}.", nameof(multipliers));
        for (var i = 0; i < weights.Length; i++)
        {
            if (weights[i] == sbyte.MinValue)
                throw new ArgumentException($"Layer {name}: weight {i} (output channel {i / (inputChannels * KernelTaps)}) is -128; symmetric int8 weights are in [-127, 127].", nameof(weights));
        }

        for (var o = 0; o < outputChannels; o++)
        {
            if (multipliers[o] is < 1 or >= 1 << 24)
                throw new ArgumentException($"Layer {name}, channel {o}: multiplier {multipliers[o]} is outside [1, 2^24).", nameof(multipliers));
            if (Math.Abs(offsets[o]) >= 1L << 40)
                throw new ArgumentException($"Layer {name}, channel {o}: offset {offsets[o]} has a magnitude of 2^40 or more.", nameof(offsets));
        }

        Name = name;
        InputChannels = inputChannels;
        OutputChannels = outputChannels;
        Upsample = upsample;
        Activation = activation;
        Weights = weights;
        Multipliers = multipliers;
        Offsets = offsets;
    }

    /// <summary>The layer's name in errors and reports.</summary>
    public string Name { get; }

    /// <summary>Channels of the input.</summary>
    public int InputChannels { get; }

    /// <summary>Channels of the output.</summary>
    public int OutputChannels { get; }

    /// <summary>Whether the input is doubled (nearest) before the convolution.</summary>
    public bool Upsample { get; }

    /// <summary>The activation applied to q.</summary>
    public Activation Activation { get; }

    /// <summary>int8 weights in order [o, i, line, column].</summary>
    public sbyte[] Weights { get; }

    /// <summary>Integer requantization multiplier of each output channel.</summary>
    public int[] Multipliers { get; }

    /// <summary>Bias and rounding of each output channel, in units of 2^-16 output steps.</summary>
    public long[] Offsets { get; }

    /// <summary>The weight of output channel <paramref name="o"/>, input channel <paramref name="i"/>, kernel line <paramref name="line"/>, kernel column <paramref name="column"/>.</summary>
    /// <param name="o">Output channel.</param>
    /// <param name="i">Input channel.</param>
    /// <param name="line">Kernel line, 0 to 2, top to bottom.</param>
    /// <param name="column">Kernel column, 0 to 2, left to right.</param>
    /// <returns>The int8 weight.</returns>
    public sbyte Weight(int o, int i, int line, int column) =>
        Weights[(((o * InputChannels) + i) * KernelTaps) + (line * 3) + column];

    /// <summary>The shape of the output for an input of shape <paramref name="input"/>.</summary>
    /// <param name="input">The input's shape; its channel count must be <see cref="InputChannels"/>.</param>
    /// <returns>The output's shape.</returns>
    /// <exception cref="ArgumentException">The channel count does not match.</exception>
    public TensorShape OutputShape(TensorShape input)
    {
        if (input.Channels != InputChannels)
            throw new ArgumentException($"Layer {Name} takes {InputChannels} channels, the tensor before it has {input.Channels}.", nameof(input));
        var factor = Upsample ? 2 : 1;
        return new TensorShape(OutputChannels, input.Height * factor, input.Width * factor);
    }
}
