namespace ZkStyle.Circuit.Tables;

/// <summary>What one output channel can reach over the full range of its inputs.</summary>
/// <param name="Interior">q on the layer's outputs.</param>
/// <param name="Border">floor(M acc / 2^shift), without bias and rounding, on the border of the full product.</param>
/// <param name="LargestAccumulator">The largest |acc|.</param>
/// <param name="LargestProduct">The largest |M acc|.</param>
internal readonly record struct ChannelRange(
    QuantizedRange Interior, QuantizedRange Border, long LargestAccumulator, long LargestProduct);
