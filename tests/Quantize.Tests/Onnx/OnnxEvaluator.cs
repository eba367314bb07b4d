using ZkStyle.Quantize.Onnx;

namespace ZkStyle.Quantize.Tests.Onnx;

/// <summary>Computes an ONNX graph operator by operator as the operators' specification says, in double precision: slow, and short enough to be right.</summary>
internal static class OnnxEvaluator
{
    public static double[] Run(OnnxModel model, ReadOnlySpan<double> input)
    {
        var shape = model.Inputs[0].Shape!.Select((side, i) => i == 0 ? 1 : (int)side).ToArray();
        var values = model.Tensors.ToDictionary(pair => pair.Key, pair => Array(pair.Value));
        values[model.Inputs[0].Name] = new NdArray(shape, input.ToArray());
        foreach (var node in model.Nodes)
            values[node.Outputs[0]] = Compute(node, [.. node.Inputs.Select(name => name.Length == 0 ? null! : values[name])], model.Tensors);
        return values[model.Outputs[0].Name].Data;
    }

    private static NdArray Array(OnnxTensor tensor) =>
        new([.. tensor.Shape.Select(side => (int)side)], [.. Enumerable.Range(0, tensor.Count).Select(tensor.Number)]);

    private static NdArray Compute(OnnxNode node, NdArray[] x, IReadOnlyDictionary<string, OnnxTensor> constants)
    {
        long Integer(string name, long standard) => node.Attributes.TryGetValue(name, out var a) ? a.Integer!.Value : standard;
        long[] Integers(string name, params long[] standard) => node.Attributes.TryGetValue(name, out var a) ? [.. a.Integers!] : standard;
        switch (node.Operator)
        {
            case "Constant":
                return Array(node.Attributes["value"].Tensor!);
            case "Identity" or "Cast":
                return x[0];
            case "Pad":
                Assert.All(x[1].Data, pad => Assert.Equal(0, pad));
                return x[0];
            case "Relu":
                return x[0].Map(v => Math.Max(0, v));
            case "Floor":
                return x[0].Map(Math.Floor);
            case "Clip":
                return x[0].Map(v => Math.Clamp(v, x.Length > 1 && x[1] is not null ? x[1].Data[0] : double.NegativeInfinity, x.Length > 2 ? x[2].Data[0] : double.PositiveInfinity));
            case "Add":
                return NdArray.Broadcast(x[0], x[1], (a, b) => a + b);
            case "Sub":
                return NdArray.Broadcast(x[0], x[1], (a, b) => a - b);
            case "Mul":
                return NdArray.Broadcast(x[0], x[1], (a, b) => a * b);
            case "Div":
                return NdArray.Broadcast(x[0], x[1], (a, b) => a / b);
            case "BatchNormalization":
                var epsilon = node.Attributes["epsilon"].Single!.Value;
                return At(x[0].Shape, i => ((x[0][i] - x[3].Data[i[1]]) / Math.Sqrt(x[4].Data[i[1]] + epsilon) * x[1].Data[i[1]]) + x[2].Data[i[1]]);
            case "Shape":
                return new NdArray([x[0].Shape.Length], [.. x[0].Shape.Select(side => (double)side)]);
            case "Gather":
                return new NdArray(x[1].Shape, [x[0].Data[(int)x[1].Data[0]]]);
            case "Slice":
                return x[0] with { Shape = [(int)(x[2].Data[0] - x[1].Data[0])], Data = x[0].Data[(int)x[1].Data[0]..(int)x[2].Data[0]] };
            case "Unsqueeze":
                return x[0] with { Shape = [1, .. x[0].Shape] };
            case "Reshape":
                return x[0] with { Shape = [.. x[1].Data.Select(side => (int)side)] };
            case "Transpose":
                var order = Integers("perm");
                return At([.. order.Select(axis => x[0].Shape[axis])], i => x[0][[.. Enumerable.Range(0, i.Length).Select(axis => i[System.Array.IndexOf(order, axis)])]]);
            case "Concat":
                var axis = (int)Integer("axis", 0);
                return x.Skip(1).Aggregate(x[0], (a, b) =>
                {
                    var joined = (int[])a.Shape.Clone();
                    joined[axis] += b.Shape[axis];
                    return At(joined, i => i[axis] < a.Shape[axis] ? a[i] : b[[.. i.Select((k, side) => side == axis ? k - a.Shape[axis] : k)]]);
                });
            case "Resize":
                return Resize(node, x);
            case "ArgMax":
                return At([1, 1, .. x[0].Shape[2..]], i => Enumerable.Range(0, x[0].Shape[1]).MaxBy(c => x[0][0, c, i[2], i[3]]));
            case "AveragePool":
                var f = (int)Integers("kernel_shape")[0];
                return At([1, x[0].Shape[1], x[0].Shape[2] / f, x[0].Shape[3] / f], i =>
                    Enumerable.Range(0, f * f).Average(k => x[0][0, i[1], (i[2] * f) + (k / f), (i[3] * f) + (k % f)]));
            case "Conv":
                return Convolve(x, (int)Integers("pads", 0, 0)[0], (int)Integers("strides", 1)[0]);
            case "QuantizeLinear":
                var signed = x.Length > 2 && Type(node.Inputs[2], constants) == OnnxDataType.Int8;
                return PerAxis(x, (int)Integer("axis", 1), (v, scale, zero) => Math.Clamp(Math.Round(v / scale) + zero, signed ? -128 : 0, signed ? 127 : 255));
            case "DequantizeLinear":
                return PerAxis(x, (int)Integer("axis", 1), (v, scale, zero) => (v - zero) * scale);
            default:
                throw new NotSupportedException(node.Operator);
        }
    }

    // Zero points of fixtures that are no initializers are int8.
    private static OnnxDataType Type(string name, IReadOnlyDictionary<string, OnnxTensor> constants) =>
        constants.TryGetValue(name, out var tensor) ? tensor.Type : OnnxDataType.Int8;

    private static NdArray At(int[] shape, Func<int[], double> element) => new(shape, [.. NdArray.Indices(shape).Select(element)]);

    private static NdArray PerAxis(NdArray[] x, int axis, Func<double, double, double, double> map) => At(x[0].Shape, i =>
    {
        var channel = x[1].Data.Length == 1 ? 0 : i[axis];
        return map(x[0][i], x[1].Data[channel], x.Length > 2 ? x[2].Data[x[2].Data.Length == 1 ? 0 : channel] : 0);
    });

    private static NdArray Convolve(NdArray[] x, int pad, int stride)
    {
        var (n, k) = (x[0].Shape, x[1].Shape[2]);
        int Side(int side) => ((side + (2 * pad) - k) / stride) + 1;
        return At([1, x[1].Shape[0], Side(n[2]), Side(n[3])], o =>
        {
            var sum = x.Length > 2 ? x[2].Data[o[1]] : 0;
            foreach (var w in NdArray.Indices([n[1], k, k]))
            {
                var (row, column) = ((o[2] * stride) + w[1] - pad, (o[3] * stride) + w[2] - pad);
                if (row >= 0 && row < n[2] && column >= 0 && column < n[3])
                    sum += x[1][o[1], w[0], w[1], w[2]] * x[0][0, w[0], row, column];
            }

            return sum;
        });
    }

    private static NdArray Resize(OnnxNode node, NdArray[] x)
    {
        Assert.Equal("nearest", node.Attributes["mode"].Text);
        Assert.Equal("asymmetric", node.Attributes["coordinate_transformation_mode"].Text);
        Assert.Equal("floor", node.Attributes["nearest_mode"].Text);
        var scales = x.Length > 3 ? x[3].Data.Select((size, axis) => size / x[0].Shape[axis]).ToArray() : x[2].Data;
        int[] shape = [.. x[0].Shape.Select((side, axis) => (int)Math.Floor(side * scales[axis]))];
        return At(shape, i => x[0][[.. i.Select((k, axis) => (int)Math.Floor(k / scales[axis]))]]);
    }
}
