using ZkStyle.Quantize.Evaluation;
using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Tests.Evaluation;

public class QualityTests
{
    [Fact]
    public void Equal_pictures_score_the_most_there_is()
    {
        var picture = Random(1, 64);
        Assert.Equal(new Quality(99, 99, 1), Quality.Of([picture], [picture]));
        // The least difference there can be scores less.
        var nearly = new RgbImage(64, 64, [.. picture.Pixels]);
        nearly.Pixels[5] ^= 1;
        Assert.InRange(Quality.Of([picture], [nearly]).Psnr, 80, 98.999);
    }

    [Fact]
    public void Ratios_are_of_all_pixels_and_similarity_of_native_ones()
    {
        RgbImage[] originals = [Random(2, 32), Random(3, 32)], decoded = [Random(4, 32), Random(5, 32)];
        var quality = Quality.Of(Doubled(originals), Doubled(decoded));
        var errors = originals.Zip(decoded, ImageMetrics.MeanSquaredError).ToArray();
        Assert.Equal(ImageMetrics.Psnr((errors[0] + errors[1]) / 2), quality.Psnr, 9);
        Assert.Equal((ImageMetrics.Psnr(errors[0]) + ImageMetrics.Psnr(errors[1])) / 2, quality.MeanPsnr, 9);
        Assert.Equal(originals.Zip(decoded, ImageMetrics.Ssim).Average(), quality.Ssim, 9);
        Assert.Equal(Doubled(originals).Zip(Doubled(decoded), ImageMetrics.Ssim).Average(), Quality.Of(Doubled(originals), Doubled(decoded), 64).Ssim, 9);
        var swapped = Quality.Of(Doubled([originals[1], originals[0]]), Doubled([decoded[1], decoded[0]]));
        Assert.Equal(quality.Psnr, swapped.Psnr, 9);

        static RgbImage[] Doubled(RgbImage[] pictures) => [.. pictures.Select(picture => ImageResizer.Box(picture, 64, 64))];
    }

    private static RgbImage Random(int seed, int side)
    {
        var image = new RgbImage(side, side);
        new Random(seed).NextBytes(image.Pixels);
        return image;
    }
}
