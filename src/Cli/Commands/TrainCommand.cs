using System.CommandLine;
using System.Globalization;
using ZkStyle.Cli.Files;
using ZkStyle.Cli.Output;
using ZkStyle.Cli.Proving;
using ZkStyle.Quantize.Datasets;
using ZkStyle.Quantize.Evaluation;
using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Training;

namespace ZkStyle.Cli.Commands;

/// <summary><c>zkstyle train</c>: learns a style and quantizes it to INT8.</summary>
internal static class TrainCommand
{
    private const string CheckpointExtension = ".checkpoint";

    /// <summary>Creates the command.</summary>
    /// <param name="host">Streams and surroundings.</param>
    /// <returns>The command.</returns>
    public static Command Create(CommandHost host)
    {
        var data = CommonArguments.Dataset();
        var output = CommonArguments.Out("The model, a .zkm file; its loss curve and contact sheet go beside it");
        var architecture = new Option<string>("--architecture")
        {
            Description = $"One of {string.Join(", ", StyleArchitecture.All.Select(a => a.Name))}",
            HelpName = "NAME",
            DefaultValueFactory = _ => StyleArchitecture.Demo.Name,
        };
        var steps = CommonArguments.Integer("--steps", "Training steps", 1, int.MaxValue, TrainingOptions.FullSteps);
        var batch = CommonArguments.Integer("--batch", "Pictures a step", 2, 1024, new TrainingOptions().BatchSize);
        var rate = new Option<float>("--learning-rate") { Description = "The highest learning rate", HelpName = "RATE", DefaultValueFactory = _ => new TrainingOptions().LearningRate };
        var seed = CommonArguments.Seed();
        var resume = new Option<bool>("--resume") { Description = "Go on from the checkpoint that a stopped training left beside the model" };
        var command = new Command("train", "Train a style on a data set and quantize it; Ctrl+C leaves a checkpoint to go on from")
        {
            data, output, architecture, steps, batch, rate, seed, resume,
        };
        return command.Runs(host, async (parsed, console, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(output);
            var checkpoint = Path.ChangeExtension(path, CheckpointExtension);
            OutputFile.RequireWritable(path);
            var dataset = InputFile.Read(parsed.GetRequiredValue(data), "data set", StyleDataset.Read);
            var trainer = parsed.GetValue(resume)
                ? InputFile.Read(checkpoint, "checkpoint", stream => StyleTrainer.Resume(dataset, stream, checkpoint))
                : StyleTrainer.Start(dataset, new TrainingOptions
                {
                    Architecture = StyleArchitecture.ByName(parsed.GetRequiredValue(architecture)),
                    Steps = parsed.GetValue(steps),
                    BatchSize = parsed.GetValue(batch),
                    LearningRate = parsed.GetValue(rate),
                    Seed = parsed.GetValue(seed),
                    CheckpointPath = checkpoint,
                });
            var meter = new WorkMeter();
            var result = await console.WatchAsync("train", progress =>
            {
                trainer.Run(TrainingReports.To(progress), cancellationToken);
                if (!trainer.IsComplete)
                    console.Log($"stopped at step {trainer.Step} of {trainer.PlannedSteps}; go on with --resume");
                cancellationToken.ThrowIfCancellationRequested();
                progress.Report("quantize", 0);
                return trainer.Quantize();
            }, cancellationToken).ConfigureAwait(false);
            var cost = meter.Stop();
            OutputFile.Write(path, result.Model.Write, cancellationToken);
            var (curve, sheet) = (Beside(path, "-loss.png"), Beside(path, "-sheet.png"));
            OutputFile.Write(curve, stream => PngWriter.Write(stream, trainer.DrawLossCurve()), cancellationToken);
            OutputFile.Write(sheet, stream => PngWriter.Write(stream, ModelEvaluator.DrawContactSheet(result.Model, dataset)), cancellationToken);
            File.Delete(checkpoint);
            console.Present(
                new Result(path, curve, sheet, trainer.Options.Architecture.Name, trainer.Step, trainer.Losses[^1], result.Model.ComputeDigest(), cost.Milliseconds, cost.ProcessorSeconds),
                string.Create(CultureInfo.InvariantCulture, $"trained {trainer.Step} steps in {Figures.Time(cost.Milliseconds)}, loss {trainer.Losses[^1]:0.0000}: {path}, {curve}, {sheet}"));
            return ExitCode.Success;
        });
    }

    private static string Beside(string model, string ending) =>
        Path.Combine(Path.GetDirectoryName(model) ?? "", Path.GetFileNameWithoutExtension(model) + ending);

    private sealed record Result(
        string Model, string LossCurve, string ContactSheet, string Architecture, int Steps, float Loss, string Digest, double Milliseconds, double ProcessorSeconds);
}
