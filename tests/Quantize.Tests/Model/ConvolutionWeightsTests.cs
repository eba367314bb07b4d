using ZkStyle.Quantize.Model;
using ZkStyle.Quantize.Randomness;

namespace ZkStyle.Quantize.Tests.Model;

public sealed class ConvolutionWeightsTests
{
    [Fact]
    public void Rounding_moves_no_weight_by_more_than_half_a_step_of_its_channel()
    {
        var random = new SeededRandom(21);
        var weights = new float[3 * 18];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = (float)random.NextNormal() * (i < 18 ? 0.01f : 3f);
        // A channel of zeros has no scale.
        weights.AsSpan(36).Clear();
        var rounded = new ConvolutionWeights(weights, [1, 2, 3]).Round();

        Assert.Equal([1f, 2f, 3f], rounded.Bias);
        for (var o = 0; o < 3; o++)
        {
            var largest = weights.Skip(o * 18).Take(18).Max(Math.Abs);
            Assert.Equal(largest / 127, rounded.Scales![o]);
            for (var k = o * 18; k < (o + 1) * 18; k++)
            {
                Assert.InRange(rounded.Weights[k] - weights[k], -0.5001f * largest / 127, 0.5001f * largest / 127);
                Assert.Equal(rounded.Steps![k] * rounded.Scales[o], rounded.Weights[k]);
            }
        }

        Assert.Equal(127, rounded.Steps!.Take(18).Max(step => Math.Abs((int)step)));
        Assert.Same(rounded, rounded.Round());
    }
}
