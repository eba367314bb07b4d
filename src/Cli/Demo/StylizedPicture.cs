namespace ZkStyle.Cli.Demo;

/// <summary>A picture in the model's style.</summary>
/// <param name="Latent">Its latent.</param>
/// <param name="Planes">The decoded image: red, green and blue planes.</param>
internal sealed record StylizedPicture(byte[] Latent, byte[] Planes);
