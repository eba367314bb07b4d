using Xunit.Abstractions;
using ZkStyle.Circuit.Tests.Support;
using ZkStyle.Circuit.Witnesses;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Circuit.Tests.Witnesses;

public class FullConvolutionTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1, 1, 1, 1, 1, 3, false)]
    [InlineData(2, 1, 1, 1, 1, 3, true)]
    [InlineData(3, 3, 5, 7, 4, 3, false)]
    [InlineData(4, 3, 5, 7, 4, 3, true)]
    [InlineData(5, 2, 16, 16, 3, 3, true)]
    [InlineData(6, 8, 9, 33, 2, 3, false)]
    [InlineData(7, 1, 1, 1, 1, 1, false)]
    [InlineData(8, 3, 5, 7, 4, 1, true)]
    [InlineData(9, 8, 9, 33, 2, 1, false)]
    public void Every_accumulator_equals_the_definition(int seed, int channels, int height, int width, int outputs, int kernel, bool upsample)
    {
        var random = Seeds.Random(seed, output);
        var shape = new TensorShape(channels, height, width);
        var values = new int[shape.Length];
        var cells = new long[channels, height, width];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = random.Next(-128, 128);
            cells[i / (height * width), i / width % height, i % width] = values[i];
        }

        var weights = new sbyte[outputs * channels * kernel * kernel];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = (sbyte)random.Next(-127, 128);
        var input = new QuantizedInput(0, channels, outputs, kernel, upsample, weights, [.. Enumerable.Repeat(1, outputs)]);
        var factor = upsample ? 2 : 1;
        var (lines, columns) = ((factor * height) + 2, (factor * width) + 2);
        var planes = FullConvolution.PadLines(shape, values, upsample);
        for (var o = 0; o < outputs; o++)
        {
            var sums = new int[lines * columns];
            FullConvolution.Accumulate(input, o, factor * height, factor * width, planes, sums);
            for (var y = 0; y < lines; y++)
            {
                for (var x = 0; x < columns; x++)
                    Assert.Equal(NaiveDecoder.Accumulator(input, cells, o, y - 1, x - 1), sums[(y * columns) + x]);
            }
        }
    }
}
