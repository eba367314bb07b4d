using ZkStyle.Quantize.Datasets;

namespace ZkStyle.Quantize.Tests.Datasets;

public sealed class SceneCanvasTests
{
    private const int Pixels = SceneCanvas.Side * SceneCanvas.Side;

    private static readonly byte[] s_own = [200, 210, 220];

    [Fact]
    public void A_cell_is_two_by_two_pixels_of_both_drawings()
    {
        var canvas = new SceneCanvas();
        canvas.PaintCell((3 * SceneCanvas.Native) + 5, [10, 20, 30], [0, 1, 2]);
        var (input, target) = Compose(canvas);
        for (var i = 0; i < Pixels; i++)
        {
            var inside = i % 64 is 10 or 11 && i / 64 is 6 or 7;
            for (var c = 0; c < 3; c++)
            {
                Assert.Equal(inside ? (c + 1) * 10 / 255f : 0.5f, input[(c * Pixels) + i]);
                Assert.Equal(inside ? (c + 1) * 10 / 255f : s_own[c] / 255f, target[(c * Pixels) + i]);
            }
        }
    }

    [Fact]
    public void A_cell_can_be_kept_out_of_the_input()
    {
        var canvas = new SceneCanvas();
        canvas.PaintCell(0, [0, 0, 0], [0, 1, 2], inInput: false);
        var (input, target) = Compose(canvas);
        Assert.Equal(0.5f, input[0]);
        Assert.Equal(0f, target[0]);
    }

    [Fact]
    public void A_region_is_soft_in_the_input_and_whole_in_the_target_from_half_a_cell_on()
    {
        var coverage = new float[Pixels];
        // Cell 0: half covered. Cell 1: just below half.
        (coverage[0], coverage[1]) = (1, 1);
        (coverage[2], coverage[3]) = (1, 0.9f);
        var canvas = new SceneCanvas();
        canvas.PaintRegion(coverage, [1, 0, 0], [0.7f, 0, 0], _ => 0.1f);
        var (input, target) = Compose(canvas);
        Assert.Equal(0.8f, input[0], 1e-6f);
        Assert.Equal((0.9f * 0.8f) + (0.1f * 0.5f), input[3], 1e-6f);
        Assert.Equal(0.5f, input[64]);
        Assert.Equal([1f, 1f, s_own[0] / 255f, s_own[0] / 255f], [target[0], target[65], target[2], target[67]]);
    }

    [Fact]
    public void Later_regions_cover_earlier_ones_and_the_background_by_their_share()
    {
        var canvas = new SceneCanvas();
        var coverage = new float[Pixels];
        coverage[0] = 0.5f;
        canvas.PaintRegion(coverage, [1, 1, 1], [1, 1, 1], _ => 0);
        canvas.PaintRegion(coverage, [0, 0, 0], [0, 0, 0], _ => 0);
        // 1/4 background of 0.5, 1/4 white, 1/2 black.
        Assert.Equal(0.375f, Compose(canvas).Input[0], 1e-6f);
    }

    [Fact]
    public void A_shadow_falls_beside_what_is_painted()
    {
        var canvas = new SceneCanvas();
        for (var cell = 0; cell < 4; cell++)
            canvas.PaintCell((16 * SceneCanvas.Native) + 14 + cell, [255, 255, 255], [0, 1, 2]);
        var shadow = new float[Pixels];
        canvas.CastShadow(dx: 0, dy: 4, radius: 1, strength: 0.5f, shadow);
        Assert.Equal(1f, shadow[0]);
        Assert.True(shadow[(37 * 64) + 32] < 0.8f);
        Assert.All(shadow, factor => Assert.InRange(factor, 0.5f, 1f));
    }

    private static (float[] Input, float[] Target) Compose(SceneCanvas canvas)
    {
        var (input, target) = (new float[3 * Pixels], new float[3 * Pixels]);
        canvas.Compose((_, _) => 0.5f, s_own, input, target);
        return (input, target);
    }
}
