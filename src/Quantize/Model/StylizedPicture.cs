using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Model;

/// <summary>A picture brought into a style.</summary>
/// <param name="Input">The picture as the encoder saw it: cropped to a square and resized.</param>
/// <param name="Latent">Its stored latent bytes, CHW; byte b means the value b - 128.</param>
/// <param name="Image">What the INT8 decoder makes of the latent, as proofs show it: planes of bytes, or class indices.</param>
/// <param name="Output">The image rendered.</param>
public sealed record StylizedPicture(RgbImage Input, byte[] Latent, byte[] Image, RgbImage Output);
