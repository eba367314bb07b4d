namespace ZkStyle.Circuit.Reports;

/// <summary>The lookup table's rows of one region.</summary>
/// <param name="Name">The region.</param>
/// <param name="LowestValue">The lowest q it holds.</param>
/// <param name="HighestValue">The highest q it holds.</param>
/// <param name="Rows">Its rows.</param>
public sealed record TableRows(string Name, long LowestValue, long HighestValue, long Rows);
