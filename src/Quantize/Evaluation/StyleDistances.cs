namespace ZkStyle.Quantize.Evaluation;

/// <summary>How far a set of pictures is from a collection in style, whatever the pictures show; 0 is the collection's own.</summary>
/// <param name="Structure">Distance of random features of the pictures' light, its local mean taken away.</param>
/// <param name="Colour">Distance of random features of the colours.</param>
/// <param name="DistinctColours">Half the sum of the differences of the shares of 3x3 windows with 1 to 9 distinct colours: 0 to 1.</param>
public sealed record StyleDistances(double Structure, double Colour, double DistinctColours)
{
    /// <summary>These distances as parts of others.</summary>
    /// <param name="reference">What they are divided by.</param>
    /// <returns>The three ratios.</returns>
    public StyleDistances RelativeTo(StyleDistances reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return new StyleDistances(Structure / reference.Structure, Colour / reference.Colour, DistinctColours / reference.DistinctColours);
    }
}
