using ZkStyle.Quantize.Autograd;
namespace ZkStyle.Quantize.Training;
internal static class PaletteLoss
{
    public static Tensor<float> Apply(Tape<float> tape, Tensor<float> output, byte[] classes, float[] colours, float weight)
    {
        var loss = tape.NewTensor(1, 1, 1, 1, output.HasGradient);
        var k = output.Channels; var plane = output.Plane;
        var sums = tape.Borrow(output.Batch, true);
        var probabilities = tape.Borrow(output.Length, false);
        BatchParallel.For(output.Batch, output.Length, n =>
        {
            var x = output.Image(n); var p = probabilities.AsSpan(n * output.ImageLength, output.ImageLength);
            float total = 0;
            for (var i = 0; i < plane; i++)
            {
                var max = float.MinValue;
                for (var c = 0; c < k; c++) max = Math.Max(max, x[(c * plane) + i]);
                float sum = 0;
                for (var c = 0; c < k; c++) sum += p[(c * plane) + i] = MathF.Exp(x[(c * plane) + i] - max);
                var y = classes[(n * plane) + i];
                total -= x[(y * plane) + i] - max - MathF.Log(sum);
                float e = 0;
                for (var c = 0; c < k; c++)
                {
                    var q = p[(c * plane) + i] /= sum;
                    e += q * D(colours, c, y);
                }
                total += weight * e;
                for (var c = 0; c < k; c++)
                {
                    var q = p[(c * plane) + i];
                    p[(c * plane) + i] = q - (c == y ? 1 : 0) + (weight * q * (D(colours, c, y) - e));
                }
            }
            sums[n] = total;
        });
        float all = 0;
        for (var n = 0; n < output.Batch; n++) all += sums[n];
        var count = output.Batch * plane;
        loss.Data[0] = all / count;
        tape.Record(loss, () =>
        {
            var g = loss.Gradient[0] / count;
            System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(probabilities.AsSpan(0, output.Length), g, output.Gradient, output.Gradient);
        });
        return loss;
    }
    private static float D(float[] c, int a, int b)
    {
        float r = c[3 * a] - c[3 * b], g = c[(3 * a) + 1] - c[(3 * b) + 1], l = c[(3 * a) + 2] - c[(3 * b) + 2];
        return (r * r) + (g * g) + (l * l);
    }
}
