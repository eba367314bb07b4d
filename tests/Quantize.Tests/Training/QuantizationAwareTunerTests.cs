using ZkStyle.Quantize.Autograd;
using ZkStyle.Quantize.Calibration;
using ZkStyle.Quantize.Layers;
using ZkStyle.Quantize.Model;
using ZkStyle.Quantize.Randomness;
using ZkStyle.Quantize.Tests.Datasets;
using ZkStyle.Quantize.Training;

namespace ZkStyle.Quantize.Tests.Training;

public sealed class QuantizationAwareTunerTests
{
    private static readonly StyleArchitecture s_rgb = new(
        "small rgb", new TensorShape(12, 16, 16), [new(8, false), new(6, true), new(3, true)], encoderWidth: 8);

    private static readonly StyleArchitecture s_palette = new(
        "small palette", new TensorShape(12, 16, 16), [new(8, false), new(6, true), new(5, false)], encoderWidth: 8, EncoderPlan.Detailed, paletteColours: 5);

    [Fact]
    public void Rounded_training_sees_the_bytes_of_integer_inference()
    {
        foreach (var (architecture, head) in new[] { (s_rgb, DecoderHead.Rgb), (s_palette, DecoderHead.Palette) })
        {
            var (trainer, tuner) = Tuned(architecture, steps: 40);
            var quantized = PostTrainingQuantizer.QuantizeDecoder(tuner.Export(), head, tuner.Steps, new QuantizationOptions());
            var graph = trainer.Network.ExportDecoder().Graph;
            var layers = tuner.Layers.Zip(graph.Convolutions).ToDictionary(pair => pair.Second.Name, pair => pair.First, StringComparer.Ordinal);

            // The position of the INT8 layer that a node ends, where it has the step that training rounded with: scores get another one.
            var ends = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var node in graph.Nodes.Where(node => node.Operation == GraphOperation.Relu || (node == graph.Nodes[^1] && head == DecoderHead.Rgb)))
            {
                Assert.Equal(tuner.Steps[node.Name], quantized.Steps[node.Name]);
                ends.Add(node.Name, ends.Count);
            }

            var random = new SeededRandom(6);
            int differing = 0, cells = 0, inside = 0;
            for (var round = 0; round < 8; round++)
            {
                var latent = new byte[quantized.Decoder.Latent.Length];
                foreach (ref var value in latent.AsSpan())
                    value = (byte)(1 + random.Next(255));
                var traces = IntegerInference.Trace(quantized.Decoder, latent);
                var tape = new Tape<float> { IsTraining = false };
                var input = tape.NewTensor(1, 12, 16, 16, withGradient: false);
                for (var i = 0; i < latent.Length; i++)
                    input.Data[i] = (latent[i] - 128) / 127f;
                var compared = new HashSet<int>();
                GraphRunner.Run(tape, graph, layers, input, replace: (name, result) =>
                {
                    if (!ends.TryGetValue(name, out var position))
                        return result;
                    Assert.True(compared.Add(position));
                    var expected = traces[position].Activations;
                    var step = (float)tuner.Steps[name];
                    int highest = traces[position].Layer.Activation == Activation.ImageByte ? byte.MaxValue : sbyte.MaxValue;
                    var rounded = FakeQuantization.Activations(tape, result, step, 0, highest);
                    Assert.Equal(expected.Length, rounded.ImageLength);
                    for (var i = 0; i < expected.Length; i++)
                    {
                        // A sum that falls on the edge between two steps may go either way in floats.
                        var actual = (int)MathF.Round(rounded.Data[i] / step);
                        Assert.InRange(actual - expected[i], -1, 1);
                        differing += actual == expected[i] ? 0 : 1;
                        inside += expected[i] > 0 && expected[i] < highest ? 1 : 0;

                        // The next layer starts from what integers give, so that it answers for itself alone.
                        rounded.Data[i] = expected[i] * step;
                    }

                    cells += expected.Length;
                    return rounded;
                });
                Assert.Equal(ends.Count, compared.Count);
            }

            Assert.InRange(differing, 0, cells / 10_000);
            Assert.InRange(inside, cells / 5, cells);
        }
    }

    [Fact]
    public void Tuning_is_never_worse_than_quantization_after_training_and_tells_both()
    {
        foreach (var architecture in new[] { s_rgb, s_palette })
        {
            var trainer = StyleTrainer.Start(TestData.Discs(), Options(architecture, 60));
            trainer.Run();
            Assert.NotNull(trainer.Tuner);
            var result = trainer.Quantize();
            var comparison = Assert.IsType<QuantizationComparison>(result.Comparison);
            Assert.NotNull(comparison.Tuned);
            Assert.InRange(comparison.Float, 8, 60);
            Assert.InRange(comparison.Float - comparison.PostTraining, -1, 1);
            var members = TestData.Discs().DrawTraining(256, 2);
            var chosen = ZkStyle.Quantize.Evaluation.Quality.Of(members, [.. members.Select(member => result.Model.Decode(result.Model.Encode(member)))]).Psnr;
            Assert.Equal(Math.Max(comparison.PostTraining, comparison.Tuned.Value), chosen, 1e-9);
            Assert.Equal(architecture.HasPalette ? 5 : 0, result.Model.Palette?.Count ?? 0);
        }
    }

    [Fact]
    public void Tuning_lowers_the_loss_of_a_decoder_that_rounding_hurts()
    {
        var (_, tuner) = Tuned(s_rgb, steps: 60);
        var dataset = TestData.Discs();
        var objective = new RgbObjective();
        void Draw(int n, Span<float> picture, Span<float> target) =>
            dataset.DrawPair(new SeededRandom(1, (ulong)n), new Quantize.Datasets.PairOptions(0.3, 1, 0), picture, target);
        // The same pairs again and again: the loss of the rounded decoder must fall on them.
        var losses = Enumerable.Range(0, 40).Select(_ => tuner.Step(8, Draw, objective, 1e-3f, 2)).ToArray();
        Assert.True(losses[^5..].Average() < 0.9 * losses[..5].Average(), $"{losses[..5].Average()} to {losses[^5..].Average()}");
    }

    [Fact]
    public void Stopping_among_quantization_aware_steps_loses_nothing()
    {
        var dataset = TestData.Discs();
        // A shipped architecture, because a checkpoint names it.
        var options = new TrainingOptions { Architecture = StyleArchitecture.Demo, Steps = 31, BatchSize = 2, TuningShare = 0.2, Seed = 3 };
        var whole = StyleTrainer.Start(dataset, options);
        whole.Run();
        Assert.Equal(25, whole.FloatSteps);

        using var stop = new CancellationTokenSource();
        var stopped = StyleTrainer.Start(dataset, options);
        stopped.Run(new Reporter(progress =>
        {
            if (progress.Step == 28)
                stop.Cancel();
        }), stop.Token);
        var resumed = StyleTrainer.Resume(dataset, new MemoryStream(Checkpoint(stopped)));
        Assert.Equal(28, resumed.Step);
        resumed.Run();
        Assert.Equal(whole.Losses, resumed.Losses);
        Assert.Equal(Checkpoint(whole), Checkpoint(resumed));
        Assert.Equal(whole.Quantize().Model.ComputeDigest(), resumed.Quantize().Model.ComputeDigest());
    }

    [Fact]
    public void The_log_names_the_run_and_every_step()
    {
        var trainer = StyleTrainer.Start(TestData.Discs(), Options(s_rgb, 30) with { TuningShare = 0.1 });
        trainer.Run();
        using var stream = new MemoryStream();
        trainer.WriteLog(stream);
        var lines = System.Text.Encoding.UTF8.GetString(stream.ToArray()).Split('\n');
        Assert.Equal("# architecture small rgb, seed 1, 30 steps, 27 of them in floats, batch 4", lines[0]);
        Assert.Equal("step,part,rate,loss", lines[3]);
        Assert.StartsWith("1,float,", lines[4], StringComparison.Ordinal);
        Assert.StartsWith("30,int8,", lines[33], StringComparison.Ordinal);
        Assert.Equal(35, lines.Length);
    }

    private static TrainingOptions Options(StyleArchitecture architecture, int steps) => new() { Architecture = architecture, Steps = steps, BatchSize = 4, TuningShare = 0.25 };

    private static (StyleTrainer Trainer, QuantizationAwareTuner Tuner) Tuned(StyleArchitecture architecture, int steps)
    {
        var trainer = StyleTrainer.Start(TestData.Discs(), Options(architecture, steps));
        trainer.Run();
        return (trainer, trainer.Tuner!);
    }

    private static byte[] Checkpoint(StyleTrainer trainer)
    {
        using var stream = new MemoryStream();
        trainer.WriteCheckpoint(stream);
        return stream.ToArray();
    }

    private sealed class Reporter(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
