namespace ZkStyle.Quantize.Onnx;

/// <summary>One convolution of integers inside a sum: channel o gives Gains[o] * accumulator, with the tensor in steps of its scale.</summary>
/// <param name="Source">The tensor and whether it is doubled.</param>
/// <param name="Kernel">Side of the kernel: 1 or 3.</param>
/// <param name="Weights">int8 weights [o, i, line, column] in [-127, 127].</param>
/// <param name="Gains">The scale of each output channel's weights, times whatever followed.</param>
internal sealed record QdqTerm(QdqPart Source, int Kernel, sbyte[] Weights, double[] Gains);
