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

    /// <summary>How far the term can drive a sum either way when every number it reads is at its largest.</summary>
    /// <param name="step">The real value of one step of the tensor, whose values reach 127 of them.</param>
    /// <returns>The largest over the output channels.</returns>
    public double Reach(double step)
    {
        var widest = 0.0;
        for (var o = 0; o < Weights.Length / RowLength; o++)
            widest = Math.Max(widest, System.Numerics.Tensors.TensorPrimitives.SumOfMagnitudes(Row(o)));
        return widest * sbyte.MaxValue * step;
    }
}
