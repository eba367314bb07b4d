using System.CommandLine;
using ZkStyle.Cli.Files;
using ZkStyle.Cli.Output;
using ZkStyle.Quantize.Datasets;
using ZkStyle.Quantize.Evaluation;
using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Cli.Commands;

/// <summary><c>zkstyle eval</c>: a model's quality on pictures that training never saw, float against INT8.</summary>
internal static class EvalCommand
{
    private const int DefaultImages = 200;
    private const int MaxImages = 100_000;

    /// <summary>Creates the command.</summary>
    /// <param name="host">Streams and surroundings.</param>
    /// <returns>The command.</returns>
    public static Command Create(CommandHost host)
    {
        var model = CommonArguments.Model();
        var data = CommonArguments.Dataset();
        var images = CommonArguments.Integer("--images", "How many held-out pictures", 1, MaxImages, DefaultImages);
        var sheet = new Option<string>("--sheet") { Description = "A contact sheet of held-out pictures and what the model makes of them", HelpName = "PNG" };
        var command = new Command("eval", "Score a model on held-out pictures, float against INT8") { model, data, images, sheet };
        return command.Runs(host, async (parsed, console, cancellationToken) =>
        {
            var style = ModelFile.Read(parsed.GetRequiredValue(model));
            var dataset = InputFile.Read(parsed.GetRequiredValue(data), "data set", StyleDataset.Read);
            var count = parsed.GetValue(images);
            var result = await console.WatchAsync(
                "eval",
                progress => ModelEvaluator.Evaluate(
                    style, dataset, count, progress: new ProgressAdapter<int>(done => progress.Report("pictures", (double)done / count)), cancellation: cancellationToken),
                cancellationToken).ConfigureAwait(false);
            if (parsed.GetValue(sheet) is { } path)
                OutputFile.Write(path, stream => PngWriter.Write(stream, ModelEvaluator.DrawContactSheet(style, dataset)), cancellationToken);
            console.Present(result, QualityTable(result));
            return ExitCode.Success;
        });
    }

    private static ResultTable QualityTable(EvaluationResult result)
    {
        var table = new ResultTable($"{result.Images} held-out pictures", "INT8", "float");
        Add("PSNR, all pictures together", q => Figures.Number(q.Psnr, "dB", 2));
        Add("PSNR, mean over pictures", q => Figures.Number(q.MeanPsnr, "dB", 2));
        Add("SSIM", q => Figures.Number(q.Ssim, "", 3));
        return table;

        void Add(string name, Func<Quality, string> value) => table.Add(name, value(result.Int8), result.Float is { } f ? value(f) : "-");
    }
}
