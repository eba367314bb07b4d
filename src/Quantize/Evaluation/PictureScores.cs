namespace ZkStyle.Quantize.Evaluation;

/// <summary>How a model treats pictures that have nothing to do with its collection.</summary>
/// <param name="Ours">The style distances of what the model makes of the pictures.</param>
/// <param name="Naive">Those of the pictures' pixels replaced by the palette's nearest colours.</param>
/// <param name="Members">Those of as many other held-out members: what cannot be beaten.</param>
/// <param name="Speckle">Mean share of single pixels in what the model makes.</param>
/// <param name="NaiveSpeckle">The same of the naive pictures.</param>
/// <param name="MemberSpeckle">The same of the members.</param>
/// <param name="Retrieval">Share of pictures that are found again by their edges.</param>
/// <param name="EdgeCorrelation">Mean correlation of the edges.</param>
/// <param name="Pictures">Each picture's own figures.</param>
public sealed record PictureScores(
    StyleDistances Ours, StyleDistances Naive, StyleDistances Members, double Speckle, double NaiveSpeckle, double MemberSpeckle,
    double Retrieval, double EdgeCorrelation, IReadOnlyList<PictureScore> Pictures)
{
    /// <summary>Our distances as parts of the naive ones: below 1 is better than naive.</summary>
    public StyleDistances Ratios => Ours.RelativeTo(Naive);
}
