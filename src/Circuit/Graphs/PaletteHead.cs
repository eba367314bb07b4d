using ZkStyle.Circuit.Tables;

namespace ZkStyle.Circuit.Graphs;

/// <summary>
/// How a palette's choice is proven (docs/protocol.md, "The palette head"): the numbers of the tensors max and z, and the
/// scores that the features' weights reach.
/// </summary>
/// <param name="Maximum">The tensor of largest scores.</param>
/// <param name="Winners">The tensor z, which tells the chosen class.</param>
/// <param name="Scores">What each class's score can reach.</param>
internal sealed record PaletteHead(int Maximum, int Winners, LayerRange Scores)
{
    /// <summary>
    /// What the index tensor's q exceeds the class by. Two winners give at least twice as much, which no single class of 64
    /// at the most does.
    /// </summary>
    public const int IndexBase = 64;

    /// <summary>The most classes that one winner can be told from two of.</summary>
    public const int MaximumClasses = 64;

    /// <summary>Number of classes K.</summary>
    public int Classes => Scores.Channels.Count;

    /// <summary>The channel of z that tells of a class, or the class of a channel: lower classes stand after higher ones.</summary>
    /// <param name="channelOrClass">The class or the channel.</param>
    /// <returns>K - 1 - c.</returns>
    public int Reverse(int channelOrClass) => Classes - 1 - channelOrClass;
}
