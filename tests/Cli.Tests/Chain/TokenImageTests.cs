using ZkStyle.Cli.Chain;
using ZkStyle.Ethereum.Contracts;

namespace ZkStyle.Cli.Tests.Chain;

public class TokenImageTests
{
    private static readonly byte[] s_palette = [1, 2, 3, 4, 5, 6];

    [Fact]
    public void Classes_take_their_colours_and_cells_their_pixels()
    {
        var image = TokenImage.Draw(new(2, 1, 2, s_palette), [1, 0]);
        Assert.Equal((4, 2), (image.Width, image.Height));
        byte[] line = [4, 5, 6, 4, 5, 6, 1, 2, 3, 1, 2, 3];
        Assert.Equal([.. line, .. line], image.Pixels);
    }

    [Fact]
    public void Planes_become_pixels() =>
        Assert.Equal([1, 3, 5, 2, 4, 6], TokenImage.Draw(new(2, 1, 1, Array.Empty<byte>()), [1, 2, 3, 4, 5, 6]).Pixels);

    [Fact]
    public void What_no_model_has_is_refused()
    {
        foreach (var (format, image) in ((ModelImageFormat, byte[])[])[
            (new(0, 1, 1, s_palette), []), (new(1, 1, 0, s_palette), [0]), (new(65_535, 65_535, 255, s_palette), [0]), (new(1, 1, 1, new byte[4]), [0]),
            (new(1, 1, 1, s_palette), [2]), (new(1, 1, 1, s_palette), [0, 0]), (new(1, 1, 1, Array.Empty<byte>()), [0])])
            Assert.Throws<CommandException>(() => TokenImage.Draw(format, image));
    }
}
