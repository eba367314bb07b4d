namespace ZkStyle.Quantize.Tests.Imaging;

/// <summary>The JPEG files of <c>tests/vectors/jpeg</c>, each with the pixels of an independent decoder.</summary>
internal static class JpegVectors
{
    private static readonly Lazy<string> s_folder = new(FindFolder);

    /// <summary>The names without their endings, in order.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.GetFiles(s_folder.Value, "*.jpg").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    public static byte[] Jpeg(string name) => File.ReadAllBytes(Path.Combine(s_folder.Value, name + ".jpg"));

    public static byte[] Png(string name) => File.ReadAllBytes(Path.Combine(s_folder.Value, name + ".png"));

    private static string FindFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "tests", "vectors", "jpeg");
            if (Directory.Exists(path))
                return path;
        }

        throw new DirectoryNotFoundException($"tests/vectors/jpeg was not found above {AppContext.BaseDirectory}.");
    }
}
