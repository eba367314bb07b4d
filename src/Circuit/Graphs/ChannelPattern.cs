namespace ZkStyle.Circuit.Graphs;

/// <summary>Which channels an edge joins.</summary>
internal enum ChannelPattern
{
    /// <summary>Every channel of the source with every channel of the target.</summary>
    All,

    /// <summary>Channel c with channel c.</summary>
    Same,

    /// <summary>Channel i of the source with the target's channels before i.</summary>
    Earlier,
}
