using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Datasets;

/// <summary>The plain backgrounds that a collection's pictures share, when most of them do: one, or a few as some collections have.</summary>
internal sealed class CollectionBackgrounds
{
    private const int MaxColours = 16;
    private const double PictureShare = 0.6;
    private const double RareShare = 0.03;
    private const int BucketBits = 4;

    // For each picture, its background's colour when it is one of the collection's.
    private readonly RgbColour?[] _ofPicture;

    /// <summary>Looks at a collection's pictures.</summary>
    /// <param name="images">The pictures to train with.</param>
    public CollectionBackgrounds(IReadOnlyList<RgbImage> images)
    {
        _ofPicture = [.. images.Select(FlatBackground.Find)];
        // A bucket is a cube of 16 steps a side: lossy files vary inside it.
        var shared = _ofPicture.OfType<RgbColour>().GroupBy(Bucket)
            .Where(group => group.Count() >= Math.Max(2, RareShare * images.Count))
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key).Take(MaxColours).ToArray();
        if (shared.Sum(group => group.Count()) < PictureShare * images.Count)
            shared = [];
        Colours = [.. shared.Select(Commonest)];
        var buckets = shared.Select(group => group.Key).ToHashSet();
        for (var i = 0; i < _ofPicture.Length; i++)
        {
            if (_ofPicture[i] is { } colour && !buckets.Contains(Bucket(colour)))
                _ofPicture[i] = null;
        }
    }

    /// <summary>The colours, the commonest first; empty when the collection has no backgrounds of its own.</summary>
    public IReadOnlyList<RgbColour> Colours { get; }

    /// <summary>A picture's background.</summary>
    /// <param name="picture">Its number.</param>
    /// <returns>Its colour; null when the picture has none of the collection's.</returns>
    public RgbColour? Of(int picture) => _ofPicture[picture];

    /// <summary>The collection's background for any colour: the nearest, so that a model can tell which from the picture.</summary>
    /// <param name="colour">Red, green and blue, in [0, 1].</param>
    /// <returns>One of <see cref="Colours"/>.</returns>
    public RgbColour Nearest(ReadOnlySpan<float> colour)
    {
        var best = Colours[0];
        var bestDistance = float.PositiveInfinity;
        foreach (var candidate in Colours)
        {
            var (red, green, blue) = ((candidate.Red / 255f) - colour[0], (candidate.Green / 255f) - colour[1], (candidate.Blue / 255f) - colour[2]);
            var distance = (red * red) + (green * green) + (blue * blue);
            if (distance < bestDistance)
                (best, bestDistance) = (candidate, distance);
        }

        return best;
    }

    private static int Bucket(RgbColour colour) =>
        (colour.Red >> BucketBits << (2 * BucketBits)) | (colour.Green >> BucketBits << BucketBits) | (colour.Blue >> BucketBits);

    // Of equally common colours the one that comes first in the collection.
    private static RgbColour Commonest(IEnumerable<RgbColour> colours) =>
        colours.GroupBy(colour => colour).MaxBy(group => group.Count())!.Key;
}
