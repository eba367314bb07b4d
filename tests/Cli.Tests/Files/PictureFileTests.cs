using ZkStyle.Cli.Files;
using ZkStyle.Cli.Tests.Support;
using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Cli.Tests.Files;

public sealed class PictureFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Planes_are_the_same_from_png_and_from_raw_bytes()
    {
        var image = new RgbImage(2, 1, [1, 2, 3, 4, 5, 6]);
        byte[] planes = [1, 4, 2, 5, 3, 6];

        Assert.Equal(planes, PictureFile.ReadPlanes(_folder.Write("i.png", PngWriter.ToBytes(image))));
        Assert.Equal(planes, PictureFile.ReadPlanes(_folder.Write("i.rgb", planes)));
    }

    [Fact]
    public void A_proven_image_is_not_transparent()
    {
        using var png = new MemoryStream();
        PngWriter.Write(png, new RgbaImage(1, 1, [1, 2, 3, 254]));
        var path = _folder.Write("t.png", png.ToArray());

        Assert.Contains("transparent", Assert.Throws<CommandException>(() => PictureFile.ReadPlanes(path)).Message, StringComparison.Ordinal);
        Assert.Equal(3, PictureFile.Read(path).Pixels.Length);
    }

    [Fact]
    public void A_jpeg_is_a_picture_but_no_proven_image()
    {
        var path = _folder.Write("p.jpg", File.ReadAllBytes(RepositoryFolder.Find(Path.Combine("tests", "vectors", "jpeg", "orientation-6.jpg"), File.Exists)!));

        Assert.Equal((14, 21), (PictureFile.Read(path).Width, PictureFile.Read(path).Height));
        Assert.Contains("JPEG", Assert.Throws<CommandException>(() => PictureFile.ReadPlanes(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_formats_are_named()
    {
        var path = _folder.Write("p.gif", "GIF89a"u8.ToArray());

        Assert.Contains("GIF", Assert.Throws<CommandException>(() => PictureFile.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_png_is_named()
    {
        var png = PngWriter.ToBytes(new RgbImage(4, 4));
        var path = _folder.Write("cut.png", png[..^20]);

        Assert.StartsWith($"cannot read the picture {path}: ", Assert.Throws<CommandException>(() => PictureFile.ReadPlanes(path)).Message, StringComparison.Ordinal);
        Assert.StartsWith($"cannot read the picture {path}: ", Assert.Throws<CommandException>(() => PictureFile.Read(path)).Message, StringComparison.Ordinal);
    }

    /// <inheritdoc />
    public void Dispose() => _folder.Dispose();
}
