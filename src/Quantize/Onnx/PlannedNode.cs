using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Onnx;

/// <summary>One node of a network under construction.</summary>
/// <param name="Name">What it is called, before names are made unique.</param>
/// <param name="Operation">What it does.</param>
/// <param name="Shape">Shape of its result.</param>
/// <param name="Inputs">Numbers of the nodes it takes from.</param>
internal sealed record PlannedNode(string Name, GraphOperation Operation, TensorShape Shape, IReadOnlyList<int> Inputs)
{
    /// <summary>Upsample, unshuffle, average pool: the factor.</summary>
    public int Factor { get; init; }

    /// <summary>Rectifier: the largest value let through.</summary>
    public double Ceiling { get; init; } = double.PositiveInfinity;

    /// <summary>Convolution: side of the kernel.</summary>
    public int Kernel { get; init; }

    /// <summary>Convolution: input cells per output cell.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>Convolution: the weights [o, i, line, column]; null for ones on the diagonal of a 1x1 kernel.</summary>
    public float[]? Weights { get; init; }

    /// <summary>Convolution: the bias; null for 0.</summary>
    public double[]? Bias { get; init; }

    /// <summary>Convolution: what is to be applied to the input before.</summary>
    public AffineTensor? Before { get; init; }

    /// <summary>Convolution: what is to be applied to the result after; affine: what it applies.</summary>
    public AffineTensor? After { get; init; }
}
