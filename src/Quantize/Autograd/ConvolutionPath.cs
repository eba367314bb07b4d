namespace ZkStyle.Quantize.Autograd;

/// <summary>The implementations of convolution. Doubles, and machines without vectors, have the reference alone.</summary>
internal enum ConvolutionPath
{
    /// <summary>The fastest on this machine.</summary>
    Fastest,

    /// <summary>The definition.</summary>
    Reference,

    /// <summary>256-bit vectors.</summary>
    Narrow,

    /// <summary>512-bit vectors where groups of cells come in pairs, 256-bit ones elsewhere.</summary>
    Wide,
}
