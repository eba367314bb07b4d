namespace ZkStyle.Circuit.Tables;

/// <summary>What one channel can reach over the full range of what it reads.</summary>
/// <param name="Interior">q on the tensor's cells.</param>
/// <param name="Border">floor(M acc / 2^shift), without bias and rounding, on the border of the full product.</param>
/// <param name="LargestProduct">The largest |M acc|.</param>
internal readonly record struct ChannelRange(QuantizedRange Interior, QuantizedRange Border, long LargestProduct);
