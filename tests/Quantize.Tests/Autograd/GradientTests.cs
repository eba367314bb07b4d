using System.Numerics;
using ZkStyle.Quantize.Autograd;

namespace ZkStyle.Quantize.Tests.Autograd;

/// <summary>Every operation's gradient against central differences in double precision, and float against double.</summary>
public class GradientTests
{
    private const double Step = 1e-5;

    // Builds a computation from its inputs and parameters; used for double and for float.
    private delegate Tensor<T> Computation<T>(Tape<T> tape, Tensor<T>[] inputs, Parameter<T>[] parameters)
        where T : unmanaged, IFloatingPointIeee754<T>;

    [Theory]
    [InlineData(2, 5, 4, 3, 3, 1)]
    [InlineData(3, 6, 6, 2, 3, 2)]
    [InlineData(2, 5, 7, 4, 1, 1)]
    [InlineData(2, 6, 5, 3, 1, 2)]
    [InlineData(1, 7, 7, 2, 5, 1)]
    public void Convolution(int channels, int height, int width, int outputs, int kernel, int stride) =>
        Check([(2, channels, height, width)], [outputs * channels * kernel * kernel, outputs],
            (tape, x, p) => ConvolutionOperation.Apply(tape, x[0], p[0], p[1], outputs, kernel, stride),
            (tape, x, p) => ConvolutionOperation.Apply(tape, x[0], p[0], p[1], outputs, kernel, stride));

    [Fact]
    public void Convolution_without_bias() =>
        Check([(3, 2, 8, 8)], [36],
            (tape, x, p) => ConvolutionOperation.Apply(tape, x[0], p[0], null, 2, 3, 1),
            (tape, x, p) => ConvolutionOperation.Apply(tape, x[0], p[0], null, 2, 3, 1));

    [Fact]
    public void Batch_normalization() =>
        Check([(3, 2, 3, 5)], [2, 2],
            (tape, x, p) => BatchNormalization.Apply(tape, x[0], p[0], p[1], new RunningStatistics<double>("s", 2)),
            (tape, x, p) => BatchNormalization.Apply(tape, x[0], p[0], p[1], new RunningStatistics<float>("s", 2)));

    [Fact]
    public void Batch_normalization_with_a_rectifier() =>
        Check([(3, 2, 3, 5)], [2, 2],
            (tape, x, p) => BatchNormalization.Apply(tape, x[0], p[0], p[1], new RunningStatistics<double>("s", 2), rectify: true),
            (tape, x, p) => BatchNormalization.Apply(tape, x[0], p[0], p[1], new RunningStatistics<float>("s", 2), rectify: true));

    [Fact]
    public void Relu() => Check([(2, 3, 5, 5)], [], (tape, x, _) => ElementwiseOperations.Relu(tape, x[0]), (tape, x, _) => ElementwiseOperations.Relu(tape, x[0]));

    [Fact]
    public void Add() => Check([(2, 3, 4, 5), (2, 3, 4, 5)], [], (tape, x, _) => ElementwiseOperations.Add(tape, x[0], x[1]), (tape, x, _) => ElementwiseOperations.Add(tape, x[0], x[1]));

    [Fact]
    public void Add_of_a_tensor_to_itself() => Check([(2, 3, 4, 5)], [], (tape, x, _) => ElementwiseOperations.Add(tape, x[0], x[0]), (tape, x, _) => ElementwiseOperations.Add(tape, x[0], x[0]));

    [Fact]
    public void Affine() => Check([(2, 3, 4, 5)], [], (tape, x, _) => ElementwiseOperations.Affine(tape, x[0], -1.5, 0.25), (tape, x, _) => ElementwiseOperations.Affine(tape, x[0], -1.5f, 0.25f));

    [Fact]
    public void Concatenate() => Check([(2, 3, 4, 5), (2, 1, 4, 5)], [], (tape, x, _) => LayoutOperations.Concatenate(tape, x[0], x[1]), (tape, x, _) => LayoutOperations.Concatenate(tape, x[0], x[1]));

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Upsample(int factor) => Check([(2, 2, 3, 4)], [], (tape, x, _) => LayoutOperations.Upsample(tape, x[0], factor), (tape, x, _) => LayoutOperations.Upsample(tape, x[0], factor));

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Unshuffle(int factor) => Check([(2, 2, 6, 12)], [], (tape, x, _) => LayoutOperations.Unshuffle(tape, x[0], factor), (tape, x, _) => LayoutOperations.Unshuffle(tape, x[0], factor));

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Average_pool(int factor) => Check([(2, 2, 8, 4)], [], (tape, x, _) => LayoutOperations.AveragePool(tape, x[0], factor), (tape, x, _) => LayoutOperations.AveragePool(tape, x[0], factor));

    [Fact]
    public void Clamp_without_rounding_inside_the_interval() =>
        Check([(2, 2, 3, 4)], [], (tape, x, _) => ElementwiseOperations.ClampAndRound(tape, ElementwiseOperations.Affine(tape, x[0], 0.45, 0), 0),
            (tape, x, _) => ElementwiseOperations.ClampAndRound(tape, ElementwiseOperations.Affine(tape, x[0], 0.45f, 0), 0));

    [Fact]
    public void A_whole_network() =>
        Check([(2, 3, 8, 8)], [4 * 3 * 9, 4, 4, 3 * 8 * 1, 3],
            (tape, x, p) => Network(tape, x[0], p, new RunningStatistics<double>("s", 4)),
            (tape, x, p) => Network(tape, x[0], p, new RunningStatistics<float>("s", 4)));

    [Fact]
    public void Rounding_passes_gradients_straight_through()
    {
        var tape = new Tape<double>();
        double[] values = [0.3, -0.7, 1.4, 1.4, -2, -2, 0.999, 1.0];
        double[] gradients = [1, 2, 3, -3, 4, -4, 5, -5];
        var x = new Tensor<double>(1, 1, 1, 8, values, new double[8]);
        var y = ElementwiseOperations.ClampAndRound(tape, x, 127);
        for (var i = 0; i < values.Length; i++)
            Assert.Equal(Math.Round(Math.Clamp(values[i], -1, 1) * 127) / 127, y.Data[i]);
        var target = new Tensor<double>(1, 1, 1, 8, [.. Enumerable.Range(0, 8).Select(i => y.Data[i] - (gradients[i] * 4))], []);
        tape.Backward(LossOperations.MeanSquaredError(tape, y, target));
        // Outside, only a gradient whose descent leads back inside passes; the clamp's edge counts as outside.
        double[] expected = [1, 2, 3, 0, 0, -4, 5, 0];
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], x.Gradient[i], 12);
    }

    [Fact]
    public void A_loss_must_be_one_number()
    {
        var tape = new Tape<float>();
        Assert.Throws<ArgumentException>(() => tape.Backward(tape.NewTensor(1, 1, 1, 2, withGradient: true)));
        Assert.Throws<ArgumentException>(() => tape.Backward(tape.NewTensor(1, 1, 1, 1, withGradient: false)));
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        var tape = new Tape<float>();
        var a = tape.NewTensor(1, 2, 4, 4, withGradient: true);
        var b = tape.NewTensor(1, 2, 4, 5, withGradient: true);
        Assert.Throws<ArgumentException>(() => ElementwiseOperations.Add(tape, a, b));
        Assert.Throws<ArgumentException>(() => LayoutOperations.Concatenate(tape, a, b));
        Assert.Throws<ArgumentException>(() => LayoutOperations.Unshuffle(tape, b, 2));
        Assert.Throws<ArgumentException>(() => LossOperations.MeanSquaredError(tape, a, b));
        Assert.Throws<ArgumentException>(() => ConvolutionOperation.Apply(tape, a, new Parameter<float>("w", 17), null, 1, 3, 1));
    }

    private static Tensor<T> Network<T>(Tape<T> tape, Tensor<T> x, Parameter<T>[] p, RunningStatistics<T> statistics)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var y = ConvolutionOperation.Apply(tape, x, p[0], null, 4, 3, 2);
        y = ElementwiseOperations.Relu(tape, BatchNormalization.Apply(tape, y, p[1], p[2], statistics));
        var pooled = LayoutOperations.Upsample(tape, LayoutOperations.AveragePool(tape, y, 2), 2);
        y = LayoutOperations.Concatenate(tape, y, pooled);
        return ConvolutionOperation.Apply(tape, LayoutOperations.Upsample(tape, y, 2), p[3], p[4], 3, 1, 1);
    }

    private static void Check((int Batch, int Channels, int Height, int Width)[] inputs, int[] parameters, Computation<double> inDouble, Computation<float> inFloat)
    {
        var random = new Random(inputs.Length + parameters.Sum());
        // Away from kinks: a rectifier's difference quotient is no gradient across 0.
        double Number() => (random.Next(2) == 0 ? -1 : 1) * (0.05 + random.NextDouble());
        var x = inputs.Select(s => Enumerable.Range(0, s.Batch * s.Channels * s.Height * s.Width).Select(_ => Number()).ToArray()).ToArray();
        var p = parameters.Select(length => Enumerable.Range(0, length).Select(_ => Number()).ToArray()).ToArray();
        var (loss, inputGradients, parameterGradients) = Evaluate(inputs, x, p, inDouble);
        foreach (var (numbers, gradients) in x.Zip(inputGradients).Concat(p.Zip(parameterGradients)))
        {
            for (var i = 0; i < numbers.Length; i++)
            {
                var value = numbers[i];
                numbers[i] = value + Step;
                var above = Evaluate(inputs, x, p, inDouble).Loss;
                numbers[i] = value - Step;
                var below = Evaluate(inputs, x, p, inDouble).Loss;
                numbers[i] = value;
                var difference = (above - below) / (2 * Step);
                Assert.True(Math.Abs(difference - gradients[i]) <= 1e-6 * (1 + Math.Abs(difference)), $"element {i}: difference quotient {difference}, gradient {gradients[i]}");
            }
        }

        var (floatLoss, floatInputs, floatParameters) = Evaluate(inputs, x, p, inFloat);
        Assert.Equal(loss, floatLoss, 1e-4 * (1 + Math.Abs(loss)));
        foreach (var (expected, actual) in inputGradients.Zip(floatInputs).Concat(parameterGradients.Zip(floatParameters)))
        {
            for (var i = 0; i < expected.Length; i++)
                Assert.True(Math.Abs(expected[i] - actual[i]) <= 1e-3 * (1 + Math.Abs(expected[i])), $"float element {i}: {expected[i]} in double, {actual[i]} in float");
        }
    }

    private static (double Loss, double[][] Inputs, double[][] Parameters) Evaluate<T>(
        (int Batch, int Channels, int Height, int Width)[] shapes, double[][] x, double[][] p, Computation<T> computation)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var tape = new Tape<T>();
        var inputs = shapes.Zip(x, (s, v) => new Tensor<T>(s.Batch, s.Channels, s.Height, s.Width, Array.ConvertAll(v, T.CreateChecked), new T[v.Length])).ToArray();
        var parameters = p.Select((v, i) =>
        {
            var parameter = new Parameter<T>($"p{i}", v.Length);
            Array.ConvertAll(v, T.CreateChecked).CopyTo(parameter.Values, 0);
            return parameter;
        }).ToArray();
        var y = computation(tape, inputs, parameters);
        // An uneven target, so that no gradient vanishes by symmetry.
        var wanted = new T[y.Length];
        for (var i = 0; i < wanted.Length; i++)
            wanted[i] = T.CreateChecked(Math.Sin(i * 1.7));
        var loss = LossOperations.MeanSquaredError(tape, y, new Tensor<T>(y.Batch, y.Channels, y.Height, y.Width, wanted, []));
        tape.Backward(loss);
        return (
            double.CreateChecked(loss.Data[0]), [.. inputs.Select(t => Array.ConvertAll(t.Gradient.ToArray(), double.CreateChecked))],
            [.. parameters.Select(t => Array.ConvertAll(t.Gradient, double.CreateChecked))]);
    }
}
