using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Model;

/// <summary>A picture brought into a style.</summary>
/// <param name="Input">The picture as the encoder saw it: cropped to a square and resized.</param>
/// <param name="Latent">Its stored latent bytes, CHW; byte b means the value b - 128.</param>
/// <param name="Output">What the INT8 decoder makes of the latent.</param>
public sealed record StylizedPicture(RgbImage Input, byte[] Latent, RgbImage Output);
