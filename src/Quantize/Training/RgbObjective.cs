using ZkStyle.Quantize.Autograd;
using ZkStyle.Quantize.Datasets;
using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Training;

/// <summary>The rgb head: the mean squared error between decoded and target pictures.</summary>
internal sealed class RgbObjective : IHeadObjective
{
    private Tensor<float>? _targets;

    /// <inheritdoc />
    public void Begin(Tape<float> tape, int batch) =>
        _targets = tape.NewTensor(batch, RgbImage.Channels, StyleDataset.ImageSide, StyleDataset.ImageSide, withGradient: false);

    /// <inheritdoc />
    public void SetTarget(int n, ReadOnlySpan<float> target) => target.CopyTo(Targets.Image(n));

    /// <inheritdoc />
    public Tensor<float> Loss(Tape<float> tape, Tensor<float> output) => LossOperations.MeanSquaredError(tape, output, Targets);

    private Tensor<float> Targets => _targets ?? throw new InvalidOperationException("A batch must begin before its targets.");
}
