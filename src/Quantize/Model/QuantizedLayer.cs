namespace ZkStyle.Quantize.Model;

/// <summary>
/// One INT8 layer: weighted terms, requantization, activation. For output channel o at (y, x), summed over the inputs e:
/// <c>q = (sum Multipliers_e[o] * acc_e + Offsets[o]) >> 16</c> (arithmetic shift, so it floors), <c>output = Activation(q)</c>.
/// </summary>
public sealed class QuantizedLayer
{
    /// <summary>The requantization's shift: results are divided by 2^16 and floored.</summary>
    public const int Shift = 16;

    /// <summary>The most inputs of a layer.</summary>
    public const int MaxInputs = 8;

    /// <summary>Creates a layer; arrays are kept, not copied.</summary>
    /// <param name="name">The layer's name in errors and reports, for example <c>decoder.2</c>.</param>
    /// <param name="outputChannels">Channels of the output, at least 1.</param>
    /// <param name="activation">The activation applied to q.</param>
    /// <param name="offsets">One per output channel: the bias in units of 2^-16 output steps plus 2^15, so that the floor rounds half up; magnitude below 2^40.</param>
    /// <param name="inputs">1 to 8 inputs whose outputs have the same height and width.</param>
    /// <exception cref="ArgumentException">A length or a range is wrong; the message names layer, channel and value.</exception>
    public QuantizedLayer(string name, int outputChannels, Activation activation, long[] offsets, IReadOnlyList<QuantizedInput> inputs)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(offsets);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputChannels, 1);
        if (!Enum.IsDefined(activation))
            throw new ArgumentException($"Layer {name}: unknown activation {(int)activation}.", nameof(activation));
        if (inputs.Count is < 1 or > MaxInputs)
            throw new ArgumentException($"Layer {name} has {inputs.Count} inputs; 1 to {MaxInputs} expected.", nameof(inputs));
        if (offsets.Length != outputChannels)
            throw new ArgumentException($"Layer {name}: {outputChannels} offsets expected, got {offsets.Length}.", nameof(offsets));
        foreach (var input in inputs)
            input.Check($"Layer {name}", outputChannels);
        for (var o = 0; o < outputChannels; o++)
        {
            if (offsets[o] is <= -(1L << 40) or >= 1L << 40)
                throw new ArgumentException($"Layer {name}, channel {o}: offset {offsets[o]} has a magnitude of 2^40 or more.", nameof(offsets));
        }

        Name = name;
        OutputChannels = outputChannels;
        Activation = activation;
        Offsets = offsets;
        Inputs = inputs;
    }

    /// <summary>The layer's name in errors and reports.</summary>
    public string Name { get; }

    /// <summary>Channels of the output.</summary>
    public int OutputChannels { get; }

    /// <summary>The activation applied to q.</summary>
    public Activation Activation { get; }

    /// <summary>Bias and rounding of each output channel, in units of 2^-16 output steps.</summary>
    public long[] Offsets { get; }

    /// <summary>What is summed.</summary>
    public IReadOnlyList<QuantizedInput> Inputs { get; }

    /// <summary>A 3x3 convolution of the tensor just before the layer.</summary>
    /// <param name="name">The layer's name.</param>
    /// <param name="inputChannels">Channels of the input, at least 1.</param>
    /// <param name="outputChannels">Channels of the output, at least 1.</param>
    /// <param name="upsample">Whether the input is doubled in height and width (nearest) first.</param>
    /// <param name="activation">The activation applied to q.</param>
    /// <param name="weights">int8 weights, order [o, i, line, column], in [-127, 127].</param>
    /// <param name="multipliers">One per output channel, in [1, 2^24).</param>
    /// <param name="offsets">One per output channel; see the constructor.</param>
    /// <returns>The layer.</returns>
    /// <exception cref="ArgumentException">A length or a range is wrong; the message names layer, channel and value.</exception>
    public static QuantizedLayer Convolution(
        string name, int inputChannels, int outputChannels, bool upsample, Activation activation, sbyte[] weights, int[] multipliers, long[] offsets) =>
        new(name, outputChannels, activation, offsets, [new QuantizedInput(QuantizedInput.Previous, inputChannels, outputChannels, 3, upsample, weights, multipliers)]);
}
