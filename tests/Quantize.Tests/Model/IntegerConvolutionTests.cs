using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Tests.Model;

public class IntegerConvolutionTests
{
    [Theory]
    [InlineData(1, 1, 1, 1, 3, false)]
    [InlineData(3, 5, 7, 2, 3, false)]
    [InlineData(8, 8, 8, 5, 3, true)]
    [InlineData(13, 16, 16, 4, 3, false)]
    [InlineData(2, 3, 20, 9, 3, true)]
    [InlineData(1, 1, 1, 1, 1, false)]
    [InlineData(7, 5, 5, 6, 1, false)]
    [InlineData(8, 16, 16, 8, 1, true)]
    public void Vectors_and_scalars_agree(int channels, int height, int width, int outputs, int kernel, bool upsample)
    {
        var random = new Random(channels + height);
        var source = new TensorShape(channels, height, width);
        var weights = new sbyte[outputs * channels * kernel * kernel];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = (sbyte)random.Next(-127, 128);
        var input = new QuantizedInput(0, channels, outputs, kernel, upsample, weights, [.. Enumerable.Repeat(1, outputs)]);
        var values = new short[source.Length];
        for (var round = 0; round < 5; round++)
        {
            for (var i = 0; i < values.Length; i++)
                values[i] = round == 0 ? (short)-128 : (short)random.Next(-128, 128);
            Assert.Equal(
                IntegerConvolution.Accumulate(input, source, values, forceScalar: true),
                IntegerConvolution.Accumulate(input, source, values));
        }
    }
}
