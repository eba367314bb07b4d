using ZkStyle.Quantize.Autograd;

namespace ZkStyle.Quantize.Tests.Autograd;

public class PaletteSmoothnessTests
{
    private const double Step = 1e-5;

    [Theory]
    [InlineData(1, 2, 2, 2, 1.0)]
    [InlineData(2, 3, 1, 5, 0.3)]
    [InlineData(2, 4, 5, 1, 2.0)]
    [InlineData(1, 6, 1, 1, 1.0)]
    [InlineData(3, 5, 4, 7, 0.1)]
    [InlineData(1, 32, 9, 8, 0.7)]
    public void Loss_and_gradient_match_the_definition_and_central_differences(int batch, int colours, int height, int width, double weight)
    {
        var logits = Draw(batch * colours * height * width, spread: 3);
        var (loss, gradient) = Evaluate(logits, batch, colours, height, width, weight, factor: 1);
        Assert.Equal(Definition(logits, batch, colours, height, width, weight), loss, 1e-12);
        var (_, tripled) = Evaluate(logits, batch, colours, height, width, weight, factor: 3);
        var singles = Evaluate(Array.ConvertAll(logits, x => (float)x), batch, colours, height, width, (float)weight, factor: 1);
        Assert.Equal(loss, singles.Loss, 1e-5);
        var cells = batch * height * width;
        for (var i = 0; i < logits.Length; i++)
        {
            var moved = (double[])logits.Clone();
            moved[i] += Step;
            var above = Definition(moved, batch, colours, height, width, weight);
            moved[i] -= 2 * Step;
            var difference = (above - Definition(moved, batch, colours, height, width, weight)) / (2 * Step);
            // A logit changes the loss by up to weight / cells, so errors are measured in that unit.
            Assert.True(Math.Abs(difference - gradient[i]) * cells <= 1e-6, $"logit {i}: difference quotient {difference}, gradient {gradient[i]}");
            Assert.True(Math.Abs(singles.Gradient[i] - gradient[i]) * cells <= 2e-5, $"logit {i}: {gradient[i]} in double, {singles.Gradient[i]} in float");
            Assert.Equal(3 * gradient[i], tripled[i], 1e-12);
        }
    }

    [Fact]
    public void A_plain_picture_costs_nothing_and_a_chequered_one_all_its_pairs()
    {
        var plain = new double[3 * 16];
        var chequered = new double[3 * 16];
        for (var cell = 0; cell < 16; cell++)
        {
            plain[cell] = 1000;
            chequered[((cell + (cell / 4)) % 2 * 16) + cell] = 1000;
        }

        Assert.Equal(0, Evaluate(plain, 1, 3, 4, 4, 2.0, 1).Loss, 1e-12);
        Assert.Equal(2.0 * 24 / 16, Evaluate(chequered, 1, 3, 4, 4, 2.0, 1).Loss, 1e-12);
    }

    [Fact]
    public void Its_gradient_joins_that_of_another_loss_in_either_order()
    {
        var logits = Draw(2 * 4 * 9, spread: 2);
        var classes = new byte[18];
        var alone = Evaluate(logits, 2, 4, 3, 3, 0.5, 1).Gradient;
        var other = Joined(cross: true, smooth: false);
        foreach (var both in new[] { Joined(cross: true, smooth: true), Joined(cross: true, smooth: true, smoothFirst: true) })
        {
            for (var i = 0; i < logits.Length; i++)
                Assert.Equal(alone[i] + other[i], both[i], 1e-14);
        }

        double[] Joined(bool cross, bool smooth, bool smoothFirst = false)
        {
            var tape = new Tape<double>();
            // Memory that another use left full of numbers.
            var tensor = new Tensor<double>(2, 4, 3, 3, logits, [.. Enumerable.Repeat(7.0, logits.Length)], isGradientZero: false);
            var first = smoothFirst ? Smooth() : Cross();
            tape.Backward(smooth && cross ? ElementwiseOperations.Add(tape, first, smoothFirst ? Cross() : Smooth()) : first);
            return tensor.Gradient.ToArray();

            Tensor<double> Smooth() => PaletteSmoothness.Apply(tape, tensor, 0.5);
            Tensor<double> Cross() => PaletteCrossEntropy.Apply<double>(tape, tensor, classes, Array.Empty<double>(), 0);
        }
    }

    [Fact]
    public void Evaluating_gives_the_loss_without_a_gradient()
    {
        var logits = Draw(2 * 3 * 20, spread: 1);
        var loss = PaletteSmoothness.Apply(new Tape<double> { IsTraining = false }, new Tensor<double>(2, 3, 4, 5, logits, []), 1.0);
        Assert.Equal(Definition(logits, 2, 3, 4, 5, 1), loss.Data[0], 1e-12);
        Assert.False(loss.HasGradient);
    }

    private static double[] Draw(int count, double spread)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ => (double)(float)(spread * ((2 * random.NextDouble()) - 1)))];
    }

    private static (T Loss, T[] Gradient) Evaluate<T>(T[] logits, int batch, int colours, int height, int width, T weight, T factor)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        var tape = new Tape<T>();
        var tensor = new Tensor<T>(batch, colours, height, width, logits, new T[logits.Length]);
        var loss = PaletteSmoothness.Apply(tape, tensor, weight);
        tape.Backward(ElementwiseOperations.Affine(tape, loss, factor, T.Zero));
        return (loss.Data[0], tensor.Gradient.ToArray());
    }

    // Pair by pair: one minus the probability that two draws agree.
    private static double Definition(double[] logits, int batch, int colours, int height, int width, double weight)
    {
        double[] Probabilities(int n, int y, int x)
        {
            var powers = Enumerable.Range(0, colours).Select(k => Math.Exp(logits[(((((n * colours) + k) * height) + y) * width) + x])).ToArray();
            return [.. powers.Select(power => power / powers.Sum())];
        }

        var sum = 0.0;
        for (var n = 0; n < batch; n++)
        {
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                {
                    if (x + 1 < width)
                        sum += 1 - Probabilities(n, y, x).Zip(Probabilities(n, y, x + 1), (a, b) => a * b).Sum();
                    if (y + 1 < height)
                        sum += 1 - Probabilities(n, y, x).Zip(Probabilities(n, y + 1, x), (a, b) => a * b).Sum();
                }
            }
        }

        return weight * sum / (batch * height * width);
    }
}
