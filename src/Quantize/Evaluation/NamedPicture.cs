using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Evaluation;

/// <summary>A picture to evaluate with.</summary>
/// <param name="Name">What to call it; no two of a set have one name.</param>
/// <param name="Image">The picture, of the size that the model takes.</param>
public sealed record NamedPicture(string Name, RgbImage Image);
