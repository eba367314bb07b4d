namespace ZkStyle.MintApi.Endpoints;

/// <summary>A stylized picture.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="ModelDigest">SHA-256 of the model file, hexadecimal.</param>
/// <param name="Width">The picture's width in pixels.</param>
/// <param name="Height">The picture's height in pixels.</param>
/// <param name="Latent">The latent, base64: what a proof takes.</param>
/// <param name="Image">The picture as PNG, base64: bit for bit what a proof shows.</param>
internal sealed record PreviewResponse(string Model, string ModelDigest, int Width, int Height, byte[] Latent, byte[] Image);
