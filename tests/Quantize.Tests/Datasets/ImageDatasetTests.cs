using ZkStyle.Quantize.Datasets;
using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Randomness;
using ZkStyle.Quantize.Tests.Imaging;

namespace ZkStyle.Quantize.Tests.Datasets;

public sealed class ImageDatasetTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("zkstyle-dataset-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_folder_of_any_sizes_becomes_a_data_set_in_the_order_of_names()
    {
        for (var i = 0; i < 10; i++)
        {
            var image = new RgbImage(20 + (7 * i), 90 - (5 * i));
            Array.Fill(image.Pixels, (byte)(20 * i));
            PngWriter.WriteFile(Path.Combine(_folder.FullName, i % 2 == 0 ? "even" : "odd", $"{i}.{(i == 4 ? "PNG" : "png")}"), image);
        }

        File.WriteAllText(Path.Combine(_folder.FullName, "notes.txt"), "not a picture");
        var dataset = ImageDataset.FromFolder(_folder.FullName);
        Assert.Equal(_folder.Name, dataset.Name);
        Assert.Equal([0, 40, 80, 120, 160, 20, 60, 100, 140, 180], dataset.Images.Select(image => (int)image.Pixels[0]));
        Assert.Equal([7], Enumerable.Range(0, 10).Where(i => dataset.IsHeldOut[i]));
        Assert.Equal(dataset.Digest, ImageDataset.FromFolder(_folder.FullName).Digest);
        Assert.All(dataset.DrawHeldOut(3, 1), image => Assert.Equal(100, image.Pixels[5]));
        Assert.DoesNotContain(dataset.DrawTraining(9, 1), image => image.Pixels[5] == 100);
    }

    [Fact]
    public void Png_and_jpeg_mix_and_a_wrong_ending_does_no_harm()
    {
        var jpeg = JpegVectors.Jpeg("progressive-2x2");
        foreach (var name in (string[])["a.JPG", "b.jpeg", "c.png"])
            File.WriteAllBytes(Path.Combine(_folder.FullName, name), jpeg);
        PngWriter.WriteFile(Path.Combine(_folder.FullName, "d.png"), PngReader.Read(JpegVectors.Png("progressive-2x2")).Flatten());
        var dataset = ImageDataset.FromFolder(_folder.FullName);
        Assert.Equal(4, dataset.Images.Count);
        Assert.All(dataset.Images, image => Assert.Equal(dataset.Images[3].Pixels, image.Pixels));
    }

    [Fact]
    public void Damaged_files_are_named()
    {
        PngWriter.WriteFile(Path.Combine(_folder.FullName, "a.png"), new RgbImage(3, 3));
        File.WriteAllBytes(Path.Combine(_folder.FullName, "b.png"), [1, 2, 3]);
        Assert.StartsWith("b.png: ", Assert.Throws<InvalidDataException>(() => ImageDataset.FromFolder(_folder.FullName)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_pictures_and_missing_folders_are_refused()
    {
        Assert.Contains("0 PNG and JPEG files", Assert.Throws<InvalidDataException>(() => ImageDataset.FromFolder(_folder.FullName)).Message, StringComparison.Ordinal);
        PngWriter.WriteFile(Path.Combine(_folder.FullName, "one.png"), new RgbImage(3, 3));
        File.WriteAllBytes(Path.Combine(_folder.FullName, "two.webp"), [1]);
        var error = Assert.Throws<InvalidDataException>(() => ImageDataset.FromFolder(_folder.FullName)).Message;
        Assert.Contains("1 PNG and JPEG files", error, StringComparison.Ordinal);
        Assert.Contains("two.webp", error, StringComparison.Ordinal);
        Assert.Throws<DirectoryNotFoundException>(() => ImageDataset.FromFolder(Path.Combine(_folder.FullName, "none")));
        Assert.Throws<ArgumentException>(() => new ImageDataset("x", [new RgbImage(64, 64), new RgbImage(63, 64)]));
    }

    [Fact]
    public void Small_collections_hold_out_their_last_picture()
    {
        var dataset = new ImageDataset("two", [new RgbImage(64, 64), new RgbImage(64, 64)]);
        Assert.Equal([false, true], dataset.IsHeldOut);
    }

    [Fact]
    public void Pairs_repeat_by_stream_and_show_training_pictures()
    {
        var dataset = TestData.Discs();
        var colours = dataset.Images.Where((_, i) => !dataset.IsHeldOut[i]).SelectMany(image => image.Pixels.Chunk(3)).Select(p => (p[0], p[1], p[2])).ToHashSet();
        for (ulong stream = 0; stream < 20; stream++)
        {
            var (input, target, again) = (new float[12288], new float[12288], new float[12288]);
            dataset.DrawPair(new SeededRandom(1, stream), new PairOptions(1, 0.5, 0), input, target);
            dataset.DrawPair(new SeededRandom(1, stream), new PairOptions(1, 0.5, 0), again, new float[12288]);
            Assert.Equal(input, again);
            for (var i = 0; i < 4096; i++)
                Assert.Contains(((byte)MathF.Round(target[i] * 255), (byte)MathF.Round(target[4096 + i] * 255), (byte)MathF.Round(target[8192 + i] * 255)), colours);
        }
    }

    [Fact]
    public void Shared_backgrounds_are_found_and_inputs_stand_on_others()
    {
        RgbColour[] own = [new(210, 215, 225), new(225, 215, 213)];
        var dataset = new ImageDataset("figures", [.. Enumerable.Range(0, 24).Select(i => Figure(own[i % 2], (byte)(10 * i)))]);
        Assert.Equal(own.Order(Comparer<RgbColour>.Create((a, b) => a.Red - b.Red)), dataset.Backgrounds.OrderBy(colour => colour.Red));
        Assert.Contains("2 shared backgrounds", dataset.Summary, StringComparison.Ordinal);

        var others = 0;
        for (ulong stream = 0; stream < 60; stream++)
        {
            var (input, target) = (new float[12288], new float[12288]);
            dataset.DrawPair(new SeededRandom(7, stream), new PairOptions(0, 1, 0.5), input, target);
            // The corner shows the background, the middle of the body (white, whatever the background) does not.
            var corner = Colour(target, 0);
            Assert.Contains(corner, own);
            Assert.Equal(new RgbColour(255, 255, 255), Colour(target, (40 * 64) + 32));
            Assert.Equal(new RgbColour(255, 255, 255), Colour(input, (40 * 64) + 32));
            var differs = Enumerable.Range(0, 4096).Where(i => Colour(input, i) != Colour(target, i)).ToHashSet();
            others += differs.Count > 0 ? 1 : 0;
            Assert.All(differs, i => Assert.Equal(corner, Colour(target, i)));
            if (differs.Count > 0)
                Assert.True(differs.Count > 1500, "the whole background is replaced");
        }

        Assert.InRange(others, 15, 45);
    }

    [Fact]
    public void The_collections_background_for_a_backdrop_is_the_nearest()
    {
        var backgrounds = new CollectionBackgrounds([.. Enumerable.Range(0, 10).Select(i => Figure(i < 5 ? new RgbColour(20, 20, 60) : new RgbColour(240, 240, 200), 99))]);
        Assert.Equal(new RgbColour(20, 20, 60), backgrounds.Nearest([0.2f, 0.1f, 0.3f]));
        Assert.Equal(new RgbColour(240, 240, 200), backgrounds.Nearest([0.9f, 0.8f, 0.8f]));
    }

    [Fact]
    public void Collections_without_plain_backgrounds_have_none()
    {
        var random = new Random(3);
        var noise = Enumerable.Range(0, 12).Select(_ =>
        {
            var image = new RgbImage(64, 64);
            random.NextBytes(image.Pixels);
            return image;
        });
        Assert.Empty(new ImageDataset("noise", [.. noise]).Backgrounds);
        Assert.Empty(TestData.Discs().Backgrounds);
        Assert.Empty(new ImageDataset("plain", [.. Enumerable.Range(0, 12).Select(_ => new RgbImage(64, 64))]).Backgrounds);
    }

    [Fact]
    public void Nouns_as_pictures_show_their_two_backgrounds()
    {
        var dataset = new ImageDataset("nouns", TestData.Nouns.DrawTraining(60, 1));
        Assert.Equal(TestData.Nouns.Backgrounds.Select(colour => new RgbColour(colour[0], colour[1], colour[2])).ToHashSet(), dataset.Backgrounds.ToHashSet());
    }

    [Fact]
    public void The_background_ends_at_the_outline()
    {
        var image = Figure(new RgbColour(255, 255, 255), 0);
        var mask = FlatBackground.Mask(image, FlatBackground.Find(image)!.Value);
        for (var i = 0; i < mask.Length; i++)
            Assert.Equal(!InFigure(i % 64, i / 64), mask[i]);
    }

    private static bool InFigure(int x, int y) => x is >= 16 and < 48 && y >= 20;

    // A white body in an outline, standing on the lower border.
    private static RgbImage Figure(RgbColour background, byte outline)
    {
        var image = new RgbImage(64, 64);
        for (var i = 0; i < 4096; i++)
        {
            var (x, y) = (i % 64, i / 64);
            byte[] colour = !InFigure(x, y) ? [background.Red, background.Green, background.Blue]
                : x is 16 or 47 || y is 20 or 63 ? [outline, 0, 90] : [255, 255, 255];
            colour.CopyTo(image.Pixels, 3 * i);
        }

        return image;
    }

    private static RgbColour Colour(float[] planes, int at)
    {
        byte Sample(int channel) => (byte)MathF.Round(planes[(channel * 4096) + at] * 255);
        return new RgbColour(Sample(0), Sample(1), Sample(2));
    }
}
