namespace ZkStyle.Quantize.Calibration;

/// <summary>One convolution in a sum: of a tensor, doubled first where that is asked for, stride 1, zero padding (kernel - 1) / 2.</summary>
/// <param name="Source">The tensor: 0 is the latent, i the output of lowered layer i - 1.</param>
/// <param name="Upsample">Whether the tensor is doubled (nearest) first.</param>
/// <param name="Kernel">Side of the kernel: 1 or 3.</param>
/// <param name="InputChannels">Channels of the tensor.</param>
/// <param name="Weights">Weights [o, i, line, column]; never changed.</param>
internal sealed record AffineTerm(int Source, bool Upsample, int Kernel, int InputChannels, double[] Weights)
{
    /// <summary>Weights of one output channel.</summary>
    public int RowLength => InputChannels * Kernel * Kernel;

    /// <summary>The weights of an output channel.</summary>
    /// <param name="o">The channel.</param>
    /// <returns>Its weights [i, line, column].</returns>
    public ReadOnlySpan<double> Row(int o) => Weights.AsSpan(o * RowLength, RowLength);
}
