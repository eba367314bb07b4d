using ZkStyle.Quantize.Datasets;
using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Randomness;

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
    public void Damaged_files_are_named()
    {
        PngWriter.WriteFile(Path.Combine(_folder.FullName, "a.png"), new RgbImage(3, 3));
        File.WriteAllBytes(Path.Combine(_folder.FullName, "b.png"), [1, 2, 3]);
        Assert.StartsWith("b.png: ", Assert.Throws<InvalidDataException>(() => ImageDataset.FromFolder(_folder.FullName)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_pictures_and_missing_folders_are_refused()
    {
        Assert.Contains("0 PNG files", Assert.Throws<InvalidDataException>(() => ImageDataset.FromFolder(_folder.FullName)).Message, StringComparison.Ordinal);
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
}
