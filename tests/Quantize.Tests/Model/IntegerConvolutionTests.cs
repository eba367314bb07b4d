using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Tests.Model;

public class IntegerConvolutionTests
{
    [Theory]
    [InlineData(1, 1, 1, 1, false)]
    [InlineData(3, 5, 7, 2, false)]
    [InlineData(8, 8, 8, 5, true)]
    [InlineData(13, 16, 16, 4, false)]
    [InlineData(2, 3, 20, 9, true)]
    public void Vectors_and_scalars_agree(int channels, int height, int width, int outputs, bool upsample)
    {
        var random = new Random(channels + height);
        var decoder = SampleDecoders.Random(1, new TensorShape(channels, height, width), [(outputs, upsample), (3, false)]);
        var values = new short[decoder.Latent.Length];
        for (var round = 0; round < 5; round++)
        {
            for (var i = 0; i < values.Length; i++)
                values[i] = round == 0 ? (short)-128 : (short)random.Next(-128, 128);
            Assert.Equal(
                IntegerConvolution.Accumulate(decoder.Layers[0], decoder.Latent, values, forceScalar: true),
                IntegerConvolution.Accumulate(decoder.Layers[0], decoder.Latent, values));
        }
    }
}
