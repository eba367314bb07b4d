using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Tests.Imaging;

public class ContactSheetTests
{
    [Fact]
    public void Blocks_stand_under_headings_and_over_labels()
    {
        var white = new RgbImage(4, 4, [.. Enumerable.Repeat((byte)255, 48)]);
        ContactBlock[] blocks = [new("a", [white, white]), new("b", [white, white]), new("", [white, white])];
        var sheet = ContactSheet.Compose(blocks, ["x", ""], blocksPerRow: 2, gap: 3, scale: 2);
        // Blocks of two images of 8 pixels, two gaps and two more; lines of images, gap, text of 10 and gap.
        Assert.Equal((3 + (2 * ((2 * 11) + 6)), 10 + 6 + (2 * (8 + 16))), (sheet.Width, sheet.Height));
        Assert.Equal(6 * 64, Enumerable.Range(0, sheet.Width * sheet.Height).Count(i => sheet.Pixels[3 * i] == 255));
        // One letter a heading of the first column of each block, one a label; letters are 2x2 pixels a dot.
        Assert.Equal(2 * 4 * Dots('x'), Enumerable.Range(0, sheet.Width * sheet.Height).Count(i => sheet.Pixels[3 * i] == 150));
        Assert.Equal(4 * (Dots('a') + Dots('b')), Enumerable.Range(0, sheet.Width * sheet.Height).Count(i => sheet.Pixels[3 * i] == 220));
    }

    [Fact]
    public void Blocks_that_do_not_fit_are_refused_and_long_labels_cut()
    {
        var white = new RgbImage(2, 2);
        Assert.Throws<ArgumentException>(() => ContactSheet.Compose([], ["x"], 2));
        Assert.Throws<ArgumentException>(() => ContactSheet.Compose([new ContactBlock("a", [white, white])], ["x"], 2));
        Assert.Throws<ArgumentException>(() => ContactSheet.Compose([new ContactBlock("a", [white]), new ContactBlock("b", [new RgbImage(3, 2)])], ["x"], 2));
        var sheet = ContactSheet.Compose([new ContactBlock(new string('m', 500), [white])], ["y"], 1);
        Assert.Equal(4 + 6 + 8, sheet.Width);
    }

    [Fact]
    public void Glyphs_differ_and_unknown_ones_are_blank()
    {
        const string Known = "abcdefghijklmnopqrstuvwxyz0123456789-./_%:()+";
        var drawings = Known.Select(letter => Convert.ToHexString(Draw(letter).Pixels)).ToArray();
        // The letter o and the figure 0 differ, and so do l and 1.
        Assert.Equal(Known.Length, drawings.Distinct().Count());
        Assert.All(Known, letter => Assert.True(Dots(letter) > 0));
        Assert.Equal(0, Dots(' '));
        Assert.Equal(0, Dots('#'));
        Assert.Equal(Draw('q').Pixels, Draw('Q').Pixels);
    }

    private static int Dots(char letter) => Draw(letter).Pixels.Count(v => v > 0) / 3;

    private static RgbImage Draw(char letter)
    {
        var image = new RgbImage(3, 5);
        PixelFont.Write(image, letter.ToString(), 0, 0, 1, 200);
        return image;
    }
}
