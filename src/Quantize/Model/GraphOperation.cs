namespace ZkStyle.Quantize.Model;

/// <summary>The operations of a float network's graph.</summary>
internal enum GraphOperation
{
    /// <summary>Correlation with zero padding that keeps the size (divided by the stride), plus bias.</summary>
    Convolution,

    /// <summary>max(0, x), or no more than a ceiling: min(ceiling, max(0, x)).</summary>
    Relu,

    /// <summary>The sum of two tensors.</summary>
    Add,

    /// <summary>The channels of one tensor after those of another.</summary>
    Concatenate,

    /// <summary>Nearest upsampling by a factor.</summary>
    Upsample,

    /// <summary>Squares of cells into channels.</summary>
    Unshuffle,

    /// <summary>Averages of squares of cells.</summary>
    AveragePool,

    /// <summary>scale * x + offset.</summary>
    Affine,
}
