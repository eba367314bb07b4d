using ZkStyle.Quantize.Autograd;

namespace ZkStyle.Quantize.Tests.Autograd;

public class PaletteCrossEntropyTests
{
    private const double Step = 1e-5;

    public static TheoryData<int, int, int, int, double> Shapes => new()
    {
        { 2, 1, 3, 3, 4 }, { 2, 2, 1, 1, 4 }, { 3, 5, 4, 4, 0 }, { 2, 7, 3, 5, 4 }, { 1, 32, 4, 9, 4 }, { 2, 3, 13, 11, 0.7 }, { 1, 256, 1, 17, 1.5 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Loss_and_gradient_match_the_definition_and_central_differences(int batch, int colours, int height, int width, double weight)
    {
        var example = new Example(batch, colours, height, width, spread: 3);
        var expected = example.Definition(example.Logits, weight);
        var (loss, gradient) = Evaluate(example, weight, factor: 1);
        Assert.Equal(expected, loss, 1e-12 * (1 + expected));
        var (floatLoss, floatGradient) = EvaluateFloat(example, (float)weight);
        Assert.Equal(expected, floatLoss, 1e-5 * (1 + expected));
        var (_, tripled) = Evaluate(example, weight, factor: 3);
        var cells = batch * height * width;
        for (var i = 0; i < example.Logits.Length; i++)
        {
            // A logit changes the loss by up to 1 / cells, so errors are measured in that unit.
            Assert.True(Math.Abs(gradient[i] - floatGradient[i]) * cells <= 2e-5, $"logit {i}: {gradient[i]} in double, {floatGradient[i]} in float");
            Assert.Equal(3 * gradient[i], tripled[i], 1e-12);
        }

        for (var i = 0; i < example.Logits.Length; i += 1 + (example.Logits.Length / 500))
        {
            var moved = (double[])example.Logits.Clone();
            moved[i] += Step;
            var above = example.Definition(moved, weight);
            moved[i] -= 2 * Step;
            var difference = (above - example.Definition(moved, weight)) / (2 * Step);
            Assert.True(Math.Abs(difference - gradient[i]) * cells <= 1e-6, $"logit {i}: difference quotient {difference}, gradient {gradient[i]}");
        }
    }

    [Fact]
    public void Huge_logits_stay_finite_and_precise()
    {
        foreach (var spread in new[] { 100.0, 10_000 })
        {
            var example = new Example(2, 8, 4, 5, spread);
            var (loss, gradient) = Evaluate(example, 4, factor: 1);
            var (floatLoss, floatGradient) = EvaluateFloat(example, 4);
            Assert.True(double.IsFinite(loss) && float.IsFinite(floatLoss));
            Assert.Equal(loss, floatLoss, 1e-6 * loss);
            for (var i = 0; i < gradient.Length; i++)
                Assert.True(Math.Abs(gradient[i] - floatGradient[i]) * 40 <= 1e-4 * spread, $"logit {i}: {gradient[i]} in double, {floatGradient[i]} in float");
        }
    }

    [Fact]
    public void Slopes_of_a_cell_sum_to_zero_and_the_wanted_class_is_pushed_up()
    {
        var example = new Example(1, 6, 3, 8, spread: 2);
        var (_, gradient) = Evaluate(example, 0, factor: 1);
        for (var cell = 0; cell < 24; cell++)
        {
            Assert.Equal(0, Enumerable.Range(0, 6).Sum(k => gradient[(k * 24) + cell]), 1e-12);
            Assert.True(gradient[(example.Classes[cell] * 24) + cell] < 0);
        }
    }

    [Fact]
    public void Evaluating_gives_the_loss_without_a_gradient()
    {
        var example = new Example(2, 4, 4, 4, spread: 1);
        var tape = new Tape<double> { IsTraining = false };
        var loss = PaletteCrossEntropy.Apply(tape, new Tensor<double>(2, 4, 4, 4, example.Logits, []), example.Classes, example.Palette, 4.0);
        Assert.Equal(example.Definition(example.Logits, 4), loss.Data[0], 1e-12);
        Assert.False(loss.HasGradient);
    }

    [Fact]
    public void Targets_that_do_not_fit_are_refused()
    {
        var tape = new Tape<float>();
        var logits = tape.NewTensor(1, 3, 2, 2, withGradient: true);
        var palette = new float[9];
        Assert.Throws<ArgumentException>(() => PaletteCrossEntropy.Apply(tape, logits, new byte[3], palette, 4f));
        Assert.Throws<ArgumentException>(() => PaletteCrossEntropy.Apply(tape, logits, new byte[4], new float[8], 4f));
        Assert.Contains("Cell 2", Assert.Throws<ArgumentException>(() => PaletteCrossEntropy.Apply(tape, logits, new byte[] { 0, 2, 3, 0 }, palette, 4f)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => PaletteCrossEntropy.Apply(tape, tape.NewTensor(1, 257, 1, 1, withGradient: true), new byte[1], new float[771], 4f));
    }

    private static (double Loss, double[] Gradient) Evaluate(Example example, double weight, double factor)
    {
        var tape = new Tape<double>();
        var logits = new Tensor<double>(example.Batch, example.Colours, example.Height, example.Width, example.Logits, new double[example.Logits.Length]);
        var loss = PaletteCrossEntropy.Apply(tape, logits, example.Classes, example.Palette, weight);
        tape.Backward(ElementwiseOperations.Affine(tape, loss, factor, 0));
        return (loss.Data[0], logits.Gradient.ToArray());
    }

    private static (float Loss, float[] Gradient) EvaluateFloat(Example example, float weight)
    {
        var tape = new Tape<float>();
        var logits = new Tensor<float>(
            example.Batch, example.Colours, example.Height, example.Width, Array.ConvertAll(example.Logits, x => (float)x), new float[example.Logits.Length]);
        var loss = PaletteCrossEntropy.Apply(tape, logits, example.Classes, Array.ConvertAll(example.Palette, x => (float)x), weight);
        tape.Backward(loss);
        return (loss.Data[0], logits.Gradient.ToArray());
    }

    private sealed class Example
    {
        public Example(int batch, int colours, int height, int width, double spread)
        {
            (Batch, Colours, Height, Width) = (batch, colours, height, width);
            var random = new Random(colours + (31 * height) + width);
            Logits = [.. Enumerable.Range(0, batch * colours * height * width).Select(_ => (float)(spread * ((2 * random.NextDouble()) - 1)))];
            Classes = [.. Enumerable.Range(0, batch * height * width).Select(_ => (byte)random.Next(colours))];
            Palette = [.. Enumerable.Range(0, colours * 3).Select(_ => (double)random.NextSingle())];
        }

        public int Batch { get; }

        public int Colours { get; }

        public int Height { get; }

        public int Width { get; }

        public double[] Logits { get; }

        public byte[] Classes { get; }

        public double[] Palette { get; }

        // Straight from the formula, in double precision.
        public double Definition(double[] logits, double weight)
        {
            var plane = Height * Width;
            var sum = 0.0;
            for (var cell = 0; cell < Batch * plane; cell++)
            {
                var z = Enumerable.Range(0, Colours).Select(k => logits[(((cell / plane * Colours) + k) * plane) + (cell % plane)]).ToArray();
                var t = Classes[cell];
                var normalizer = z.Sum(x => Math.Exp(x - z.Max()));
                var p = z.Select(x => Math.Exp(x - z.Max()) / normalizer).ToArray();
                sum += Math.Log(normalizer) + z.Max() - z[t];
                for (var k = 0; k < Colours; k++)
                    sum += weight * p[k] * Enumerable.Range(0, 3).Sum(c => Math.Pow(Palette[(3 * k) + c] - Palette[(3 * t) + c], 2));
            }

            return sum / (Batch * plane);
        }
    }
}
