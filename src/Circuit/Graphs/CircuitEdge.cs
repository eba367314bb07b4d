namespace ZkStyle.Circuit.Graphs;

/// <summary>All that one tensor adds to another: kernels of integers with the requantization's multipliers in them.</summary>
/// <param name="Source">The tensor read.</param>
/// <param name="Target">The tensor added to: the source itself, or one after it.</param>
/// <param name="SourceChannels">Channels of the source.</param>
/// <param name="Kernel">Side of the kernels: 1 or 3.</param>
/// <param name="Pattern">Which channels are joined.</param>
/// <param name="Weights">In order [o, i, line, column]; zero where the pattern joins nothing.</param>
internal sealed record CircuitEdge(int Source, int Target, int SourceChannels, int Kernel, ChannelPattern Pattern, long[] Weights)
{
    /// <summary>Whether a channel of the source feeds a channel of the target.</summary>
    /// <param name="o">The target's channel.</param>
    /// <param name="i">The source's channel.</param>
    /// <returns>True where it does, even if all weights happen to be 0.</returns>
    public bool Joins(int o, int i) => Pattern switch
    {
        ChannelPattern.Same => o == i,
        ChannelPattern.Earlier => o < i,
        _ => true,
    };

    /// <summary>A weight; a kernel of side 1 is the centre of one of side 3.</summary>
    /// <param name="o">The target's channel.</param>
    /// <param name="i">The source's channel.</param>
    /// <param name="line">Kernel line, 0 to 2.</param>
    /// <param name="column">Kernel column, 0 to 2.</param>
    /// <returns>The weight.</returns>
    public long Weight(int o, int i, int line, int column)
    {
        if (Kernel == 1)
            return line == 1 && column == 1 ? Weights[(o * SourceChannels) + i] : 0;
        return Weights[(((((o * SourceChannels) + i) * 3) + line) * 3) + column];
    }
}
