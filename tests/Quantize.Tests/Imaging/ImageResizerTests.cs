using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Tests.Imaging;

public class ImageResizerTests
{
    [Fact]
    public void Box_averages_the_covered_area()
    {
        var random = new Random(5);
        foreach (var (w, h, tw, th) in new[] { (7, 5, 3, 2), (64, 64, 32, 32), (5, 9, 5, 9), (3, 2, 9, 4), (10, 10, 1, 1) })
        {
            var image = new RgbImage(w, h);
            random.NextBytes(image.Pixels);
            var result = ImageResizer.Box(image, tw, th);
            for (var y = 0; y < th; y++)
            {
                for (var x = 0; x < tw; x++)
                {
                    for (var c = 0; c < 3; c++)
                    {
                        // Sum over a grid fine enough that source and target cells both align with it.
                        long sum = 0;
                        for (var fy = y * h; fy < (y + 1) * h; fy++)
                        {
                            for (var fx = x * w; fx < (x + 1) * w; fx++)
                                sum += image.Pixels[((((fy / th) * w) + (fx / tw)) * 3) + c];
                        }

                        Assert.InRange(result.Pixels[(((y * tw) + x) * 3) + c] - (sum / (double)(w * h)), -0.51, 0.51);
                    }
                }
            }
        }
    }

    [Fact]
    public void Bilinear_keeps_plain_areas_and_interpolates_between_centres()
    {
        var image = new RgbImage(2, 1, [0, 0, 0, 100, 200, 40]);
        var result = ImageResizer.Bilinear(image, 4, 2);
        Assert.Equal([0, 0, 0, 25, 50, 10, 75, 150, 30, 100, 200, 40], result.Pixels[..12]);
        Assert.Equal(result.Pixels[..12], result.Pixels[12..]);
        Assert.All(ImageResizer.Bilinear(new RgbImage(1, 1, [9, 9, 9]), 5, 3).Pixels, value => Assert.Equal(9, value));
    }

    [Fact]
    public void Pictures_become_squares_by_a_centre_crop()
    {
        var image = new RgbImage(6, 3);
        for (var i = 0; i < image.Pixels.Length; i++)
            image.Pixels[i] = (byte)(i / 3 % 6);
        var square = ImageResizer.CropToSquare(image);
        Assert.Equal((3, 3), (square.Width, square.Height));
        Assert.Equal([1, 1, 1, 2, 2, 2, 3, 3, 3], square.Pixels[..9]);
        Assert.Equal((64, 64), (ImageResizer.ToSquare(image, 64).Width, ImageResizer.ToSquare(image, 64).Height));
    }

    [Fact]
    public void Whole_factors_repeat_pixels()
    {
        var image = new RgbImage(2, 2, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
        Assert.Equal([1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6], ImageResizer.ToSquare(image, 4).Pixels[..12]);
    }

    [Fact]
    public void Planes_and_pixels_are_two_views_of_one_image()
    {
        var image = new RgbImage(5, 4);
        new Random(2).NextBytes(image.Pixels);
        var planes = image.ToPlanes();
        Assert.Equal(image.Pixels[(((2 * 5) + 3) * 3) + 1], planes[(1 * 20) + (2 * 5) + 3]);
        Assert.Equal(image.Pixels, RgbImage.FromPlanes(new(3, 4, 5), planes).Pixels);
        var unit = new float[planes.Length];
        image.CopyToUnitPlanes(unit);
        Assert.Equal(planes, Array.ConvertAll(unit, v => (byte)MathF.Round(v * 255)));
    }

    [Fact]
    public void A_contact_sheet_places_images_on_a_grid()
    {
        var white = new RgbImage(2, 2, [.. Enumerable.Repeat((byte)255, 12)]);
        var sheet = ContactSheet.Compose([[white, white], [white]], gap: 1, scale: 2);
        Assert.Equal((11, 11), (sheet.Width, sheet.Height));
        Assert.Equal(3 * 16, Enumerable.Range(0, 121).Count(i => sheet.Pixels[3 * i] == 255));
        Assert.Equal(255, sheet.Pixels[((1 * 11) + 1) * 3]);
        Assert.NotEqual(255, sheet.Pixels[((6 * 11) + 6) * 3 - 3]);
        Assert.Throws<ArgumentException>(() => ContactSheet.Compose([[white, new RgbImage(1, 1)]]));
        Assert.Throws<ArgumentException>(() => ContactSheet.Compose([[]]));
    }
}
