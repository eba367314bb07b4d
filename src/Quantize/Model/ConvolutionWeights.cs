namespace ZkStyle.Quantize.Model;

/// <summary>The numbers of one float convolution.</summary>
/// <param name="Weights">Weights [o, i, line, column].</param>
/// <param name="Bias">One number per output channel.</param>
internal sealed record ConvolutionWeights(float[] Weights, float[] Bias);
