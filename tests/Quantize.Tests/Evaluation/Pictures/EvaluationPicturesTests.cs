using ZkStyle.Quantize.Evaluation.Pictures;
using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Tests.Evaluation.Pictures;

public class EvaluationPicturesTests
{
    private static readonly Lazy<IReadOnlyList<EvaluationPicture>> s_pictures = new(() => EvaluationPictures.Draw());

    [Fact]
    public void The_files_are_what_the_program_draws()
    {
        var folder = Folder();
        var pictures = s_pictures.Value;
        Assert.Equal(pictures.Select(picture => picture.FileName).Order(StringComparer.Ordinal), Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        foreach (var picture in pictures)
        {
            using var stream = File.OpenRead(Path.Combine(folder, picture.FileName));
            var file = PngReader.Read(stream);
            Assert.Equal((64, 64), (file.Width, file.Height));
            Assert.True(picture.Image.Pixels.AsSpan().SequenceEqual(file.Flatten().Pixels), $"{picture.FileName} is not what is drawn now; write the files with zkstyle pictures --out samples/pictures");
        }
    }

    [Fact]
    public void The_set_has_enough_of_each_kind_and_no_picture_twice()
    {
        var pictures = s_pictures.Value;
        Assert.Equal(64, pictures.Count);
        Assert.Equal(64, EvaluationPictures.Count);
        Assert.Equal(Enumerable.Range(1, 64), pictures.Select(picture => picture.Number));
        Assert.Equal(64, pictures.Select(picture => picture.Name).Distinct().Count());
        Assert.Equal(64, pictures.Select(picture => Convert.ToHexString(picture.Image.Pixels)).Distinct().Count());
        var groups = pictures.CountBy(picture => picture.Group).ToDictionary();
        Assert.True(groups[PictureGroup.Icon] >= 24 && groups[PictureGroup.White] >= 6 && groups[PictureGroup.Photo] >= 16);
        Assert.Equal(5, groups.Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => EvaluationPictures.Draw(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => EvaluationPictures.Draw(65));
    }

    [Fact]
    public void White_pictures_are_light_at_the_border_and_in_the_middle()
    {
        foreach (var picture in s_pictures.Value.Where(picture => picture.Group == PictureGroup.White))
        {
            double border = 0, middle = 0;
            for (var i = 0; i < 64; i++)
            {
                border += picture.Image.Pixels[3 * i] / 64.0;
                middle += picture.Image.Pixels[3 * ((44 * 64) + 20 + (i * 24 / 64))] / 64.0;
            }

            Assert.True(border > 215 && middle > 185, $"{picture.Name}: {border}, {middle}");
        }
    }

    private static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "samples", "pictures");
            if (Directory.Exists(path))
                return path;
        }

        throw new DirectoryNotFoundException($"samples/pictures was not found above {AppContext.BaseDirectory}; the tests run inside the repository.");
    }
}
