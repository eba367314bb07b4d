namespace ZkStyle.Quantize.Onnx;

/// <summary>What a float import knows of a tensor.</summary>
/// <param name="Tensor">The tensor; of a choice, the scores chosen from.</param>
internal sealed record FloatFlow(AffineTensor Tensor)
{
    /// <summary>Whether it is the index of the largest channel, lowest first.</summary>
    public bool IsChoice { get; init; }

    /// <summary>The side of the squares it is cut into, as [1, channels, height, f, width, f]; 0 when it is not.</summary>
    public int Squares { get; init; }

    /// <summary>Whether the squares' cells were brought beside the channels, as [1, channels, f, f, height, width].</summary>
    public bool SquaresAreChannels { get; init; }
}
