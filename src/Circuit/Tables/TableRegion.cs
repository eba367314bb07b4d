namespace ZkStyle.Circuit.Tables;

/// <summary>Neighbouring rows of the lookup table: (Tag + q, Output(q)) for Low &lt;= q &lt;= High.</summary>
/// <param name="Name">The name in reports.</param>
/// <param name="Tag">What the region adds to q.</param>
/// <param name="Values">The q it holds.</param>
/// <param name="Output">The table's second entry for a q.</param>
/// <param name="FirstRow">The row of the lowest q.</param>
internal sealed record TableRegion(string Name, long Tag, QuantizedRange Values, Func<long, long> Output, long FirstRow)
{
    /// <summary>Whether all rows have the tag itself for their first entry, so that k does not tell the value.</summary>
    public bool IsFree { get; init; }

    /// <summary>The first entry of a q's row.</summary>
    /// <param name="q">A value of the region.</param>
    /// <returns>T1.</returns>
    public long FirstEntry(long q) => IsFree ? Tag : Tag + q;

    /// <summary>The table row of a q.</summary>
    /// <param name="q">A value of the region.</param>
    /// <returns>The row.</returns>
    public long RowOf(long q) => FirstRow + q - Values.Low;
}
