namespace ZkStyle.Circuit.Layout;

/// <summary>The rows of one channel on a domain.</summary>
/// <param name="Plan">The channel.</param>
/// <param name="FirstRow">Its first row.</param>
/// <param name="Grid">Its walk.</param>
internal sealed record ChannelChain(PlannedChannel Plan, int FirstRow, ChannelGrid Grid)
{
    /// <summary>Its last row.</summary>
    public int LastRow => FirstRow + Grid.Length - 1;
}
