using ZkStyle.Quantize.Autograd;

namespace ZkStyle.Quantize.Tests.Autograd;

public class FakeQuantizationTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 9)]
    [InlineData(5, 27)]
    [InlineData(2, 100)]
    public void Weights_are_rounded_per_output_channel_and_gradients_pass(int outputs, int taps)
    {
        var random = new Random(taps);
        var weights = NewParameter(outputs * taps, random, o => Math.Pow(10, (o / taps) - 2));
        var tape = new Tape<double>();
        var rounded = FakeQuantization.Weights(tape, weights, outputs);
        for (var o = 0; o < outputs; o++)
        {
            var channel = weights.Values.AsSpan(o * taps, taps).ToArray();
            var scale = channel.Max(Math.Abs) / 127;
            for (var k = 0; k < taps; k++)
            {
                Assert.Equal(Math.Round(channel[k] / scale) * scale, rounded.Values[(o * taps) + k], 1e-15);
                Assert.True(Math.Abs(rounded.Values[(o * taps) + k] - channel[k]) <= (scale / 2) + 1e-15);
            }
        }

        var arrived = Numbers(outputs * taps, random, _ => 1);
        BackwardWith(tape, () => arrived.CopyTo(rounded.Gradient, 0));
        Assert.Equal(arrived, weights.Gradient);
    }

    [Fact]
    public void Given_scales_clamp_and_stop_gradients_outside()
    {
        var weights = new Parameter<double>("w", 8);
        // Channel 0 in steps of 0.01 reaches 1.27, channel 1 in steps of 0.5 reaches 63.5.
        ((double[])[0.014, -1.27, 1.28, -3, 0.3, -63.5, 64, 0.76]).CopyTo(weights.Values, 0);
        var tape = new Tape<double>();
        var rounded = FakeQuantization.Weights(tape, weights, 2, new[] { 0.01, 0.5 });
        double[] expected = [0.01, -1.27, 1.27, -1.27, 0.5, -63.5, 63.5, 1];
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], rounded.Values[i], 12);
        BackwardWith(tape, () => ((double[])[1, 2, 3, 4, 5, 6, 7, 8]).CopyTo(rounded.Gradient, 0));
        Assert.Equal([1, 2, 0, 0, 5, 6, 0, 8], weights.Gradient);
    }

    [Fact]
    public void A_channel_of_zeros_stays_zero()
    {
        var weights = new Parameter<float>("w", 40);
        weights.Values.AsSpan(20).Fill(0.25f);
        var rounded = FakeQuantization.Weights(new Tape<float>(), weights, 2);
        Assert.All(rounded.Values[..20], w => Assert.Equal(0, w));
        Assert.All(rounded.Values[20..], w => Assert.Equal(0.25f, w, 1e-7f));
    }

    [Theory]
    [InlineData(0, 127)]
    [InlineData(-127, 127)]
    [InlineData(0, 255)]
    public void Activations_are_rounded_and_clamped_and_gradients_stop_outside(int lowest, int highest)
    {
        const double Scale = 0.02;
        var random = new Random(highest - lowest);
        var values = Numbers(2 * 3 * 5 * 7, random, _ => 6);
        values[0] = highest * Scale;
        values[1] = lowest * Scale;
        var slopes = Numbers(values.Length, random, _ => 1);
        var tape = new Tape<double>();
        var x = new Tensor<double>(2, 3, 5, 7, values, new double[values.Length]);
        var y = FakeQuantization.Activations(tape, x, Scale, lowest, highest);
        // A loss that is linear in the output up to its target: its gradient in y is the chosen slopes.
        var target = new Tensor<double>(2, 3, 5, 7, [.. slopes.Select((s, i) => y.Data[i] - (s * values.Length / 2))], []);
        tape.Backward(LossOperations.MeanSquaredError(tape, y, target));
        var (inside, outside) = (0, 0);
        for (var i = 0; i < values.Length; i++)
        {
            Assert.Equal(Math.Clamp(Math.Round(values[i] / Scale), lowest, highest) * Scale, y.Data[i], 1e-14);
            // The straight-through gradient is the central difference of the clamp alone.
            var passes = i is 0 or 1 ? 1 : (Clamp(values[i] + 1e-6) - Clamp(values[i] - 1e-6)) / 2e-6;
            Assert.Equal(passes * slopes[i], x.Gradient[i], 1e-8);
            (inside, outside) = passes > 0.5 ? (inside + 1, outside) : (inside, outside + 1);
        }

        Assert.True(inside > 10 && outside > 10);

        double Clamp(double value) => Math.Clamp(value, lowest * Scale, highest * Scale);
    }

    [Fact]
    public void Float_and_double_agree()
    {
        var random = new Random(12);
        var values = Array.ConvertAll(Numbers(600, random, _ => 2), v => (float)v);
        var inFloat = FakeQuantization.Activations(new Tape<float>(), new Tensor<float>(1, 6, 10, 10, values, []), 1f / 64, -100, 100);
        var inDouble = FakeQuantization.Activations(new Tape<double>(), new Tensor<double>(1, 6, 10, 10, Array.ConvertAll(values, v => (double)v), []), 1.0 / 64, -100, 100);
        for (var i = 0; i < values.Length; i++)
            Assert.Equal(inDouble.Data[i], inFloat.Data[i], 1e-6);
    }

    [Fact]
    public void Training_through_rounded_weights_moves_the_real_ones()
    {
        var random = new Random(3);
        var weights = NewParameter(2 * 3 * 9, random, _ => 1);
        var x = new Tensor<double>(2, 3, 6, 6, Numbers(216, random, _ => 1), new double[216]);
        var tape = new Tape<double>();
        var rounded = FakeQuantization.Weights(tape, weights, 2);
        var y = ConvolutionOperation.Apply(tape, x, rounded, null, 2, 3, 1);
        var zero = new Tensor<double>(2, 2, 6, 6, new double[144], []);
        tape.Backward(LossOperations.MeanSquaredError(tape, y, zero));
        // The same convolution with the rounded weights as parameters of their own.
        var plain = new Parameter<double>("plain", weights.Values.Length);
        rounded.Values.CopyTo(plain.Values, 0);
        var other = new Tape<double>();
        other.Backward(LossOperations.MeanSquaredError(other, ConvolutionOperation.Apply(other, x, plain, null, 2, 3, 1), zero));
        Assert.Equal(plain.Gradient, weights.Gradient);
        Assert.Contains(weights.Gradient, g => g != 0);
    }

    [Fact]
    public void Scales_and_ranges_that_make_no_sense_are_refused()
    {
        var tape = new Tape<float>();
        var weights = new Parameter<float>("w", 6);
        var x = tape.NewTensor(1, 1, 2, 2, withGradient: true);
        Assert.Throws<ArgumentException>(() => FakeQuantization.Weights(tape, weights, 4));
        Assert.Throws<ArgumentException>(() => FakeQuantization.Weights(tape, weights, 2, new[] { 1f }));
        Assert.Throws<ArgumentException>(() => FakeQuantization.Weights(tape, weights, 2, new[] { 1f, 0f }));
        Assert.Throws<ArgumentException>(() => FakeQuantization.Activations(tape, x, float.NaN, 0, 127));
        Assert.Throws<ArgumentException>(() => FakeQuantization.Activations(tape, x, 1f, 5, 5));
    }

    // Runs what the tape recorded, after setting gradients that a loss elsewhere would have sent.
    private static void BackwardWith(Tape<double> tape, Action arrive)
    {
        var loss = tape.NewTensor(1, 1, 1, 1, withGradient: true);
        tape.Record(loss, arrive);
        tape.Backward(loss);
    }

    private static Parameter<double> NewParameter(int length, Random random, Func<int, double> scale)
    {
        var parameter = new Parameter<double>("w", length);
        Numbers(length, random, scale).CopyTo(parameter.Values, 0);
        return parameter;
    }

    private static double[] Numbers(int length, Random random, Func<int, double> scale) =>
        [.. Enumerable.Range(0, length).Select(i => scale(i) * ((2 * random.NextDouble()) - 1))];
}
