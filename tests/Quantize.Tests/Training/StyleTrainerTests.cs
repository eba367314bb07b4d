using ZkStyle.Quantize.Evaluation;
using ZkStyle.Quantize.Model;
using ZkStyle.Quantize.Tests.Datasets;
using ZkStyle.Quantize.Training;

namespace ZkStyle.Quantize.Tests.Training;

public sealed class StyleTrainerTests : IDisposable
{
    private static readonly StyleArchitecture s_small = new(
        "small", new TensorShape(12, 16, 16), [new(8, false), new(6, true), new(3, true)], encoderWidth: 8);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("zkstyle-training-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_does_not()
    {
        byte[] Train(ulong seed)
        {
            var trainer = StyleTrainer.Start(TestData.Discs(), Options(6) with { Seed = seed });
            trainer.Run();
            return Checkpoint(trainer);
        }

        var first = Train(1);
        Assert.Equal(first, Train(1));
        Assert.NotEqual(first, Train(2));
    }

    [Fact]
    public void A_stopped_run_resumes_from_its_checkpoint_to_the_same_bytes()
    {
        var path = Path.Combine(_folder.FullName, "run.ckpt");
        var dataset = TestData.Discs();
        // A shipped architecture, because a checkpoint names it.
        var options = new TrainingOptions { Steps = 5, BatchSize = 2, Seed = 7 };
        var whole = StyleTrainer.Start(dataset, options);
        whole.Run();

        using var stop = new CancellationTokenSource();
        var stopped = StyleTrainer.Start(dataset, options with { CheckpointPath = path });
        stopped.Run(new Reporter(progress =>
        {
            if (progress.Step == 3)
                stop.Cancel();
        }), stop.Token);
        Assert.Equal(3, stopped.Step);
        Assert.False(stopped.IsComplete);

        using var file = File.OpenRead(path);
        var resumed = StyleTrainer.Resume(dataset, file);
        Assert.Equal(3, resumed.Step);
        resumed.Run();
        Assert.True(resumed.IsComplete);
        Assert.Equal(whole.Losses, resumed.Losses);
        Assert.Equal(Checkpoint(whole), Checkpoint(resumed));
        // Stopping is no damage: the checkpoint quantizes as it is.
        Assert.Equal(3, stopped.Quantize().Model.Provenance.Steps);
    }

    [Fact]
    public void Training_lowers_the_loss_and_the_model_beats_a_grey_picture()
    {
        var dataset = TestData.Discs();
        var trainer = StyleTrainer.Start(dataset, Options(120) with { LearningRate = 5e-3f, BackgroundShare = 0 });
        var steps = new List<int>();
        trainer.Run(new Reporter(progress =>
        {
            steps.Add(progress.Step);
            Assert.Equal(120, progress.Steps);
            Assert.True(progress.PicturesPerSecond > 0 && progress.Remaining >= TimeSpan.Zero);
        }));
        Assert.Equal(Enumerable.Range(1, 120), steps);
        Assert.True(trainer.Losses.Skip(100).Average() < 0.5 * trainer.Losses.Take(10).Average());

        var result = trainer.Quantize();
        Assert.True(result.Report.Bounds.Fits);
        var quality = ModelEvaluator.Evaluate(result.Model, dataset, 10);
        Assert.NotNull(quality.Float);
        Assert.InRange(quality.Int8.Psnr, 12, 60);
        Assert.InRange(quality.Float.Psnr - quality.Int8.Psnr, -1, 1);
        Assert.Equal((640, 360), (trainer.DrawLossCurve().Width, trainer.DrawLossCurve().Height));
        Assert.Equal(4 + (3 * 68), ModelEvaluator.DrawContactSheet(result.Model, dataset, columns: 3, rows: 1).Width);
        Assert.Equal(("small", 120, dataset.Digest), (result.Model.Provenance.Architecture, result.Model.Provenance.Steps, result.Model.Provenance.DatasetDigest));
    }

    [Fact]
    public void A_time_budget_plans_its_steps_and_they_reproduce_the_run()
    {
        var dataset = TestData.Discs();
        var timed = StyleTrainer.Start(dataset, Options(60) with { TimeBudget = TimeSpan.FromMilliseconds(1) });
        timed.Run();
        Assert.Equal(TrainingSchedule.WarmUpSteps, timed.Step);
        var counted = StyleTrainer.Start(dataset, Options(timed.PlannedSteps));
        counted.Run();
        Assert.Equal(counted.Losses, timed.Losses);
        Assert.Equal(counted.Quantize().Model.ComputeDigest(), timed.Quantize().Model.ComputeDigest());
    }

    [Fact]
    public void Checkpoints_of_other_data_sets_and_damaged_ones_are_refused()
    {
        var trainer = StyleTrainer.Start(TestData.Discs(), new TrainingOptions { Steps = 1, BatchSize = 2 });
        trainer.Run();
        var bytes = Checkpoint(trainer);
        Assert.Contains("another data set", Assert.Throws<InvalidDataException>(() => StyleTrainer.Resume(TestData.Nouns, new MemoryStream(bytes))).Message, StringComparison.Ordinal);
        var random = new Random(12);
        for (var round = 0; round < 100; round++)
        {
            var hostile = (byte[])bytes.Clone();
            var at = 8 + random.Next(2000);
            hostile[at] = char.IsAsciiDigit((char)hostile[at]) ? (byte)('0' + random.Next(10)) : (byte)random.Next(256);
            try
            {
                StyleTrainer.Resume(TestData.Discs(), new MemoryStream(hostile));
            }
            catch (InvalidDataException e)
            {
                Assert.DoesNotContain('\n', e.Message);
            }
        }
    }

    [Fact]
    public void Options_out_of_range_are_named()
    {
        var dataset = TestData.Discs();
        foreach (var (options, name) in new[]
        {
            (Options(0), "Steps"), (Options(1) with { BatchSize = 1 }, "BatchSize"), (Options(1) with { LearningRate = float.NaN }, "LearningRate"),
            (Options(1) with { CleanShare = 1.1 }, "CleanShare"), (Options(1) with { TimeBudget = TimeSpan.Zero }, "TimeBudget"), (Options(1) with { CheckpointEvery = 0 }, "CheckpointEvery"),
        })
        {
            Assert.Contains(name, Assert.Throws<ArgumentException>(() => StyleTrainer.Start(dataset, options)).Message, StringComparison.Ordinal);
        }

        Assert.Throws<InvalidOperationException>(() => StyleTrainer.Start(dataset, Options(1)).DrawLossCurve());
    }

    private static TrainingOptions Options(int steps) => new() { Architecture = s_small, Steps = steps, BatchSize = 4 };

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
