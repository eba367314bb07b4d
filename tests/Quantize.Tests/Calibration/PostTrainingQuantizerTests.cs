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

    [Fact]
    public void The_steps_found_build_the_same_decoder_again()
    {
        var dataset = TestData.Discs();
        var options = new QuantizationOptions { CalibrationImages = 8 };
        var model = Quantize(options).Model;
        var found = PostTrainingQuantizer.QuantizeDecoder(
            model.FloatDecoder!, DecoderHead.Rgb, PostTrainingQuantizer.Latents(model.Encoder!, dataset.DrawTraining(8, options.Seed)), options);
        var again = PostTrainingQuantizer.QuantizeDecoder(model.FloatDecoder!, DecoderHead.Rgb, found.Steps, options);
        Assert.Equal(model.ComputeDigest(), new StyleModel(again.Decoder, model.Encoder, model.FloatDecoder, model.Provenance).ComputeDigest());
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0.0)]
    [InlineData(-0.01)]
    [InlineData(double.NaN)]
    public void A_step_that_is_missing_or_not_above_0_is_refused_by_name(double? step)
    {
        var decoder = GraphBuilder.PaletteChain(1);
        var steps = new[] { "relu.1", "relu.3", "relu.6", "conv.7" }.ToDictionary(name => name, _ => 0.01, StringComparer.Ordinal);
        steps.Remove("relu.3");
        if (step is { } given)
            steps.Add("relu.3", given);
        var error = Assert.Throws<ArgumentException>(() => PostTrainingQuantizer.QuantizeDecoder(decoder, DecoderHead.Palette, steps, new QuantizationOptions()));
        Assert.Contains("node relu.3 ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Scores_span_no_more_levels_than_allowed_and_nearly_all_of_them()
    {
        foreach (var levels in new[] { 1024, 3000, 8192 })
        {
            var found = QuantizePalette(new QuantizationOptions { ScoreLevels = levels });
            Assert.InRange(found.Report.Bounds.Layers[^1].Interval, levels * 98 / 100, levels);
            Assert.Equal((2 * found.Report.Bounds.Layers[^1].Interval) + 1 + 5, found.Report.Bounds.Layers[^1].TableRows);
        }
    }

    [Fact]
    public void A_tight_table_takes_score_levels_first()
    {
        var free = QuantizePalette(new QuantizationOptions());
        var tight = QuantizePalette(new QuantizationOptions { MaxTableRows = free.Report.Bounds.UsedRows - 4000 });
        Assert.InRange(tight.Report.Bounds.UsedRows, 1, free.Report.Bounds.UsedRows - 4000);
        Assert.InRange(tight.Report.Bounds.Layers[^1].Interval, 13000, free.Report.Bounds.Layers[^1].Interval - 1900);
        Assert.All(tight.Report.Coarsening, factor => Assert.Equal(1, factor));
    }

    [Fact]
    public void A_palette_is_chosen_as_the_float_decoder_chooses_it()
    {
        var network = GraphBuilder.PaletteChain(seed: 3);
        var found = QuantizePalette(new QuantizationOptions());
        var differing = 0;
        foreach (var latent in GraphBuilder.Latents(network, 4, seed: 50))
        {
            var logits = network.Run(StyleModel.LatentValues(latent));
            differing += ClassChoice.Of<float>(logits, 5).Zip(IntegerInference.Decode(found.Decoder, latent), (a, b) => a == b ? 0 : 1).Sum();
        }

        Assert.InRange(differing, 0, 4 * 256 * 4 / 100);
    }

    [Fact]
    public void Options_out_of_range_are_named()
    {
        Assert.Contains("ScoreLevels", Assert.Throws<ArgumentException>(() => new QuantizationOptions { ScoreLevels = 1023 }.Validate()).Message, StringComparison.Ordinal);
        Assert.Contains("ScoreLevels", Assert.Throws<ArgumentException>(() => new QuantizationOptions { ScoreLevels = 32769 }.Validate()).Message, StringComparison.Ordinal);
    }

    private static DecoderQuantization QuantizePalette(QuantizationOptions options)
    {
        var network = GraphBuilder.PaletteChain(seed: 3);
        return PostTrainingQuantizer.QuantizeDecoder(network, DecoderHead.Palette, GraphBuilder.Latents(network, 8, seed: 1), options);
    }

    private static QuantizationResult Quantize(QuantizationOptions options)
    {
        var trainer = StyleTrainer.Start(TestData.Discs(), new TrainingOptions { Architecture = s_small, Steps = 8, BatchSize = 4, BackgroundShare = 0 });
        trainer.Run();
        return trainer.Quantize(options with { CalibrationImages = 8 });
    }
}
