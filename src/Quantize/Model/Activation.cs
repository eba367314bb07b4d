namespace ZkStyle.Quantize.Model;

/// <summary>The function applied to a requantized value q.</summary>
public enum Activation
{
    /// <summary>Hidden layers: x = min(127, max(0, q)).</summary>
    Relu,

    /// <summary>The rgb head: x = min(255, max(0, q)), an image byte.</summary>
    ImageByte,

    /// <summary>Hidden sums that no rectifier follows: x = min(127, max(-127, q)).</summary>
    Signed,

    /// <summary>The palette head: x = q, the score of one class.</summary>
    Score,
}
