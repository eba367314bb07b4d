using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Evaluation;

/// <summary>A collection's style in numbers, from members that training never saw: what other pictures' style is compared with.</summary>
public sealed class StyleReference
{
    private readonly FeatureQuantiles _colour;
    private readonly FeatureQuantiles _structure;
    private readonly IReadOnlyList<double> _distinct;

    private StyleReference(int side, FeatureQuantiles colour, FeatureQuantiles structure, IReadOnlyList<double> distinct)
    {
        Side = side;
        _colour = colour;
        _structure = structure;
        _distinct = distinct;
    }

    /// <summary>The native resolution: pixels of a picture's side before it is enlarged.</summary>
    public int Side { get; }

    /// <summary>Measures a collection.</summary>
    /// <param name="members">Members, at least one; larger pictures than the native ones are averaged down.</param>
    /// <param name="side">The native side, at least 20 and a multiple of 4; divides the pictures'.</param>
    /// <param name="cancellation">Stops measuring.</param>
    /// <returns>The collection's style.</returns>
    public static StyleReference Of(IReadOnlyList<RgbImage> members, int side, CancellationToken cancellation = default)
    {
        var (colour, structure, distinct) = Measure(members, side, cancellation);
        return new StyleReference(side, colour, structure, distinct);
    }

    /// <summary>Measures how far pictures are from the collection's style. Equal pictures in another order are equally far.</summary>
    /// <param name="pictures">Pictures, at least one; larger ones than the native ones are averaged down.</param>
    /// <param name="cancellation">Stops measuring.</param>
    /// <returns>The distances.</returns>
    public StyleDistances DistancesOf(IReadOnlyList<RgbImage> pictures, CancellationToken cancellation = default)
    {
        var (colour, structure, distinct) = Measure(pictures, Side, cancellation);
        return new StyleDistances(
            _structure.DistanceTo(structure), _colour.DistanceTo(colour), distinct.Zip(_distinct, (a, b) => Math.Abs(a - b)).Sum() / 2);
    }

    private static (FeatureQuantiles Colour, FeatureQuantiles Structure, IReadOnlyList<double> Distinct) Measure(
        IReadOnlyList<RgbImage> pictures, int side, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        ArgumentOutOfRangeException.ThrowIfLessThan(pictures.Count, 1, nameof(pictures));
        var native = pictures.Select(picture => NativePicture.Of(picture, side)).ToArray();
        var planes = Array.ConvertAll(native, NativePicture.Planes);
        var structures = Array.ConvertAll(planes, picture => NativePicture.Structure(picture, side));
        return (FeatureQuantiles.Of(planes, side, cancellation), FeatureQuantiles.Of(structures, side, cancellation), PixelStatistics.DistinctColours(native));
    }
}
