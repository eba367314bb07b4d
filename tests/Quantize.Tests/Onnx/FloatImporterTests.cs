using ZkStyle.Quantize.Model;
using ZkStyle.Quantize.Onnx;

namespace ZkStyle.Quantize.Tests.Onnx;

public sealed class FloatImporterTests
{
    private const float Tolerance = 1e-4f;

    [Theory]
    [InlineData("graph", 1f)]
    [InlineData("chain", 255f)]
    [InlineData("scores", 1f)]
    public void Decoders_of_PyTorch_compute_what_PyTorch_computes(string name, float white)
    {
        var vector = OnnxVector.Load(name);
        var network = FloatImporter.Decoder(vector.Model, 1, hasPalette: name == "scores", out var isPalette);
        Assert.Equal(name == "scores", isPalette);
        for (var n = 0; n < vector.Inputs.Length; n++)
        {
            var output = network.Run(vector.Inputs[n]);
            Assert.Equal(vector.Outputs[n].Length, output.Length);
            for (var i = 0; i < output.Length; i++)
                Assert.InRange((isPalette ? output[i] : Math.Clamp(output[i], 0, 1)) - (vector.Outputs[n][i] / white), -Tolerance, Tolerance);
        }
    }

    [Fact]
    public void The_best_score_is_the_class_that_PyTorch_chooses()
    {
        var vector = OnnxVector.Load("palette");
        var network = FloatImporter.Decoder(vector.Model, 1, hasPalette: false, out var isPalette);
        Assert.True(isPalette);
        for (var n = 0; n < vector.Inputs.Length; n++)
            Assert.Equal(vector.Outputs[n], ClassChoice.Of<float>(network.Run(vector.Inputs[n]), 6).Select(c => (float)c));
    }

    [Fact]
    public void Encoders_of_PyTorch_compute_what_PyTorch_computes()
    {
        var vector = OnnxVector.Load("encoder");
        var network = FloatImporter.Encoder(vector.Model, 1);
        for (var n = 0; n < vector.Inputs.Length; n++)
        {
            var output = network.Run(vector.Inputs[n]);
            for (var i = 0; i < output.Length; i++)
                Assert.InRange(Math.Clamp(output[i], -1, 1) - vector.Outputs[n][i], -Tolerance, Tolerance);
        }
    }

    [Theory]
    [InlineData("graph")]
    [InlineData("chain")]
    [InlineData("encoder")]
    [InlineData("scores")]
    [InlineData("qdq")]
    public void The_evaluator_of_these_tests_agrees_with_PyTorch(string name)
    {
        var vector = OnnxVector.Load(name);
        // The file's scales are in single precision, so a rounding to 1/255 may go the other way.
        var tolerance = name == "qdq" ? 1.001 / 255 : name == "chain" ? 255 * Tolerance : Tolerance;
        for (var n = 0; n < vector.Inputs.Length; n++)
        {
            var output = OnnxEvaluator.Run(vector.Model, Array.ConvertAll(vector.Inputs[n], x => (double)x));
            for (var i = 0; i < output.Length; i++)
                Assert.InRange(output[i] - vector.Outputs[n][i], -tolerance, tolerance);
        }
    }

    [Fact]
    public void Foldings_leave_convolutions_and_rectifiers_only()
    {
        var network = FloatImporter.Decoder(OnnxVector.Load("graph").Model, 1, hasPalette: false, out _);
        var operations = network.Graph.Nodes.Select(node => node.Operation).ToArray();
        Assert.DoesNotContain(GraphOperation.Affine, operations);
        Assert.Equal(6, operations.Count(o => o == GraphOperation.Convolution));
        Assert.Equal([3f, 6f], network.Graph.Nodes.Where(node => float.IsFinite(node.Ceiling)).Select(node => node.Ceiling).Order());
    }

    [Fact]
    public void Random_graphs_compute_what_the_evaluator_computes()
    {
        const int Seed = 20260;
        for (var round = 0; round < 60; round++)
        {
            var model = RandomGraph.Make(new Random(Seed + round));
            var network = FloatImporter.Decoder(RandomGraph.ThroughFile(model), 1, hasPalette: false, out _);
            var random = new Random(round);
            var input = Enumerable.Range(0, network.Graph.Input.Length).Select(_ => random.NextSingle() - 0.5f).ToArray();
            var expected = OnnxEvaluator.Run(model, Array.ConvertAll(input, x => (double)x));
            var output = network.Run(input);
            Assert.Equal(expected.Length, output.Length);
            for (var i = 0; i < output.Length; i++)
                Assert.True(Math.Abs(Math.Clamp(output[i], 0, 1) - expected[i]) <= Tolerance, $"seed {Seed + round}, element {i}: {output[i]} for {expected[i]}");
        }
    }

    [Fact]
    public void The_latent_scale_is_what_one_means()
    {
        var vector = OnnxVector.Load("chain");
        var plain = FloatImporter.Decoder(vector.Model, 1, hasPalette: false, out _);
        var scaled = FloatImporter.Decoder(vector.Model, 2, hasPalette: false, out _);
        var half = Array.ConvertAll(vector.Inputs[0], x => x / 2);
        foreach (var (a, b) in plain.Run(vector.Inputs[0]).Zip(scaled.Run(half)))
            Assert.InRange(a - b, -Tolerance, Tolerance);
    }
}
