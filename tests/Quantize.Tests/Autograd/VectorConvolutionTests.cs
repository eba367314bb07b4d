using ZkStyle.Quantize.Autograd;

namespace ZkStyle.Quantize.Tests.Autograd;

public class VectorConvolutionTests
{
    private static readonly string[] s_results = ["output", "input gradient", "weight gradient", "bias gradient"];

    public static TheoryData<int, int, int, int, int, int, int> Shapes
    {
        get
        {
            // Batch, input channels, height, width, output channels, kernel, stride.
            var data = new TheoryData<int, int, int, int, int, int, int>
            {
                { 1, 1, 1, 1, 1, 1, 1 }, { 2, 1, 1, 1, 1, 3, 1 }, { 5, 3, 8, 8, 4, 3, 1 }, { 3, 5, 16, 16, 7, 3, 1 }, { 1, 2, 3, 64, 3, 3, 1 },
                { 2, 4, 7, 9, 5, 3, 1 }, { 4, 6, 16, 8, 9, 1, 1 }, { 2, 3, 5, 11, 2, 1, 1 }, { 3, 4, 16, 16, 6, 3, 2 }, { 2, 3, 9, 13, 5, 3, 2 },
                { 2, 2, 8, 8, 3, 1, 2 }, { 1, 2, 12, 10, 3, 5, 1 }, { 2, 2, 13, 17, 3, 5, 3 }, { 3, 1, 2, 2, 1, 5, 2 }, { 1, 2, 4, 24, 13, 3, 4 },
                { 7, 17, 8, 8, 19, 3, 1 }, { 4, 12, 32, 32, 9, 3, 2 }, { 2, 21, 16, 16, 12, 1, 1 }, { 1, 3, 40, 72, 11, 3, 1 }, { 3, 9, 4, 4, 10, 7, 1 },
            };
            var random = new Random(8);
            for (var i = 0; i < 30; i++)
            {
                data.Add(
                    random.Next(1, 6), random.Next(1, 12), random.Next(1, 20), random.Next(1, 36), random.Next(1, 14), (2 * random.Next(3)) + 1, random.Next(1, 4));
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void All_three_passes_match_the_reference(int batch, int inputs, int height, int width, int outputs, int kernel, int stride)
    {
        var shape = new ConvolutionShape(inputs, height, width, outputs, kernel, stride);
        foreach (var withBias in new[] { false, true })
        {
            var expected = Run(shape, batch, withBias, ConvolutionPath.Reference);
            foreach (var path in new[] { ConvolutionPath.Narrow, ConvolutionPath.Wide })
            {
                var actual = Run(shape, batch, withBias, path);
                for (var i = 0; i < expected.Length; i++)
                    AssertClose(expected[i], actual[i], $"{path}, bias {withBias}, {s_results[i]}");
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_input_without_a_gradient_and_an_evaluating_tape_are_served(bool wide)
    {
        var shape = new ConvolutionShape(3, 8, 8, 5, 3, 2);
        foreach (var training in new[] { false, true })
        {
            var tape = new Tape<float> { IsTraining = training };
            var weights = new Parameter<float>("w", shape.WeightLength);
            Array.Fill(weights.Values, 1f);
            var input = tape.NewTensor(2, 3, 8, 8, withGradient: false);
            input.Data.Fill(1);
            var output = ConvolutionOperation.Apply(tape, input, weights, null, 5, 3, 2, wide ? ConvolutionPath.Wide : ConvolutionPath.Narrow);
            // Corner, edge and middle cells see 2x2, 2x3 and 3x3 cells of 3 channels.
            Assert.Equal((12f, 18f, 27f), (output.Data[0], output.Data[1], output.Data[5]));
            Assert.Equal(training, output.HasGradient);
        }
    }

    [Fact]
    public async Task Results_do_not_depend_on_the_number_of_threads()
    {
        var shape = new ConvolutionShape(24, 16, 16, 20, 3, 1);
        var parallel = Run(shape, 6, withBias: true, ConvolutionPath.Fastest);
        // A scheduler of one thread: pieces run one after the other.
        var scheduler = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        var serial = await Task.Factory.StartNew(
            () => Run(shape, 6, withBias: true, ConvolutionPath.Fastest), CancellationToken.None, TaskCreationOptions.None, scheduler);
        for (var i = 0; i < serial.Length; i++)
            Assert.Equal(serial[i], parallel[i]);
    }

    [Fact]
    public void Short_buffers_are_refused_before_memory_is_touched()
    {
        var plan = CorrelationPlan.Forward(new ConvolutionShape(2, 8, 8, 2, 3, 1));
        var packed = new float[CorrelationKernel.PackedLength(plan, wide: true)];
        foreach (var wide in new[] { false, true })
        {
            Assert.Throws<ArgumentException>(() => CorrelationKernel.Correlate(plan, wide, 1, new float[10], packed, 0, 1, new float[128], add: false));
            Assert.Throws<ArgumentException>(() => CorrelationKernel.Correlate(plan, wide, 1, new float[plan.PreparedLength], packed, 0, 2, new float[128], add: false));
            Assert.Throws<ArgumentException>(() => CorrelationKernel.AddProducts(plan, wide, 1, new float[plan.PreparedLength], new float[127], 0, 0, 18, new float[36]));
            Assert.Throws<ArgumentException>(() => CorrelationKernel.AddProducts(plan, wide, 1, new float[plan.PreparedLength], new float[128], 0, 0, 19, new float[36]));
        }
    }

    // Output, and gradients of input, weights and bias; gradients are added to numbers that were there before.
    private static float[][] Run(ConvolutionShape shape, int batch, bool withBias, ConvolutionPath path)
    {
        var random = new Random(shape.InputChannels + (31 * shape.Height) + (7 * shape.Width));
        void Fill(Span<float> numbers)
        {
            foreach (ref var number in numbers)
                number = (random.NextSingle() * 2) - 1;
        }

        var tape = new Tape<float>();
        var weights = new Parameter<float>("w", shape.WeightLength);
        var bias = new Parameter<float>("b", shape.OutputChannels);
        var input = tape.NewTensor(batch, shape.InputChannels, shape.Height, shape.Width, withGradient: true);
        Fill(weights.Values);
        Fill(bias.Values);
        Fill(input.Data);
        // A first round leaves numbers in all borrowed memory.
        Round();
        return Round();

        float[][] Round()
        {
            Fill(weights.Gradient);
            Fill(bias.Gradient);
            Fill(input.Gradient);
            var output = ConvolutionOperation.Apply(tape, input, weights, withBias ? bias : null, shape.OutputChannels, shape.Kernel, shape.Stride, path);
            Fill(output.Gradient);
            tape.Backward(tape.NewTensor(1, 1, 1, 1, withGradient: true));
            float[][] results = [output.Data.ToArray(), input.Gradient.ToArray(), [.. weights.Gradient], [.. bias.Gradient]];
            var copy = new float[input.Length];
            input.Data.CopyTo(copy);
            tape.Clear();
            input = tape.NewTensor(batch, shape.InputChannels, shape.Height, shape.Width, withGradient: true);
            copy.CopyTo(input.Data);
            return results;
        }
    }

    private static void AssertClose(float[] expected, float[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= 1e-4f * (1 + Math.Abs(expected[i])), $"{what} {i}: {expected[i]} expected, {actual[i]} found");
    }
}
