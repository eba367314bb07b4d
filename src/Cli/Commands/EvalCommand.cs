using System.CommandLine;
using System.Globalization;
using ZkStyle.Cli.Files;
using ZkStyle.Cli.Output;
using ZkStyle.Quantize.Datasets;
using ZkStyle.Quantize.Evaluation;
using ZkStyle.Quantize.Evaluation.Pictures;
using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Cli.Commands;

/// <summary><c>zkstyle eval</c>: holds a model against the pass bar, on members and pictures that training never saw.</summary>
internal static class EvalCommand
{
    private const int MaxMembers = 100_000;
    private const int DecibelDigits = 2;
    private const int ShareDigits = 3;

    /// <summary>Creates the command.</summary>
    /// <param name="host">Streams and surroundings.</param>
    /// <returns>The command.</returns>
    public static Command Create(CommandHost host)
    {
        var model = CommonArguments.Model();
        var data = CommonArguments.Data();
        var count = CommonArguments.Integer("--count", "How many held-out members are reconstructed", 1, MaxMembers, StyleEvaluator.ReferenceMembers);
        var pictures = new Option<string>("--pictures") { Description = $"A folder of pictures to use instead of the {EvaluationPictures.Count} that zkstyle pictures draws", HelpName = "FOLDER" };
        var sheet = new Option<string>("--sheet") { Description = "A contact sheet: each picture, the palette's nearest colours, and what the model makes of it", HelpName = "PNG" };
        var check = new Option<bool>("--check") { Description = "Exit with 1 when a line of the bar does not hold" };
        var command = new Command("eval", "Hold a model against the pass bar, on members and pictures that training never saw") { model, data, count, pictures, sheet, check };
        return command.Runs(host, async (parsed, console, cancellationToken) =>
        {
            var style = ModelFile.Read(parsed.GetRequiredValue(model));
            if (!style.HasEncoder)
                throw new CommandException("this model file has a decoder only; eval needs an encoder to bring pictures into the style");
            var dataset = DatasetSource.Read(parsed.GetValue(data), style);
            if (style.Provenance.DatasetDigest is { Length: > 0 } digest && digest != dataset.Digest)
                console.Log($"note: the model learnt from another data set ({style.Provenance.Dataset}, {digest[..12]}) than {dataset.Name}, {dataset.Digest[..12]}; held-out members may have been trained on");
            if (parsed.GetValue(sheet) is { } sheetPath)
                OutputFile.RequireWritable(sheetPath);
            var folder = parsed.GetValue(pictures);
            var members = parsed.GetValue(count);
            var (result, drawn) = await console.WatchAsync("eval", progress => Evaluate(style, dataset, folder, members, parsed.GetValue(sheet) is not null, progress, cancellationToken), cancellationToken).ConfigureAwait(false);
            if (drawn is not null)
                OutputFile.Write(parsed.GetValue(sheet)!, stream => PngWriter.Write(stream, drawn), cancellationToken);
            console.Present(result, BarTable(result), MemberTable(result.Members), PictureTable(result.Pictures));
            return parsed.GetValue(check) && !result.Holds ? ExitCode.Failure : ExitCode.Success;
        });
    }

    private static (StyleEvaluation Result, RgbImage? Sheet) Evaluate(
        StyleModel model, StyleDataset dataset, string? folder, int members, bool drawsSheet, IPhaseProgress progress, CancellationToken cancellationToken)
    {
        progress.Report("pictures", 0);
        var pictures = folder is null
            ? [.. EvaluationPictures.Draw(cancellationToken).Select(picture => new NamedPicture(picture.Name, ImageResizer.ToSquare(picture.Image, model.Picture.Width)))]
            : PictureFolder.Read(folder, model.Picture.Width, cancellationToken);
        var total = members + pictures.Count;
        var done = new ProgressAdapter<int>(count => progress.Report("images", (double)count / total));
        var result = StyleEvaluator.Evaluate(model, dataset, pictures, members, progress: done, cancellation: cancellationToken);
        return (result, drawsSheet ? StyleEvaluator.DrawSheet(model, dataset, pictures) : null);
    }

    private static ResultTable BarTable(StyleEvaluation result)
    {
        var table = new ResultTable("pass bar", "figure", "bar", "holds") { Title = result.Holds ? "The bar holds." : "The bar does not hold." };
        foreach (var line in result.Bar)
        {
            var digits = line.Unit.Length > 0 ? DecibelDigits : ShareDigits;
            table.Add(
                line.Name,
                line.Value is { } value ? Figures.Number(value, line.Unit, digits) : "-",
                (line.AtLeast ? ">= " : "<= ") + Figures.Number(line.Bar, line.Unit, DecibelDigits),
                line.Holds switch { true => "yes", false => "NO", null => "-" });
        }

        return table;
    }

    private static ResultTable MemberTable(EvaluationResult members)
    {
        var table = new ResultTable($"{Figures.Counted(members.Images, "held-out member")}", "INT8", "float");
        Add("PSNR, all pixels together", q => Figures.Number(q.Psnr, "dB", DecibelDigits));
        Add("PSNR, mean over members", q => Figures.Number(q.MeanPsnr, "dB", DecibelDigits));
        Add("SSIM", q => Figures.Number(q.Ssim, "", ShareDigits));
        return table;

        void Add(string name, Func<Quality, string> value) => table.Add(name, value(members.Int8), members.Float is { } f ? value(f) : "-");
    }

    private static ResultTable PictureTable(PictureScores scores)
    {
        var table = new ResultTable($"{Figures.Counted(scores.Pictures.Count, "picture")}", "ours", "naive palette", "ours / naive", "members");
        Add("structure distance", d => d.Structure);
        Add("colour distance", d => d.Colour);
        Add("distinct-colour distance", d => d.DistinctColours);
        return table.Add("speckle", Share(scores.Speckle), Share(scores.NaiveSpeckle), "", Share(scores.MemberSpeckle))
            .Add("found by edges", Share(scores.Retrieval), "", "", "")
            .Add("edge correlation", Share(scores.EdgeCorrelation), "", "", "")
            .Add(
                "not found: " + (scores.Pictures.Where(p => !p.IsFound).Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Name} (as {p.FoundAs})")).ToArray() is { Length: > 0 } lost ? string.Join(", ", lost) : "none"),
                "", "", "", "");

        void Add(string name, Func<StyleDistances, double> value) =>
            table.Add(name, Share(value(scores.Ours)), Share(value(scores.Naive)), Share(value(scores.Ratios)), Share(value(scores.Members)));

        static string Share(double value) => Figures.Number(value, "", ShareDigits);
    }
}
