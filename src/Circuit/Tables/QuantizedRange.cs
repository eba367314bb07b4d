namespace ZkStyle.Circuit.Tables;

/// <summary>A closed interval of requantized values q.</summary>
/// <param name="Low">The lowest.</param>
/// <param name="High">The highest.</param>
internal readonly record struct QuantizedRange(long Low, long High)
{
    /// <summary>How many integers it holds.</summary>
    public long Count => High - Low + 1;

    /// <summary>The smallest interval that holds two.</summary>
    /// <param name="other">The other interval.</param>
    /// <returns>The hull.</returns>
    public QuantizedRange Union(QuantizedRange other) => new(Math.Min(Low, other.Low), Math.Max(High, other.High));

    /// <summary>Whether another interval lies inside this one.</summary>
    /// <param name="other">The other interval.</param>
    /// <returns>True where it does.</returns>
    public bool Contains(QuantizedRange other) => Low <= other.Low && other.High <= High;

    /// <inheritdoc />
    public override string ToString() => $"[{Low}, {High}]";
}
