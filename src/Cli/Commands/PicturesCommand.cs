using System.CommandLine;
using ZkStyle.Cli.Files;
using ZkStyle.Cli.Output;
using ZkStyle.Quantize.Evaluation.Pictures;
using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Cli.Commands;

/// <summary><c>zkstyle pictures</c>: draws the pictures that styles are judged by.</summary>
internal static class PicturesCommand
{
    private const int SheetColumns = 8;

    /// <summary>Creates the command.</summary>
    /// <param name="host">Streams and surroundings.</param>
    /// <returns>The command.</returns>
    public static Command Create(CommandHost host)
    {
        var output = CommonArguments.Out("A folder for the files, made when missing");
        var sheet = new Option<string>("--sheet") { Description = "All pictures on one sheet", HelpName = "PNG" };
        var command = new Command("pictures", $"Draw the {EvaluationPictures.Count} pictures that styles are judged by") { output, sheet };
        return command.Runs(host, async (parsed, console, cancellationToken) =>
        {
            var (folder, sheetPath) = (parsed.GetRequiredValue(output), parsed.GetValue(sheet));
            if (File.Exists(folder))
                throw new CommandException($"{folder} is a file; name a folder");
            var pictures = await console.WatchAsync("pictures", _ => EvaluationPictures.Draw(cancellationToken), cancellationToken).ConfigureAwait(false);
            foreach (var picture in pictures)
                OutputFile.Write(Path.Combine(folder, picture.FileName), stream => PngWriter.Write(stream, picture.Image), cancellationToken);
            if (sheetPath is not null)
            {
                var blocks = pictures.Select(picture => new ContactBlock(picture.Name, [picture.Image])).ToArray();
                OutputFile.Write(sheetPath, stream => PngWriter.Write(stream, ContactSheet.Compose(blocks, [""], SheetColumns, scale: 2)), cancellationToken);
            }

            console.Present(
                new Result(folder, sheetPath, [.. pictures.Select(picture => picture.FileName)]), $"{Figures.Counted(pictures.Count, "picture")} in {folder}");
            return ExitCode.Success;
        });
    }

    private sealed record Result(string Folder, string? Sheet, IReadOnlyList<string> Files);
}
