namespace ZkStyle.Quantize.Onnx;

/// <summary>
/// Computes nodes whose inputs are all constant. Exporters write sizes as small calculations on shapes, so short rows
/// of numbers are enough; anything else is left to the caller.
/// </summary>
internal static class ConstantFolding
{
    private const int MaxCount = 64;

    /// <summary>Computes a node.</summary>
    /// <param name="reader">The node.</param>
    /// <param name="inputs">Its inputs' constants; null for one left out.</param>
    /// <returns>The result; null when this operator is none of those known here, or the constants are long.</returns>
    /// <exception cref="InvalidDataException">The node is malformed.</exception>
    public static OnnxTensor? Fold(NodeReader reader, OnnxTensor?[] inputs)
    {
        var node = reader.Node;
        if (node.Operator == "Constant")
            return Constant(reader);
        if (inputs.Length == 0 || inputs[0] is not { } x)
            return null;
        if (node.Operator == "Identity")
            return x;
        if (node.Operator is "Reshape" or "Squeeze" or "Unsqueeze" && inputs.Length <= 2 && inputs[^1] is not null)
            return Reshape(node, x, inputs.Length == 2 ? inputs[1] : null);
        if (inputs.Any(input => input is { Count: > MaxCount }))
            return null;
        return node.Operator switch
        {
            "Cast" => Result(x, CastTo(reader), x.Shape, Numbers(x)),
            "Floor" => Result(x, x.Type, x.Shape, [.. Numbers(x).Select(Math.Floor)]),
            "Concat" => Join(node, inputs),
            "Gather" when inputs is [_, { Count: 1 } index] => Result(x, x.Type, [], [At(node, x, index.Number(0))]),
            "Slice" when inputs is [_, { Count: 1 }, { Count: 1 }, ..] => Slice(node, x, inputs),
            "Add" or "Sub" or "Mul" or "Div" when inputs is [_, { } y] => Arithmetic(node, x, y),
            _ => null,
        };
    }

    private static OnnxTensor Constant(NodeReader reader)
    {
        var tensor = reader.Tensor("value");
        if (tensor is null && reader.Node.Attributes.ContainsKey("value_float"))
            tensor = OnnxTensor.Of("", [reader.Single("value_float", 0)]);
        if (tensor is null && reader.Node.Attributes.ContainsKey("value_int"))
            tensor = OnnxTensor.Of("", OnnxDataType.Int64, [reader.Integer("value_int", 0)]);
        if (tensor is null && reader.Integers("value_ints") is { } integers)
            tensor = OnnxTensor.Of("", OnnxDataType.Int64, [.. integers], integers.Count);
        if (tensor is null && reader.Node.Attributes.TryGetValue("value_floats", out var floats) && floats.Singles is { } singles)
            tensor = OnnxTensor.Of("", [.. singles], singles.Count);
        return tensor is null
            ? throw reader.Node.Refuse("its value is no tensor of numbers.")
            : tensor with { Name = reader.Node.Outputs[0] };
    }

    private static OnnxDataType CastTo(NodeReader reader)
    {
        var type = reader.Integer("to", 0);
        return Enum.IsDefined((OnnxDataType)Math.Clamp(type, 0, int.MaxValue)) ? (OnnxDataType)type : throw reader.Node.Refuse($"element type {type} is not known.");
    }

    private static OnnxTensor Reshape(OnnxNode node, OnnxTensor x, OnnxTensor? argument)
    {
        var sides = new List<long>();
        if (argument is { Count: > OnnxLimits.Sides })
            throw node.Refuse("it makes a tensor of too many sides.");
        double[] numbers = argument is null ? [] : Numbers(argument);
        switch (node.Operator)
        {
            case "Reshape":
                for (var i = 0; i < numbers.Length; i++)
                    sides.Add(numbers[i] == 0 && i < x.Shape.Count ? x.Shape[i] : (long)numbers[i]);
                var free = sides.IndexOf(-1);
                if (free >= 0)
                    sides[free] = Math.Max(1, x.Count) / Math.Max(1, Math.Abs(Product(sides)));
                break;
            case "Squeeze":
                sides.AddRange(x.Shape.Where((side, i) => side != 1 || (numbers.Length > 0 && !numbers.Contains(i) && !numbers.Contains(i - x.Shape.Count))));
                break;
            default:
                sides.AddRange(x.Shape);
                var rank = x.Shape.Count + numbers.Length;
                foreach (var at in numbers.Select(axis => axis < 0 ? axis + rank : axis).Order())
                {
                    if (at < 0 || at > sides.Count)
                        throw node.Refuse($"its axis {at} is outside 0 to {rank - 1}.");
                    sides.Insert((int)at, 1);
                }

                break;
        }

        return sides.All(side => side is >= 0 and <= int.MaxValue) && Product(sides) == x.Count
            ? x with { Shape = sides }
            : throw node.Refuse($"{x.Count} numbers do not make {string.Join('x', sides)}.");
    }

    // Of any sides: so large a product that it cannot be right ends the multiplication.
    private static long Product(List<long> sides)
    {
        long product = 1;
        foreach (var side in sides)
            product = Math.Abs(product) > OnnxLimits.Elements ? product : product * Math.Clamp(side, -1, int.MaxValue);
        return product;
    }

    private static double At(OnnxNode node, OnnxTensor x, double index)
    {
        var at = index < 0 ? index + x.Count : index;
        return at >= 0 && at < x.Count ? x.Number((int)at) : throw node.Refuse($"its index {index} is outside 0 to {x.Count - 1}.");
    }

    private static OnnxTensor? Join(OnnxNode node, OnnxTensor?[] inputs)
    {
        if (inputs.Any(input => input is null || input.Shape.Count > 1))
            return null;
        double[] numbers = [.. inputs.SelectMany(input => Numbers(input!))];
        return numbers.Length <= MaxCount ? Result(inputs[0]!, inputs[0]!.Type, [numbers.Length], numbers) : throw node.Refuse("its constants are too long.");
    }

    private static OnnxTensor Slice(OnnxNode node, OnnxTensor x, OnnxTensor?[] inputs)
    {
        var step = inputs.Length > 4 && inputs[4] is { Count: 1 } steps ? steps.Number(0) : 1;
        var axis = inputs.Length > 3 && inputs[3] is { Count: 1 } axes ? axes.Number(0) : 0;
        if (x.Shape.Count != 1 || step != 1 || axis is not (0 or -1))
            throw node.Refuse("only rows of constants are sliced, step by step.");
        double Bound(OnnxTensor at) => Math.Clamp(at.Number(0) < 0 ? at.Number(0) + x.Count : at.Number(0), 0, x.Count);
        var (start, end) = ((int)Bound(inputs[1]!), (int)Bound(inputs[2]!));
        var numbers = Numbers(x)[start..Math.Max(start, end)];
        return Result(x, x.Type, [numbers.Length], numbers);
    }

    private static OnnxTensor? Arithmetic(OnnxNode node, OnnxTensor x, OnnxTensor y)
    {
        if (x.Count != y.Count && x.Count != 1 && y.Count != 1)
            return null;
        var longer = x.Count >= y.Count ? x : y;
        var numbers = new double[longer.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            var (a, b) = (x.Number(x.Count == 1 ? 0 : i), y.Number(y.Count == 1 ? 0 : i));
            numbers[i] = node.Operator switch { "Add" => a + b, "Sub" => a - b, "Mul" => a * b, _ => a / b };
        }

        // Integers divide towards zero.
        if (node.Operator == "Div" && x.Type is OnnxDataType.Int32 or OnnxDataType.Int64)
            numbers = Array.ConvertAll(numbers, Math.Truncate);
        return Result(longer, x.Type, longer.Shape, numbers);
    }

    private static double[] Numbers(OnnxTensor tensor) => [.. Enumerable.Range(0, tensor.Count).Select(tensor.Number)];

    private static OnnxTensor Result(OnnxTensor like, OnnxDataType type, IReadOnlyList<long> shape, double[] numbers) =>
        type is OnnxDataType.Float or OnnxDataType.Double or OnnxDataType.Float16
            ? OnnxTensor.Of(like.Name, Array.ConvertAll(numbers, number => (float)number), [.. shape])
            : OnnxTensor.Of(like.Name, type, Array.ConvertAll(numbers, number => double.IsFinite(number) ? (long)Math.Clamp(number, long.MinValue, long.MaxValue) : 0), [.. shape]);
}
