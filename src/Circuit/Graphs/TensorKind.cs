namespace ZkStyle.Circuit.Graphs;

/// <summary>What a tensor of a circuit holds.</summary>
internal enum TensorKind
{
    /// <summary>The public latent.</summary>
    Latent,

    /// <summary>A hidden layer's activations.</summary>
    Hidden,

    /// <summary>Palette head: the largest score of each cell less the highest possible one, a free value that the table bounds.</summary>
    Maximum,

    /// <summary>Palette head: 1 in the channel of the chosen class, 0 in the others. Channel o is class K - 1 - o.</summary>
    Winners,

    /// <summary>The public image: bytes, or class indices.</summary>
    Image,
}
