namespace ZkStyle.Quantize.Model;

/// <summary>The function applied to a requantized value q; each one also clamps.</summary>
public enum Activation
{
    /// <summary>Hidden layers: x = min(127, max(0, q)).</summary>
    Relu,

    /// <summary>The rgb head: x = min(255, max(0, q)), an image byte.</summary>
    ImageByte,
}
