using System.CommandLine;
using ZkStyle.Cli.Files;
using ZkStyle.Cli.Output;
using ZkStyle.Quantize.Datasets;

namespace ZkStyle.Cli.Commands;

/// <summary><c>zkstyle dataset</c>: builds what a style is learnt from.</summary>
internal static class DatasetCommand
{
    /// <summary>The parts file inside the npm package of Nouns.</summary>
    public const string NounsParts = "@nouns/assets/dist/image-data.json";

    /// <summary>Creates the command.</summary>
    /// <param name="host">Streams and surroundings.</param>
    /// <returns>The command.</returns>
    public static Command Create(CommandHost host) => new("dataset", "Build a data set to train a style with") { CreateNouns(host), CreateFolder(host) };

    private static Command CreateNouns(CommandHost host)
    {
        var parts = new Option<string>("--parts") { Description = $"A part file to read instead of the installed {NounsParts}", HelpName = "JSON" };
        var output = CommonArguments.Out("The data set, a .zkd file");
        var command = new Command("nouns", "Nouns, from the parts of the npm package @nouns/assets") { parts, output };
        return command.Runs(host, (parsed, console, cancellationToken) =>
        {
            var file = parsed.GetValue(parts) ?? SolidityFolder.PackageFile(NounsParts);
            return Write(console, InputFile.Read(file, "part file", NounsDataset.FromAssets), parsed.GetRequiredValue(output), cancellationToken);
        });
    }

    private static Command CreateFolder(CommandHost host)
    {
        var folder = new Argument<string>("FOLDER") { Description = "A folder of PNG and JPEG files of any size; folders below it count too" };
        var output = CommonArguments.Out("The data set, a .zkd file");
        var command = new Command("folder", "Any folder of pictures") { folder, output };
        return command.Runs(host, async (parsed, console, cancellationToken) =>
        {
            OutputFile.RequireWritable(parsed.GetRequiredValue(output));
            var dataset = await console.WatchAsync(
                "dataset", _ => ImageDataset.FromFolder(parsed.GetRequiredValue(folder), null, cancellationToken), cancellationToken).ConfigureAwait(false);
            return await Write(console, dataset, parsed.GetRequiredValue(output), cancellationToken).ConfigureAwait(false);
        });
    }

    private static Task<int> Write(CommandConsole console, StyleDataset dataset, string path, CancellationToken cancellationToken)
    {
        OutputFile.Write(path, dataset.Write, cancellationToken);
        console.Present(
            new Result(path, dataset.Name, dataset.Summary, dataset.Digest), $"{dataset.Name}: {dataset.Summary}, in {path}");
        return Task.FromResult(ExitCode.Success);
    }

    private sealed record Result(string Dataset, string Name, string Summary, string Digest);
}
