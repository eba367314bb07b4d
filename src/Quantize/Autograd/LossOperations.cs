using System.Numerics;

namespace ZkStyle.Quantize.Autograd;

/// <summary>Losses: one number whose gradient training follows.</summary>
internal static class LossOperations
{
    /// <summary>The mean of the squared differences to a target.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="tape">The tape.</param>
    /// <param name="prediction">The prediction.</param>
    /// <param name="target">The target, of the same shape; no gradient flows into it.</param>
    /// <returns>A tensor of one element.</returns>
    public static Tensor<T> MeanSquaredError<T>(Tape<T> tape, Tensor<T> prediction, Tensor<T> target)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!prediction.HasShapeOf(target))
            throw new ArgumentException($"A prediction of {prediction.Channels}x{prediction.Height}x{prediction.Width} cannot be compared with a target of {target.Channels}x{target.Height}x{target.Width}.", nameof(target));
        var loss = tape.NewTensor(1, 1, 1, 1, prediction.HasGradient);
        // One partial sum per image, added in order.
        var sums = tape.Borrow(prediction.Batch, cleared: true);
        BatchParallel.For(prediction.Batch, prediction.Length, n =>
        {
            sums[n] = System.Numerics.Tensors.TensorPrimitives.Distance<T>(prediction.Image(n), target.Image(n));
            sums[n] *= sums[n];
        });
        var sum = T.Zero;
        for (var n = 0; n < prediction.Batch; n++)
            sum += sums[n];
        var count = T.CreateChecked(prediction.Length);
        loss.Data[0] = sum / count;
        tape.Record(loss, () =>
        {
            var factor = loss.Gradient[0] * T.CreateChecked(2) / count;
            BatchParallel.For(prediction.Batch, prediction.Length, n =>
            {
                var values = prediction.Image(n);
                var wanted = target.Image(n);
                var gradient = prediction.ImageGradient(n);
                for (var i = 0; i < values.Length; i++)
                    gradient[i] += factor * (values[i] - wanted[i]);
            });
        });
        return loss;
    }
}
