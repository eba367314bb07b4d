using ZkStyle.Quantize.Model;
using ZkStyle.Quantize.Onnx;

namespace ZkStyle.Quantize.Tests.Onnx;

/// <summary>Draws small decoders of every operator that can be imported.</summary>
internal static class RandomGraph
{
    public static OnnxModel ThroughFile(OnnxModel model)
    {
        using var stream = new MemoryStream();
        OnnxWriter.Write(model, stream);
        stream.Position = 0;
        return OnnxReader.Read(stream);
    }

    public static OnnxModel Make(Random random)
    {
        var builder = new OnnxGraphBuilder();
        var pool = new List<(string Name, TensorShape Shape)> { ("x", new TensorShape(3, 3, 4)) };
        for (var step = 0; step < 12; step++)
        {
            var name = $"n{step}";
            // The newest tensors most of the time, so that chains form.
            var (x, shape) = pool[Math.Max(0, pool.Count - 1 - random.Next(3))];
            switch (random.Next(11))
            {
                case 0 or 1 or 2:
                    pool.Add(Convolution(builder, random, name, x, shape, random.Next(2, 6)));
                    break;
                case 3:
                    pool.Add((builder.Add(name, "Relu", [x]), shape));
                    break;
                case 4:
                    pool.Add((builder.Add(name, "Clip", [x, builder.Number($"{name}.low", random.NextDouble() - 0.7), builder.Number($"{name}.high", 0.5 + random.NextDouble())]), shape));
                    break;
                case 5:
                    string[] operators = ["Add", "Sub", "Mul", "Div"];
                    var chosen = operators[random.Next(4)];
                    var constant = random.Next(2) == 0 ? Numbers(random, $"{name}.c", 0.5, 1.5, 1) : Numbers(random, $"{name}.c", 0.5, 1.5, shape.Channels, 1, 1);
                    pool.Add((builder.Add(name, chosen, chosen != "Div" && random.Next(2) == 0 ? [builder.Add(constant), x] : [x, builder.Add(constant)]), shape));
                    break;
                case 6:
                    string Row(string what, double low, double high) => builder.Add(Numbers(random, $"{name}.{what}", low, high, shape.Channels));
                    string[] inputs = [x, Row("scale", -1, 1.5), Row("shift", -0.5, 0.5), Row("mean", -0.5, 0.5), Row("variance", 0.5, 2)];
                    pool.Add((builder.Add(name, "BatchNormalization", inputs, new OnnxAttribute("epsilon") { Single = 1e-3f }), shape));
                    break;
                case 7 when shape.Height < 12:
                    pool.Add((builder.Upsample(name, x, 2), new TensorShape(shape.Channels, 2 * shape.Height, 2 * shape.Width)));
                    break;
                case 8:
                    var same = pool.Where(other => other.Shape == shape).ToArray();
                    pool.Add((builder.Add(name, random.Next(2) == 0 ? "Add" : "Sub", [x, same[random.Next(same.Length)].Name]), shape));
                    break;
                default:
                    var level = pool.Where(other => other.Shape.Height == shape.Height && other.Shape.Channels + shape.Channels <= 12).ToArray();
                    if (level.Length == 0)
                        break;
                    var joined = level[random.Next(level.Length)];
                    pool.Add((builder.Add(name, "Concat", [x, joined.Name], OnnxGraphBuilder.Integer("axis", 1)), shape with { Channels = shape.Channels + joined.Shape.Channels }));
                    break;
            }
        }

        var (last, lastShape) = pool[^1];
        var (head, headShape) = Convolution(builder, random, "head", last, lastShape, 3);
        var y = builder.Add("clip", "Clip", [head, builder.Number("black", 0), builder.Number("white", 1)]);
        return builder.Build(
            "random", OnnxGraphBuilder.Value("x", OnnxDataType.Float, pool[0].Shape), OnnxGraphBuilder.Value("y", OnnxDataType.Float, headShape), y, new Dictionary<string, string>());
    }

    private static (string Name, TensorShape Shape) Convolution(OnnxGraphBuilder builder, Random random, string name, string x, TensorShape shape, int channels)
    {
        var kernel = random.Next(2) == 0 ? 1 : 3;
        var reach = 1.2 / Math.Sqrt(shape.Channels * kernel * kernel);
        var weights = builder.Add(Numbers(random, $"{name}.weight", -reach, reach, channels, shape.Channels, kernel, kernel));
        var bias = builder.Add(Numbers(random, $"{name}.bias", -0.3, 0.5, channels));
        return (builder.Convolution(name, random.Next(4) == 0 ? [x, weights] : [x, weights, bias], kernel, 1), shape with { Channels = channels });
    }

    private static OnnxTensor Numbers(Random random, string name, double low, double high, params long[] shape) =>
        OnnxTensor.Of(name, [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(_ => (float)(low + (random.NextDouble() * (high - low))))], shape);
}
