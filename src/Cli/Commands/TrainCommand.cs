using System.CommandLine;
using System.Globalization;
using ZkStyle.Cli.Files;
using ZkStyle.Cli.Output;
using ZkStyle.Cli.Proving;
using ZkStyle.Quantize.Calibration;
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
        var output = CommonArguments.Out("The model, a .zkm file; its loss curve, contact sheet and log go beside it");
        var architecture = new Option<string>("--architecture")
        {
            Description = $"One of {string.Join(", ", StyleArchitecture.All.Select(a => a.Name))}",
            HelpName = "NAME",
            DefaultValueFactory = _ => StyleArchitecture.Palette.Name,
        };
        var fast = new Option<bool>("--fast") { Description = $"About two minutes on two cores: {TrainingOptions.FastSteps} steps" };
        var steps = CommonArguments.Integer("--steps", "Training steps, the quantization-aware ones among them", 1, int.MaxValue, TrainingOptions.FullSteps);
        var minutes = CommonArguments.Integer("--minutes", "Plan the number of steps, --steps at most, so that training takes about this long", 1, 100_000, 100_000);
        var tuning = new Option<double>("--tuning-share") { Description = "The share of steps that are quantization-aware, 0 to 0.5", HelpName = "SHARE", DefaultValueFactory = _ => new TrainingOptions().TuningShare };
        var batch = CommonArguments.Integer("--batch", "Pictures a step", 2, 1024, new TrainingOptions().BatchSize);
        var rate = new Option<float>("--learning-rate") { Description = "The highest learning rate", HelpName = "RATE", DefaultValueFactory = _ => new TrainingOptions().LearningRate };
        var seed = CommonArguments.Seed();
        var slim = new Option<bool>("--slim") { Description = "Leave the float decoder out of the model: a smaller file that can do everything but be compared with floats or quantized again" };
        var resume = new Option<bool>("--resume") { Description = "Go on from the checkpoint that a stopped training left beside the model" };
        var command = new Command("train", "Train a style on a data set and quantize it; Ctrl+C leaves a checkpoint to go on from")
        {
            data, output, architecture, fast, steps, minutes, tuning, batch, rate, seed, slim, resume,
        };
        return command.Runs(host, async (parsed, console, cancellationToken) =>
        {
            if (parsed.GetValue(fast) && parsed.GetResult(steps) is { Implicit: false })
                throw new CommandException("--fast sets the number of steps: give --fast or --steps, not both.");
            var path = parsed.GetRequiredValue(output);
            var checkpoint = Path.ChangeExtension(path, CheckpointExtension);
            OutputFile.RequireWritable(path);
            var dataset = InputFile.Read(parsed.GetRequiredValue(data), "data set", StyleDataset.Read);
            var trainer = parsed.GetValue(resume)
                ? InputFile.Read(checkpoint, "checkpoint", stream => StyleTrainer.Resume(dataset, stream, checkpoint))
                : StyleTrainer.Start(dataset, new TrainingOptions
                {
                    Architecture = StyleArchitecture.ByName(parsed.GetRequiredValue(architecture)),
                    Steps = parsed.GetValue(fast) ? TrainingOptions.FastSteps : parsed.GetValue(steps),
                    TimeBudget = parsed.GetResult(minutes) is { Implicit: false } ? TimeSpan.FromMinutes(parsed.GetValue(minutes)) : null,
                    TuningShare = parsed.GetValue(tuning),
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
            var model = parsed.GetValue(slim) ? result.Model.WithoutFloatDecoder() : result.Model;
            OutputFile.Write(path, model.Write, cancellationToken);
            var (curve, sheet, log) = (Beside(path, "-loss.png"), Beside(path, "-sheet.png"), Beside(path, "-log.csv"));
            OutputFile.Write(log, trainer.WriteLog, cancellationToken);
            OutputFile.Write(curve, stream => PngWriter.Write(stream, trainer.DrawLossCurve()), cancellationToken);
            OutputFile.Write(sheet, stream => PngWriter.Write(stream, ModelEvaluator.DrawContactSheet(result.Model, dataset)), cancellationToken);
            File.Delete(checkpoint);
            console.Present(
                new Result(path, curve, sheet, log, trainer.Options.Architecture.Name, trainer.Step, trainer.Losses[^1], model.ComputeDigest(), result.Comparison, cost.Milliseconds, cost.ProcessorSeconds),
                string.Create(CultureInfo.InvariantCulture, $"trained {trainer.Step} steps in {Figures.Time(cost.Milliseconds)}, loss {trainer.Losses[^1]:0.0000}; {Describe(result.Comparison)}: {path}, {curve}, {sheet}"));
            return ExitCode.Success;
        });
    }

    private static string Describe(QuantizationComparison? comparison) => comparison is null ? "quantized" : string.Create(
        CultureInfo.InvariantCulture,
        $"members at {comparison.Float:0.00} dB in floats, {comparison.PostTraining:0.00} dB quantized{(comparison.Tuned is { } tuned ? $", {tuned:0.00} dB quantization-aware" : "")}");

    private static string Beside(string model, string ending) =>
        Path.Combine(Path.GetDirectoryName(model) ?? "", Path.GetFileNameWithoutExtension(model) + ending);

    private sealed record Result(
        string Model, string LossCurve, string ContactSheet, string Log, string Architecture, int Steps, float Loss, string Digest, QuantizationComparison? Quantization, double Milliseconds, double ProcessorSeconds);
}
