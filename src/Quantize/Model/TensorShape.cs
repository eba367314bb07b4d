namespace ZkStyle.Quantize.Model;

/// <summary>The shape of one image-like tensor, stored channel by channel, line by line (CHW).</summary>
/// <param name="Channels">Number of channels, at least 1.</param>
/// <param name="Height">Lines per channel, at least 1.</param>
/// <param name="Width">Cells per line, at least 1.</param>
public readonly record struct TensorShape(int Channels, int Height, int Width)
{
    /// <summary>Number of cells: channels * height * width.</summary>
    public int Length => Channels * Height * Width;

    /// <inheritdoc />
    public override string ToString() => $"{Channels}x{Height}x{Width}";
}
