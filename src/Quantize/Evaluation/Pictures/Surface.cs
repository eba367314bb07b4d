namespace ZkStyle.Quantize.Evaluation.Pictures;

/// <summary>The nearest thing of a scene.</summary>
/// <param name="Distance">How far it is; negative inside.</param>
/// <param name="Material">What it is made of, as the scene numbers materials.</param>
internal readonly record struct Surface(double Distance, int Material)
{
    /// <summary>The nearer of two.</summary>
    /// <param name="distance">The other's distance.</param>
    /// <param name="material">The other's material.</param>
    /// <returns>This or the other.</returns>
    public Surface Or(double distance, int material) => distance < Distance ? new Surface(distance, material) : this;
}
