using ZkStyle.Cli.Files;
using ZkStyle.Quantize.Datasets;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Cli.Commands;

/// <summary>Finds the collection that a model learnt from.</summary>
internal static class DatasetSource
{
    private const string Nouns = "Nouns";

    /// <summary>Reads a named data set, or the installed parts of Nouns for a model of Nouns.</summary>
    /// <param name="path">The file; null when none is named.</param>
    /// <param name="model">The model.</param>
    /// <returns>The data set.</returns>
    /// <exception cref="CommandException">It cannot be read, or must be named; the message says so.</exception>
    public static StyleDataset Read(string? path, StyleModel model)
    {
        if (path is not null)
            return InputFile.Read(path, "data set", StyleDataset.Read);
        return model.Provenance.Dataset == Nouns
            ? InputFile.Read(SolidityFolder.PackageFile(DatasetCommand.NounsParts), "part file", NounsDataset.FromAssets)
            : throw new CommandException($"this model did not learn from Nouns ({(model.Provenance.Dataset.Length > 0 ? $"it learnt from {model.Provenance.Dataset}" : "it was not trained")}); name its data set with --data D.zkd");
    }
}
