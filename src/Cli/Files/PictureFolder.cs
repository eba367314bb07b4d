using ZkStyle.Quantize.Evaluation;
using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Cli.Files;

/// <summary>Folders of pictures to evaluate with.</summary>
internal static class PictureFolder
{
    private const int MaxPictures = 4096;

    private static readonly string[] s_endings = [".png", ".jpg", ".jpeg"];

    /// <summary>Reads all pictures of a folder, in the order of their names; each is cropped to its middle square and resized.</summary>
    /// <param name="folder">The folder; folders below it do not count.</param>
    /// <param name="side">The side wanted.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <returns>The pictures, named like their files.</returns>
    /// <exception cref="CommandException">There is no such folder, a picture cannot be read, or there are fewer than two or too many.</exception>
    public static IReadOnlyList<NamedPicture> Read(string folder, int side, CancellationToken cancellation)
    {
        if (!Directory.Exists(folder))
            throw new CommandException($"there is no folder {folder}; check the path");
        var files = Directory.EnumerateFiles(folder)
            .Where(file => s_endings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
            .Take(MaxPictures + 1).Order(StringComparer.Ordinal).ToArray();
        if (files.Length is < 2 or > MaxPictures)
            throw new CommandException($"the folder {folder} has {(files.Length > MaxPictures ? $"more than {MaxPictures}" : files.Length)} pictures; 2 to {MaxPictures} can be evaluated with");
        var pictures = new NamedPicture[files.Length];
        for (var i = 0; i < files.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            pictures[i] = new NamedPicture(Path.GetFileName(files[i]), ImageResizer.ToSquare(PictureFile.Read(files[i]), side));
        }

        return pictures;
    }
}
