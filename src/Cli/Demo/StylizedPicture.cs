namespace ZkStyle.Cli.Demo;

/// <summary>A picture in the model's style.</summary>
/// <param name="Latent">Its latent.</param>
/// <param name="Planes">The decoded image as proofs show it: red, green and blue planes, or colour numbers.</param>
internal sealed record StylizedPicture(byte[] Latent, byte[] Planes);
