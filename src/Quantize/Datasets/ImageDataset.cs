using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Randomness;

namespace ZkStyle.Quantize.Datasets;

/// <summary>A collection of whole pictures, from a folder of PNG files.</summary>
public sealed class ImageDataset : StyleDataset
{
    /// <summary>The most pictures of one data set.</summary>
    public const int MaxImages = 65536;

    private const int MaxShift = 4;

    private readonly RgbImage[] _training;
    private readonly RgbImage[] _heldOut;

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
    }

    /// <summary>All pictures.</summary>
    public IReadOnlyList<RgbImage> Images { get; }

    /// <summary>For each picture, whether training must not see it.</summary>
    public IReadOnlyList<bool> IsHeldOut { get; }

    /// <inheritdoc />
    public override string Summary => $"{_training.Length} pictures to train with, {_heldOut.Length} held out";

    /// <summary>
    /// Builds a data set of all PNG files in a folder and the folders below it, in the order of their names. Pictures
    /// are cropped to squares and resized to 64x64; transparency is laid over white.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="progress">Receives the number of files read.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <returns>The data set, named like the folder.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">A file is no readable PNG (the message names it), or there are fewer than two.</exception>
    public static ImageDataset FromFolder(string folder, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var root = Path.GetFullPath(folder);
        if (!Directory.Exists(root))
            throw new DirectoryNotFoundException($"There is no folder {folder}.");
        var options = new EnumerationOptions { RecurseSubdirectories = true, MatchCasing = MatchCasing.CaseInsensitive };
        var files = Directory.EnumerateFiles(root, "*.png", options).Take(MaxImages + 1)
            .OrderBy(file => Path.GetRelativePath(root, file).Replace('\\', '/'), StringComparer.Ordinal).ToArray();
        if (files.Length is < 2 or > MaxImages)
            throw new InvalidDataException($"The folder {folder} has {(files.Length > MaxImages ? "more than " + MaxImages : files.Length)} PNG files; 2 to {MaxImages} make a data set.");
        var images = new RgbImage[files.Length];
        for (var i = 0; i < files.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                using var stream = File.OpenRead(files[i]);
                images[i] = ImageResizer.ToSquare(PngReader.Read(stream).Flatten(), ImageSide);
            }
            catch (InvalidDataException e)
            {
                throw new InvalidDataException($"{Path.GetRelativePath(root, files[i])}: {e.Message}", e);
            }

            progress?.Report(i + 1);
        }

        return new ImageDataset(Path.GetFileName(Path.TrimEndingDirectorySeparator(root)), images);
    }

    internal override void DrawPair(SeededRandom random, PairOptions options, Span<float> input, Span<float> target)
    {
        var image = _training[random.Next(_training.Length)];
        var mirrored = random.Chance(0.5);
        var (dx, dy) = random.Chance(0.5) ? (random.Next(-MaxShift, MaxShift + 1), random.Next(-MaxShift, MaxShift + 1)) : (0, 0);
        for (var y = 0; y < ImageSide; y++)
        {
            for (var x = 0; x < ImageSide; x++)
            {
                var sourceX = Math.Clamp((mirrored ? ImageSide - 1 - x : x) + dx, 0, ImageSide - 1);
                var sourceY = Math.Clamp(y + dy, 0, ImageSide - 1);
                for (var c = 0; c < RgbImage.Channels; c++)
                    target[(((c * ImageSide) + y) * ImageSide) + x] = image.Pixels[(((sourceY * ImageSide) + sourceX) * RgbImage.Channels) + c] / 255f;
            }
        }

        target.CopyTo(input);
        if (!random.Chance(options.CleanShare))
            PictureDegradation.Apply(random, options.Strength, input);
    }

    private protected override RgbImage DrawMember(SeededRandom random, int index, bool heldOut)
    {
        var images = heldOut ? _heldOut : _training;
        return images[index % images.Length];
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
