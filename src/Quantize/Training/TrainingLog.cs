using System.Globalization;
using System.Text;
using ZkStyle.Quantize.Datasets;

namespace ZkStyle.Quantize.Training;

/// <summary>
/// A training's log: comments that name what is needed to repeat it, then <c>step,part,rate,loss</c> lines. It holds no times,
/// so that equal runs give equal bytes.
/// </summary>
internal static class TrainingLog
{
    /// <summary>Writes a log.</summary>
    /// <param name="trainer">The run.</param>
    /// <param name="dataset">Its data set.</param>
    /// <param name="stream">Where to write.</param>
    public static void Write(StyleTrainer trainer, StyleDataset dataset, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var options = trainer.Options;
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"# architecture {options.Architecture.Name}, seed {options.Seed}, {trainer.PlannedSteps} steps, {trainer.FloatSteps} of them in floats, batch {options.BatchSize}"));
        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"# learning rate {options.LearningRate}, clip {options.ClipNorm}, weight decay {options.WeightDecay}, clean {options.CleanShare}, backgrounds {options.BackgroundShare}"));
        writer.WriteLine($"# data set {dataset.Name}, {dataset.Digest}");
        writer.WriteLine("step,part,rate,loss");
        for (var step = 0; step < trainer.Step; step++)
        {
            var part = step < trainer.FloatSteps ? "float" : "int8";
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{step + 1},{part},{trainer.Rate(step):G4},{trainer.Losses[step]:G5}"));
        }
    }
}
