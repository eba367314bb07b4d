namespace ZkStyle.MintApi.Models;

/// <summary>A model as the service lists it.</summary>
/// <param name="Name">Its name: the file's, without extension.</param>
/// <param name="Digest">SHA-256 of the model file, hexadecimal.</param>
/// <param name="Latent">Shape of its latents: channels, height, width.</param>
/// <param name="Image">Shape of its images: channels, height, width.</param>
/// <param name="CanStylize">Whether it can turn pictures into latents.</param>
/// <param name="Collection">The collection it learnt from.</param>
/// <param name="TrainingSteps">Steps it was trained.</param>
public sealed record ModelSummary(
    string Name, string Digest, IReadOnlyList<int> Latent, IReadOnlyList<int> Image, bool CanStylize, string Collection, int TrainingSteps);
