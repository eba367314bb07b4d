using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Onnx;

/// <summary>
/// Decides whether an ONNX Resize is nearest doubling, by computing for every output cell which input cell it shows
/// (the formulas of the operator's specification, ONNX operators, Resize).
/// </summary>
internal static class ResizeRule
{
    private const int HeightAxis = 2;
    private const int WidthAxis = 3;
    private const int Axes = 4;

    /// <summary>The factor of a Resize.</summary>
    /// <param name="reader">The node.</param>
    /// <param name="shape">Shape of what it takes.</param>
    /// <param name="constant">Gives the constant of a name; throws where there is none.</param>
    /// <returns>1 when it changes nothing, 2 when it doubles.</returns>
    /// <exception cref="InvalidDataException">It is neither; the message names the node.</exception>
    public static int Factor(NodeReader reader, TensorShape shape, Func<string, OnnxTensor> constant)
    {
        var node = reader.Node;
        reader.RequireInputs(1, 4);
        var mode = reader.Text("mode", "nearest");
        var transformation = reader.Text("coordinate_transformation_mode", "half_pixel");
        var rounding = reader.Text("nearest_mode", "round_prefer_floor");
        var axes = reader.Integers("axes");
        var policy = reader.Text("keep_aspect_ratio_policy", "stretch");
        reader.Ignore("antialias", "cubic_coeff_a", "exclude_outside", "extrapolation_value");
        reader.RequireNothingElse();
        if (mode != "nearest")
            throw node.Refuse($"mode {OnnxText.Quote(mode)} cannot be proven; use nearest.");
        if (policy != "stretch")
            throw node.Refuse($"keep_aspect_ratio_policy {OnnxText.Quote(policy)} is not supported; use stretch.");
        var scales = Sides(node, node.Input(2) is { } s ? constant(s) : null, axes, 1);
        var sizes = Sides(node, node.Input(3) is { } t ? constant(t) : null, axes, 0);
        if (scales is null == sizes is null)
            throw node.Refuse("it needs either scales or sizes, as constants.");
        long[] inputs = [1, shape.Channels, shape.Height, shape.Width];
        if (sizes is not null)
            scales = [.. sizes.Select((size, axis) => size == 0 || axis == 0 ? 1 : size / inputs[axis])];
        if (scales![0] != 1 || scales[1] != 1 || scales[HeightAxis] != scales[WidthAxis] || scales[HeightAxis] is not (1 or 2))
            throw node.Refuse($"scales {string.Join(',', scales)} cannot be proven; doubling (1,1,2,2) can.");
        var factor = (int)scales[HeightAxis];
        if (!Repeats(transformation, rounding, shape.Height, factor) || !Repeats(transformation, rounding, shape.Width, factor))
            throw node.Refuse($"{OnnxText.Quote(transformation)} with {OnnxText.Quote(rounding)} does not repeat every cell; use asymmetric with floor.");
        return factor;
    }

    private static double[]? Sides(OnnxNode node, OnnxTensor? constant, IReadOnlyList<long>? axes, double standard)
    {
        // An empty tensor stands for an input left out.
        if (constant is null || constant.Count == 0)
            return null;
        if (constant.Count != (axes?.Count ?? Axes))
            throw node.Refuse($"it has {constant.Count} scales or sizes for {axes?.Count ?? Axes} axes.");
        double[] sides = [standard, standard, standard, standard];
        for (var i = 0; i < constant.Count; i++)
        {
            var axis = axes is null ? i : axes[i] < 0 ? axes[i] + Axes : axes[i];
            if (axis is < 0 or >= Axes)
                throw node.Refuse($"its axis {axis} is none of a picture's.");
            sides[axis] = constant.Number(i);
        }

        return sides;
    }

    private static bool Repeats(string transformation, string rounding, int length, int factor)
    {
        var (input, output, scale) = ((double)length, (double)length * factor, (double)factor);
        for (var i = 0; i < output; i++)
        {
            var x = transformation switch
            {
                "asymmetric" => i / scale,
                // Sizes are whole multiples, so the symmetric variant moves nothing.
                "half_pixel" or "half_pixel_symmetric" => ((i + 0.5) / scale) - 0.5,
                "pytorch_half_pixel" => output > 1 ? ((i + 0.5) / scale) - 0.5 : 0,
                "align_corners" => output > 1 ? i * (input - 1) / (output - 1) : 0,
                _ => double.NaN,
            };
            var nearest = rounding switch
            {
                "floor" => Math.Floor(x),
                "ceil" => Math.Ceiling(x),
                "round_prefer_floor" => Math.Ceiling(x - 0.5),
                "round_prefer_ceil" => Math.Floor(x + 0.5),
                _ => double.NaN,
            };
            // Not a number, from a mode nobody knows, equals nothing.
            if (Math.Clamp(nearest, 0, input - 1) != i / factor)
                return false;
        }

        return true;
    }
}
