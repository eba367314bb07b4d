using ZkStyle.Quantize.Evaluation;
using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Tests.Datasets;

namespace ZkStyle.Quantize.Tests.Evaluation;

public class ImageMetricsTests
{
    [Fact]
    public void Psnr_is_its_formula()
    {
        var a = new RgbImage(2, 1, [10, 20, 30, 40, 50, 60]);
        var b = new RgbImage(2, 1, [10, 20, 33, 40, 54, 60]);
        Assert.Equal(25.0 / 6, ImageMetrics.MeanSquaredError(a, b), 12);
        Assert.Equal(10 * Math.Log10(65025 * 6 / 25.0), ImageMetrics.Psnr(ImageMetrics.MeanSquaredError(a, b)), 12);
        Assert.Equal(double.PositiveInfinity, ImageMetrics.Psnr(0));
    }

    [Fact]
    public void Ssim_is_one_for_equal_pictures_and_its_formula_for_one_window()
    {
        var random = new Random(4);
        var a = new RgbImage(7, 7);
        var b = new RgbImage(7, 7);
        random.NextBytes(a.Pixels);
        random.NextBytes(b.Pixels);
        Assert.Equal(1, ImageMetrics.Ssim(a, a), 12);
        double expected = 0;
        for (var c = 0; c < 3; c++)
        {
            var x = a.Pixels.Where((_, i) => i % 3 == c).Select(v => v / 255.0).ToArray();
            var y = b.Pixels.Where((_, i) => i % 3 == c).Select(v => v / 255.0).ToArray();
            var (mx, my) = (x.Average(), y.Average());
            var vx = x.Average(v => (v - mx) * (v - mx));
            var vy = y.Average(v => (v - my) * (v - my));
            var covariance = x.Zip(y, (p, q) => (p - mx) * (q - my)).Average();
            expected += ((2 * mx * my) + 1e-4) * ((2 * covariance) + 9e-4) / (((mx * mx) + (my * my) + 1e-4) * (vx + vy + 9e-4)) / 3;
        }

        Assert.Equal(expected, ImageMetrics.Ssim(a, b), 9);
        Assert.Throws<ArgumentException>(() => ImageMetrics.Ssim(a, new RgbImage(8, 7)));
        Assert.Throws<ArgumentException>(() => ImageMetrics.Ssim(new RgbImage(6, 9), new RgbImage(6, 9)));
    }

    [Fact]
    public void An_8x8_average_of_nouns_scores_what_it_always_did()
    {
        // The yardstick that trained models are held against.
        var nouns = TestData.Nouns.DrawHeldOut(200, 3);
        var averaged = nouns.Select(noun => ImageResizer.Box(ImageResizer.Box(noun, 8, 8), 64, 64)).ToArray();
        Assert.InRange(Quality.Of(nouns, averaged).Psnr, 14.8, 15.0);
        Assert.Throws<ArgumentException>(() => Quality.Of(nouns, averaged[1..]));
    }
}
