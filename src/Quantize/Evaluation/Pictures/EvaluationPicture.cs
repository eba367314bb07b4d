using System.Globalization;
using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Evaluation.Pictures;

/// <summary>A picture to evaluate with.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Name">What it shows.</param>
/// <param name="Group">Its kind.</param>
/// <param name="Image">64x64 pixels.</param>
public sealed record EvaluationPicture(int Number, string Name, PictureGroup Group, RgbImage Image)
{
    /// <summary>The name of its file, such as <c>01-smiley.png</c>.</summary>
    public string FileName => string.Create(CultureInfo.InvariantCulture, $"{Number:00}-{Name}.png");
}
