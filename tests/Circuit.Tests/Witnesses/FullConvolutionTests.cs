using Xunit.Abstractions;
using ZkStyle.Circuit.Tests.Support;
using ZkStyle.Circuit.Witnesses;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Circuit.Tests.Witnesses;

public class FullConvolutionTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1, 1, 1, 1, 1, false)]
    [InlineData(2, 1, 1, 1, 1, true)]
    [InlineData(3, 3, 5, 7, 4, false)]
    [InlineData(4, 3, 5, 7, 4, true)]
    [InlineData(5, 2, 16, 16, 3, true)]
    [InlineData(6, 8, 9, 33, 2, false)]
    public void Every_accumulator_equals_the_definition(int seed, int channels, int height, int width, int outputs, bool upsample)
    {
        var random = Seeds.Random(seed, output);
        var layer = TestDecoders.Create(random, new TensorShape(channels, height, width), 16, 1000, 127, (outputs, upsample), (1, false)).Layers[0].Inputs[0];
        var shape = new TensorShape(channels, height, width);
        var input = new int[shape.Length];
        var cells = new long[channels, height, width];
        for (var i = 0; i < input.Length; i++)
        {
            input[i] = random.Next(-128, 128);
            cells[i / (height * width), i / width % height, i % width] = input[i];
        }

        var sums = FullConvolution.Accumulate(layer, shape, input);
        var factor = upsample ? 2 : 1;
        var product = new TensorShape(outputs, factor * height, factor * width);
        for (var o = 0; o < outputs; o++)
        {
            for (var y = 0; y < product.Height + 2; y++)
            {
                for (var x = 0; x < product.Width + 2; x++)
                    Assert.Equal(NaiveDecoder.Accumulator(layer, cells, o, y - 1, x - 1), sums[o][(y * (product.Width + 2)) + x]);
            }
        }
    }
}
