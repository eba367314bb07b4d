using ZkStyle.Quantize.Model;
using ZkStyle.Quantize.Onnx;

namespace ZkStyle.Quantize.Tests.Onnx;

public sealed class ResizeRuleTests
{
    private static readonly TensorShape s_shape = new(3, 5, 4);

    // Computed by hand for 5 cells: asymmetric reads i/2, half_pixel i/2 - 1/4, align_corners i*4/9.
    [Theory]
    [InlineData("asymmetric", "floor", true)]
    [InlineData("asymmetric", "ceil", false)]
    [InlineData("asymmetric", "round_prefer_floor", true)]
    [InlineData("asymmetric", "round_prefer_ceil", false)]
    [InlineData("half_pixel", "floor", false)]
    [InlineData("half_pixel", "ceil", false)]
    [InlineData("half_pixel", "round_prefer_floor", true)]
    [InlineData("half_pixel", "round_prefer_ceil", true)]
    [InlineData("half_pixel_symmetric", "round_prefer_floor", true)]
    [InlineData("pytorch_half_pixel", "round_prefer_floor", true)]
    [InlineData("align_corners", "floor", false)]
    [InlineData("align_corners", "round_prefer_floor", true)]
    [InlineData("tf_crop_and_resize", "floor", false)]
    [InlineData("asymmetric", "whatever", false)]
    public void Only_what_repeats_every_cell_is_doubling(string transformation, string rounding, bool repeats)
    {
        var reader = Reader(("coordinate_transformation_mode", transformation), ("nearest_mode", rounding));
        int Factor() => ResizeRule.Factor(reader, s_shape, _ => OnnxTensor.Of("s", [1, 1, 2, 2], 4));
        if (repeats)
            Assert.Equal(2, Factor());
        else
            Assert.Contains("does not repeat every cell", Assert.Throws<InvalidDataException>(() => Factor()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { 1f, 1f, 1f, 1f }, 1)]
    [InlineData(new[] { 1f, 1f, 2f, 2f }, 2)]
    [InlineData(new[] { 1f, 1f, 2f, 1f }, 0)]
    [InlineData(new[] { 1f, 2f, 2f, 2f }, 0)]
    [InlineData(new[] { 1f, 1f, 3f, 3f }, 0)]
    [InlineData(new[] { 1f, 1f, 0.5f, 0.5f }, 0)]
    [InlineData(new[] { 1f, 1f, float.NaN, float.NaN }, 0)]
    [InlineData(new[] { 2f, 2f }, 0)]
    public void Scales_double_or_do_nothing(float[] scales, int factor)
    {
        int Factor() => ResizeRule.Factor(Reader(("nearest_mode", "floor"), ("coordinate_transformation_mode", "asymmetric")), s_shape, _ => OnnxTensor.Of("s", scales, scales.Length));
        if (factor > 0)
            Assert.Equal(factor, Factor());
        else
            Assert.Contains("'up' (Resize)", Assert.Throws<InvalidDataException>(() => Factor()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sizes_and_axes_are_understood()
    {
        var sizes = new OnnxNode("up", "Resize", "", ["x", "", "", "sizes"], ["y"], Reader().Node.Attributes);
        Assert.Equal(2, ResizeRule.Factor(new NodeReader(sizes), s_shape, _ => OnnxTensor.Of("s", OnnxDataType.Int64, [1, 3, 10, 8], 4)));
        Assert.Throws<InvalidDataException>(() => ResizeRule.Factor(new NodeReader(sizes), s_shape, _ => OnnxTensor.Of("s", OnnxDataType.Int64, [1, 3, 9, 8], 4)));
        var attributes = new Dictionary<string, OnnxAttribute> { ["axes"] = OnnxGraphBuilder.Integers("axes", -2, 3) };
        Assert.Equal(2, ResizeRule.Factor(new NodeReader(Reader().Node with { Attributes = attributes }), s_shape, _ => OnnxTensor.Of("s", [2, 2], 2)));
    }

    private static NodeReader Reader(params (string Name, string Value)[] texts) => new(new OnnxNode(
        "up", "Resize", "", ["x", "", "scales"], ["y"], texts.ToDictionary(t => t.Name, t => OnnxGraphBuilder.Text(t.Name, t.Value))));
}
