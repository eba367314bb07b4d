using ZkStyle.Quantize.Autograd;

namespace ZkStyle.Quantize.Tests.Autograd;

public class TensorTests
{
    [Fact]
    public void A_gradient_is_zero_for_who_looks_before_it_is_written()
    {
        var tape = new Tape<float>();
        tape.NewTensor(2, 3, 4, 5, withGradient: true).Gradient.Fill(7);
        tape.Clear();
        var tensor = tape.NewTensor(2, 3, 4, 5, withGradient: true);
        Parallel.For(0, 2, n =>
        {
            foreach (ref var g in tensor.ImageGradient(n))
                g += 1;
        });
        Assert.All(tensor.Gradient.ToArray(), g => Assert.Equal(1, g));
        Assert.True(tensor.ClaimGradient());
    }

    [Fact]
    public void The_first_to_claim_a_gradient_overwrites_it_and_the_next_adds()
    {
        var tape = new Tape<float>();
        var tensor = tape.NewTensor(1, 1, 2, 2, withGradient: true);
        Assert.False(tensor.ClaimGradient());
        tensor.Gradient.Fill(3);
        Assert.True(tensor.ClaimGradient());
        Assert.Equal(3, tensor.Gradient[2]);
        Assert.True(new Tensor<float>(1, 1, 1, 1, [1], [5]).ClaimGradient());
    }

    [Fact]
    public void A_result_that_the_loss_does_not_depend_on_sends_back_nothing()
    {
        var tape = new Tape<double>();
        // Memory that holds other numbers.
        tape.NewTensor(1, 2, 4, 4, withGradient: true).Gradient.Fill(9);
        tape.Clear();
        var x = new Tensor<double>(1, 2, 4, 4, [.. Enumerable.Range(0, 32).Select(i => i - 15.5)], new double[32]);
        var weights = new Parameter<double>("w", 36);
        ElementwiseOperations.Relu(tape, ConvolutionOperation.Apply(tape, x, weights, null, 2, 3, 1));
        var y = ElementwiseOperations.Affine(tape, x, 2, 0);
        tape.Backward(LossOperations.MeanSquaredError(tape, y, new Tensor<double>(1, 2, 4, 4, new double[32], [])));
        for (var i = 0; i < 32; i++)
            Assert.Equal(2 * 2 * 2 * x.Data[i] / 32, x.Gradient[i], 1e-12);
        Assert.All(weights.Gradient, g => Assert.Equal(0, g));
    }
}
