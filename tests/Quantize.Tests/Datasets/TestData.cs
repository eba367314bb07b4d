using ZkStyle.Quantize.Datasets;
using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Tests.Datasets;

/// <summary>Data sets that tests share.</summary>
internal static class TestData
{
    private const string AssetsVariable = "ZKSTYLE_NOUNS";

    private static readonly Lazy<NounsDataset> s_nouns = new(ReadNouns);

    /// <summary>The Nouns of the installed npm package.</summary>
    public static NounsDataset Nouns => s_nouns.Value;

    /// <summary>Where <c>image-data.json</c> is: the environment variable ZKSTYLE_NOUNS, or the npm package under <c>solidity</c>.</summary>
    public static string NounsPath()
    {
        if (Environment.GetEnvironmentVariable(AssetsVariable) is { Length: > 0 } named)
            return named;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "solidity", "node_modules", "@nouns", "assets", "dist", "image-data.json");
            if (File.Exists(path))
                return path;
        }

        throw new FileNotFoundException($"solidity/node_modules/@nouns/assets/dist/image-data.json was not found above {AppContext.BaseDirectory}: run npm ci in solidity, or name the file in {AssetsVariable}.");
    }

    /// <summary>Sixteen plain pictures with a disc of another colour.</summary>
    public static ImageDataset Discs()
    {
        var random = new Random(1);
        return new ImageDataset("discs", [.. Enumerable.Range(0, 16).Select(_ =>
        {
            var image = new RgbImage(StyleDataset.ImageSide, StyleDataset.ImageSide);
            byte[] inside = [(byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256)];
            byte[] outside = [(byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256)];
            var (cx, cy, radius) = (random.Next(16, 48), random.Next(16, 48), random.Next(8, 20));
            for (var i = 0; i < image.Width * image.Height; i++)
            {
                var (x, y) = ((i % image.Width) - cx, (i / image.Width) - cy);
                ((x * x) + (y * y) < radius * radius ? inside : outside).CopyTo(image.Pixels, 3 * i);
            }

            return image;
        })]);
    }

    private static NounsDataset ReadNouns()
    {
        using var stream = File.OpenRead(NounsPath());
        return NounsDataset.FromAssets(stream);
    }
}
