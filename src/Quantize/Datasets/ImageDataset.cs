using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Randomness;

namespace ZkStyle.Quantize.Datasets;

/// <summary>
/// A collection of whole pictures, from a folder of PNG and JPEG files. When most of them stand on plain backgrounds
/// that they share, training inputs get other ones while targets keep the collection's.
/// </summary>
public sealed class ImageDataset : StyleDataset
{
    /// <summary>The most pictures of one data set.</summary>
    public const int MaxImages = 65536;

    private const int MaxShift = 4;

    private static readonly string[] s_extensions = [".png", ".jpg", ".jpeg", ".jpe", ".jfif"];

    private readonly RgbImage[] _training;
    private readonly RgbImage[] _heldOut;
    private readonly CollectionBackgrounds _backgrounds;

    /// <summary>Creates a data set; every eighth picture is held out, or the last of fewer than eight.</summary>
    /// <param name="name">The collection's name.</param>
    /// <param name="images">At least two pictures of 64x64 pixels, in an order that does not change.</param>
    /// <exception cref="ArgumentException">There are too few or too many pictures, or one has another size.</exception>
    public ImageDataset(string name, IReadOnlyList<RgbImage> images)
        : this(name, images, HoldOut(images))
    {
    }

    internal ImageDataset(string name, IReadOnlyList<RgbImage> images, IReadOnlyList<bool> heldOut)
        : base(name)
    {
        if (images.Count is < 2 or > MaxImages)
            throw new ArgumentException($"A data set has 2 to {MaxImages} pictures, got {images.Count}.", nameof(images));
        for (var i = 0; i < images.Count; i++)
        {
            if (images[i].Width != ImageSide || images[i].Height != ImageSide)
                throw new ArgumentException($"Picture {i} has {images[i].Width}x{images[i].Height} pixels, {ImageSide}x{ImageSide} expected.", nameof(images));
        }

        Images = images;
        IsHeldOut = heldOut;
        _training = [.. images.Where((_, i) => !heldOut[i])];
        _heldOut = [.. images.Where((_, i) => heldOut[i])];
        if (_training.Length == 0 || _heldOut.Length == 0)
            throw new ArgumentException("A data set needs pictures to train with and pictures held out.", nameof(heldOut));
        _backgrounds = new CollectionBackgrounds(_training);
    }

    /// <summary>All pictures.</summary>
    public IReadOnlyList<RgbImage> Images { get; }

    /// <summary>For each picture, whether training must not see it.</summary>
    public IReadOnlyList<bool> IsHeldOut { get; }

    /// <inheritdoc />
    public override string Summary =>
        $"{_training.Length} pictures to train with, {_heldOut.Length} held out, {Backgrounds.Count switch { 0 => "no shared background", 1 => "one shared background", var n => $"{n} shared backgrounds" }}";

    /// <summary>The plain backgrounds that most pictures share, the commonest first; empty when there are none.</summary>
    public IReadOnlyList<RgbColour> Backgrounds => _backgrounds.Colours;

    /// <summary>
    /// Builds a data set of all PNG and JPEG files in a folder and the folders below it, in the order of their names.
    /// Pictures are cropped to squares and resized to 64x64, enlarged pixel art back to its own pixels first;
    /// transparency is laid over white. Files with other endings are left out.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="progress">Receives the number of files read.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <returns>The data set, named like the folder.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">A file is no readable picture (the message names it), or there are fewer than two.</exception>
    public static ImageDataset FromFolder(string folder, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var root = Path.GetFullPath(folder);
        if (!Directory.Exists(root))
            throw new DirectoryNotFoundException($"There is no folder {folder}.");
        var files = ListPictures(root, folder);
        var images = new RgbImage[files.Length];
        for (var i = 0; i < files.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                using var stream = File.OpenRead(files[i]);
                images[i] = ImageResizer.ToSquare(PictureReader.Read(stream).Flatten(), ImageSide);
            }
            catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                throw new InvalidDataException($"{Path.GetRelativePath(root, files[i])}: {e.Message}", e);
            }

            progress?.Report(i + 1);
        }

        return new ImageDataset(Path.GetFileName(Path.TrimEndingDirectorySeparator(root)), images);
    }

    internal override void DrawPair(SeededRandom random, PairOptions options, Span<float> input, Span<float> target)
    {
        var picture = random.Next(_training.Length);
        var image = _training[picture];
        var mirrored = random.Chance(0.5);
        var (dx, dy) = random.Chance(0.5) ? (random.Next(-MaxShift, MaxShift + 1), random.Next(-MaxShift, MaxShift + 1)) : (0, 0);
        for (var y = 0; y < ImageSide; y++)
        {
            for (var x = 0; x < ImageSide; x++)
            {
                var source = SourceOf(x, y, mirrored, dx, dy);
                for (var c = 0; c < RgbImage.Channels; c++)
                    target[(((c * ImageSide) + y) * ImageSide) + x] = image.Pixels[(source * RgbImage.Channels) + c] / 255f;
            }
        }

        target.CopyTo(input);
        if (_backgrounds.Of(picture) is { } own && random.Chance(options.BackgroundShare))
            ReplaceBackground(new Backdrop(random, ImageSide), FlatBackground.Mask(image, own), (x, y) => SourceOf(x, y, mirrored, dx, dy), input, target);
        if (!random.Chance(options.CleanShare))
            PictureDegradation.Apply(random, options.Strength, input);
    }

    private protected override RgbImage DrawMember(SeededRandom random, int index, bool heldOut)
    {
        var images = heldOut ? _heldOut : _training;
        return images[index % images.Length];
    }

    // The target pixel's place in the picture, which is mirrored, then shifted; its border is repeated.
    private static int SourceOf(int x, int y, bool mirrored, int dx, int dy) =>
        (Math.Clamp(y + dy, 0, ImageSide - 1) * ImageSide) + Math.Clamp((mirrored ? ImageSide - 1 - x : x) + dx, 0, ImageSide - 1);

    // The input stands on the backdrop, the target on the collection's background that is nearest to it.
    private void ReplaceBackground(Backdrop backdrop, bool[] mask, Func<int, int, int> sourceOf, Span<float> input, Span<float> target)
    {
        var nearest = _backgrounds.Nearest(backdrop.Middle);
        Span<float> own = [nearest.Red / 255f, nearest.Green / 255f, nearest.Blue / 255f];
        for (var y = 0; y < ImageSide; y++)
        {
            for (var x = 0; x < ImageSide; x++)
            {
                if (!mask[sourceOf(x, y)])
                    continue;
                for (var c = 0; c < RgbImage.Channels; c++)
                {
                    var at = (((c * ImageSide) + y) * ImageSide) + x;
                    (input[at], target[at]) = (backdrop.At(x, y, c), own[c]);
                }
            }
        }
    }

    private static string[] ListPictures(string root, string folder)
    {
        var files = new List<string>();
        var (others, other) = (0, "");
        foreach (var file in Directory.EnumerateFiles(root, "*", new EnumerationOptions { RecurseSubdirectories = true }))
        {
            if (!s_extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
                (others, other) = (others + 1, Path.GetFileName(file));
            else if (files.Count <= MaxImages)
                files.Add(file);
        }

        if (files.Count > MaxImages)
            throw new InvalidDataException($"The folder {folder} has more than {MaxImages} PNG and JPEG files; 2 to {MaxImages} make a data set.");
        if (files.Count < 2)
        {
            var passedOver = others > 0 ? $" {others} files were left out, {other} among them: save pictures as PNG or JPEG." : "";
            throw new InvalidDataException($"The folder {folder} has {files.Count} PNG and JPEG files; 2 to {MaxImages} make a data set.{passedOver}");
        }

        return [.. files.OrderBy(file => Path.GetRelativePath(root, file).Replace('\\', '/'), StringComparer.Ordinal)];
    }

    private static bool[] HoldOut(IReadOnlyList<RgbImage> images)
    {
        ArgumentNullException.ThrowIfNull(images);
        var heldOut = new bool[images.Count];
        for (var i = 0; i < heldOut.Length; i++)
            heldOut[i] = i % HeldOutPeriod == HeldOutPeriod - 1 || (heldOut.Length < HeldOutPeriod && i == heldOut.Length - 1);
        return heldOut;
    }
}
