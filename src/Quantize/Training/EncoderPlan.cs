namespace ZkStyle.Quantize.Training;

/// <summary>How an architecture's encoder is built. Encoders are not proven, so their size costs training time only.</summary>
public enum EncoderPlan
{
    /// <summary>Looks at cells of 4x4 pixels, at 16x16 and 8x8; a convolution at each, and one residual.</summary>
    Compact,

    /// <summary>Looks at cells of 2x2 pixels first, at 32x32, then at 16x16 and, through three residual convolutions, at 8x8; needs a latent of 16x16 cells.</summary>
    Detailed,
}
