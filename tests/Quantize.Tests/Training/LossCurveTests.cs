using ZkStyle.Quantize.Training;

namespace ZkStyle.Quantize.Tests.Training;

public class LossCurveTests
{
    [Fact]
    public void Falling_losses_are_drawn_from_the_upper_left_to_the_lower_right()
    {
        var image = LossCurve.Draw([.. Enumerable.Range(0, 200).Select(i => 0.1f * MathF.Exp(-i / 50f))]);
        // The running average is the only saturated blue.
        var points = Enumerable.Range(0, image.Width * image.Height)
            .Where(i => image.Pixels[(3 * i) + 2] - image.Pixels[3 * i] > 100).Select(i => (X: i % image.Width, Y: i / image.Width)).ToArray();
        Assert.NotEmpty(points);
        Assert.True(points.MinBy(p => p.X).Y < points.MaxBy(p => p.X).Y);
        Assert.InRange(points.Max(p => p.X) - points.Min(p => p.X), 550, 640);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5000)]
    public void Any_number_of_losses_can_be_drawn(int count)
    {
        var image = LossCurve.Draw([.. Enumerable.Range(0, count).Select(i => i == 0 ? 0f : 1f / i)]);
        Assert.Equal(640 * 360 * 3, image.Pixels.Length);
    }
}
