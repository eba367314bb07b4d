namespace ZkStyle.Quantize.Imaging;

/// <summary>Images that belong together on a contact sheet, side by side over a label.</summary>
/// <param name="Label">What they show.</param>
/// <param name="Images">The images, as many as the sheet has columns a block.</param>
public sealed record ContactBlock(string Label, IReadOnlyList<RgbImage> Images);
