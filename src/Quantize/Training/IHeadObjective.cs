using ZkStyle.Quantize.Autograd;

namespace ZkStyle.Quantize.Training;

/// <summary>What a decoder's head is trained for: how targets are prepared, and the loss between output and targets.</summary>
internal interface IHeadObjective
{
    /// <summary>Makes room for a batch's targets.</summary>
    /// <param name="tape">The tape, which lends memory until it is cleared.</param>
    /// <param name="batch">Pictures.</param>
    void Begin(Tape<float> tape, int batch);

    /// <summary>Receives one picture's target. Safe to call for different pictures at the same time.</summary>
    /// <param name="n">Which picture of the batch.</param>
    /// <param name="target">The picture in the style, CHW in [0, 1]: 3 * 64 * 64 floats.</param>
    void SetTarget(int n, ReadOnlySpan<float> target);

    /// <summary>The loss of a batch.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="output">The decoder's output for the batch.</param>
    /// <returns>A tensor of one element.</returns>
    Tensor<float> Loss(Tape<float> tape, Tensor<float> output);
}
