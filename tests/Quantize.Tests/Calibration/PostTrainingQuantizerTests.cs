using ZkStyle.Quantize.Calibration;
using ZkStyle.Quantize.Evaluation;
using ZkStyle.Quantize.Layers;
using ZkStyle.Quantize.Model;
using ZkStyle.Quantize.Tests.Datasets;
using ZkStyle.Quantize.Training;

namespace ZkStyle.Quantize.Tests.Calibration;

public class PostTrainingQuantizerTests
{
    private static readonly StyleArchitecture s_small = new(
        "small", new TensorShape(12, 16, 16), [new(8, false), new(6, true), new(3, true)], encoderWidth: 8);

    [Fact]
    public void Integers_follow_the_float_decoder_within_the_rounding_of_weights_and_activations()
    {
        var dataset = TestData.Discs();
        var result = Quantize(new QuantizationOptions { Coverage = 1 });
        var model = result.Model;
        Assert.All(result.Report.Coarsening, factor => Assert.Equal(1, factor));
        foreach (var picture in dataset.DrawTraining(5, 1))
        {
            var latent = model.Encode(picture);
            Assert.InRange(ImageMetrics.Psnr(ImageMetrics.MeanSquaredError(model.Decode(latent), model.DecodeFloat(latent))), 35, double.PositiveInfinity);
        }
    }

    [Fact]
    public void Multipliers_add_no_error_and_weights_use_the_whole_of_int8()
    {
        var result = Quantize(new QuantizationOptions());
        var network = result.Model.FloatDecoder!;
        var inputScale = 1.0 / 127;
        foreach (var (layer, scale) in result.Model.Decoder.Layers.Zip(result.Report.ActivationScales))
        {
            var numbers = network.Weights[layer.Name];
            var input = layer.Inputs[0];
            var taps = input.InputChannels * 9;
            for (var o = 0; o < layer.OutputChannels; o++)
            {
                var largest = 0;
                for (var k = o * taps; k < (o + 1) * taps; k++)
                {
                    var wanted = numbers.Weights[k] * inputScale / scale * 65536;
                    // M * W is the wanted weight up to half a weight step: nothing is lost to the multiplier.
                    Assert.InRange((input.Multipliers[o] * input.Weights[k]) - wanted, -0.5 * input.Multipliers[o] - 1e-3, (0.5 * input.Multipliers[o]) + 1e-3);
                    largest = Math.Max(largest, Math.Abs((int)input.Weights[k]));
                }

                Assert.True(input.Multipliers[o] < 200 || largest >= 126, $"{layer.Name}, channel {o}: weights reach {largest} only");
                Assert.InRange(layer.Offsets[o] - 32768 - (numbers.Bias[o] / scale * 65536), -0.51, 0.51);
            }

            inputScale = scale;
        }

        Assert.Equal(1.0 / 255, result.Report.ActivationScales[^1]);
    }

    [Fact]
    public void A_tight_table_makes_activations_coarser_until_they_fit()
    {
        // Activations that saturate half of the time have needlessly fine steps.
        var fine = new QuantizationOptions { Coverage = 0.5, MaxTableRows = long.MaxValue };
        var free = Quantize(fine).Report;
        var wanted = DecoderBounds.FixedRows + ((free.Bounds.UsedRows - DecoderBounds.FixedRows) * 9 / 10);
        var result = Quantize(fine with { MaxTableRows = wanted });
        Assert.InRange(result.Report.Bounds.UsedRows, 1, wanted);
        Assert.Contains(result.Report.Coarsening, factor => factor > 1);
        Assert.Equal(1, result.Report.Coarsening[^1]);
        Assert.Equal(result.Report.Bounds.UsedRows, DecoderBounds.Of(result.Model.Decoder).UsedRows);
    }

    [Fact]
    public void A_table_that_no_coarsening_reaches_is_refused() =>
        Assert.Contains("lookup rows", Assert.Throws<InvalidOperationException>(() => Quantize(new QuantizationOptions { MaxTableRows = DecoderBounds.FixedRows + 10 })).Message, StringComparison.Ordinal);

    [Fact]
    public void Weights_too_large_for_any_table_are_refused_by_layer_and_channel()
    {
        var model = Quantize(new QuantizationOptions()).Model;
        var weights = model.FloatDecoder!.Weights.ToDictionary(pair => pair.Key, pair => pair.Value);
        weights["decoder.2"] = new ConvolutionWeights([.. weights["decoder.2"].Weights.Select(w => w * 1000)], weights["decoder.2"].Bias);
        var wild = new StyleModel(model.Decoder, model.Encoder, new FloatNetwork(model.FloatDecoder.Graph, weights), model.Provenance);
        var message = Assert.Throws<InvalidOperationException>(() => PostTrainingQuantizer.Quantize(wild, TestData.Discs(), new QuantizationOptions { CalibrationImages = 2 })).Message;
        Assert.Contains("decoder.2", message, StringComparison.Ordinal);
        Assert.Contains("channel", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_quantizes_again_from_its_own_file()
    {
        var dataset = TestData.Discs();
        var first = Quantize(new QuantizationOptions());
        var again = PostTrainingQuantizer.Quantize(first.Model, dataset, new QuantizationOptions { CalibrationImages = 8 });
        Assert.Equal(first.Model.ComputeDigest(), again.Model.ComputeDigest());
        Assert.Throws<InvalidOperationException>(() => PostTrainingQuantizer.Quantize(new StyleModel(SampleDecoders.Reference(1)), dataset, new QuantizationOptions()));
        Assert.Throws<ArgumentException>(() => PostTrainingQuantizer.Quantize(first.Model, dataset, new QuantizationOptions { Coverage = 0 }));
    }

    [Theory]
    [InlineData(5, 1, "kernel")]
    [InlineData(3, 2, "stride")]
    public void Decoders_that_are_no_chain_are_refused_by_node(int kernel, int stride, string what)
    {
        var graph = new NetworkGraph(new TensorShape(2, 8, 8), [GraphNode.Convolution(what, "input", 3, kernel, stride)]);
        Assert.Contains(what, Assert.Throws<ArgumentException>(() => DecoderChain.Of(graph)).Message, StringComparison.Ordinal);
        var skipping = new NetworkGraph(new TensorShape(2, 8, 8),
        [
            GraphNode.Convolution("a", "input", 2, 3), GraphNode.Relu("b", "a"), GraphNode.Convolution("c", "input", 3, 3),
        ]);
        Assert.Contains("node c", Assert.Throws<ArgumentException>(() => DecoderChain.Of(skipping)).Message, StringComparison.Ordinal);
    }

    private static QuantizationResult Quantize(QuantizationOptions options)
    {
        var trainer = StyleTrainer.Start(TestData.Discs(), new TrainingOptions { Architecture = s_small, Steps = 8, BatchSize = 4, BackgroundShare = 0 });
        trainer.Run();
        return trainer.Quantize(options with { CalibrationImages = 8 });
    }
}
