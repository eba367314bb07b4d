using ZkStyle.Quantize.Autograd;

namespace ZkStyle.Quantize.Tests.Autograd;

public class VectorConvolutionTests
{
    public static TheoryData<int, int, int, int, int, int> Shapes
    {
        get
        {
            var data = new TheoryData<int, int, int, int, int, int>
            {
                { 1, 1, 1, 1, 1, 1 }, { 1, 1, 1, 1, 3, 1 }, { 3, 8, 8, 4, 3, 1 }, { 5, 16, 16, 7, 3, 1 }, { 2, 3, 64, 3, 3, 1 },
                { 4, 7, 9, 5, 3, 1 }, { 6, 16, 8, 9, 1, 1 }, { 3, 5, 11, 2, 1, 1 }, { 4, 16, 16, 6, 3, 2 }, { 3, 9, 13, 5, 3, 2 },
                { 2, 8, 8, 3, 1, 2 }, { 2, 12, 10, 3, 5, 1 }, { 2, 13, 17, 3, 5, 3 }, { 1, 2, 2, 1, 5, 2 }, { 2, 4, 24, 13, 3, 4 },
            };
            var random = new Random(8);
            for (var i = 0; i < 25; i++)
                data.Add(random.Next(1, 8), random.Next(1, 20), random.Next(1, 20), random.Next(1, 10), (2 * random.Next(3)) + 1, random.Next(1, 4));
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void All_three_passes_match_the_reference(int inputs, int height, int width, int outputs, int kernel, int stride)
    {
        const int Images = 3;
        var shape = new ConvolutionShape(inputs, height, width, outputs, kernel, stride);
        var random = new Random(inputs + (31 * height) + (7 * width));
        float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
        var input = Numbers(Images * shape.InputLength);
        var weights = Numbers(shape.WeightLength);
        var gradient = Numbers(Images * shape.OutputLength);
        // What is there before must be added to, and what scratch holds must not matter.
        var output = Numbers(shape.OutputLength);
        var inputGradient = Numbers(shape.InputLength);
        var weightGradient = Numbers(shape.WeightLength);
        var (expectedOutput, expectedInput, expectedWeights) = ((float[])output.Clone(), (float[])inputGradient.Clone(), (float[])weightGradient.Clone());
        ReferenceConvolution.Forward<float>(shape, input.AsSpan(0, shape.InputLength), weights, expectedOutput);
        ReferenceConvolution.BackwardInput<float>(shape, gradient.AsSpan(0, shape.OutputLength), weights, expectedInput);
        for (var n = 0; n < Images; n++)
            ReferenceConvolution.BackwardWeights<float>(shape, input.AsSpan(n * shape.InputLength, shape.InputLength), gradient.AsSpan(n * shape.OutputLength, shape.OutputLength), expectedWeights);

        var length = VectorConvolution.PreparedLength(shape);
        var prepared = Numbers(Images * length);
        for (var n = 0; n < Images; n++)
            VectorConvolution.Prepare(shape, input.AsSpan(n * shape.InputLength, shape.InputLength), prepared.AsSpan(n * length, length));
        if (VectorConvolution.IsPrepared(shape))
            Assert.Equal(input, prepared);
        var packed = Numbers(VectorConvolution.PackedLength(shape));
        VectorConvolution.PackWeights(shape, weights, packed);
        VectorConvolution.Forward(shape, prepared, packed, output, Numbers(VectorConvolution.ScratchLength(shape)));
        AssertClose(expectedOutput, output);

        VectorConvolution.BackwardWeights(shape, Images, prepared, gradient, weightGradient, Numbers(Images * VectorConvolution.ScratchLength(shape)));
        AssertClose(expectedWeights, weightGradient);

        var transposed = shape.Transpose();
        var spread = gradient.AsSpan(0, shape.OutputLength).ToArray();
        if (stride > 1)
        {
            spread = Numbers(transposed.InputLength);
            VectorConvolution.Spread(shape, gradient.AsSpan(0, shape.OutputLength), spread);
        }

        var planes = Numbers(VectorConvolution.PreparedLength(transposed));
        VectorConvolution.Prepare(transposed, spread, planes);
        var turned = Numbers(VectorConvolution.PackedLength(transposed));
        VectorConvolution.PackTransposedWeights(shape, weights, turned);
        VectorConvolution.Forward(transposed, planes, turned, inputGradient, Numbers(VectorConvolution.ScratchLength(transposed)));
        AssertClose(expectedInput, inputGradient);
    }

    [Fact]
    public void Short_buffers_are_refused_before_memory_is_touched()
    {
        var shape = new ConvolutionShape(2, 8, 8, 2, 3, 1);
        Assert.Throws<ArgumentException>(() => VectorConvolution.Forward(shape, new float[10], new float[VectorConvolution.PackedLength(shape)], new float[128], []));
        Assert.Throws<ArgumentException>(() => VectorConvolution.BackwardWeights(shape, 1, new float[VectorConvolution.PreparedLength(shape)], new float[127], new float[36], []));
    }

    private static void AssertClose(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= 1e-4f * (1 + Math.Abs(expected[i])), $"element {i}: {expected[i]} expected, {actual[i]} found");
    }
}
