using ZkStyle.Circuit;
using ZkStyle.Prover.Constraints;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Solidity.Tests.Verifier;

/// <summary>Simulated keys of decoders: 2^17 rows, a decoder's parameters and made-up rows, so that costs are those of real keys.</summary>
internal static class DecoderSimulator
{
    private const int ImageRow = 265;

    /// <summary>512 and 12,288 public bytes.</summary>
    public static TrapdoorSimulator Reference => Create(new TensorShape(8, 8, 8), new TensorShape(3, 64, 64));

    /// <summary>3,072 and 12,288 public bytes.</summary>
    public static TrapdoorSimulator Demo => Create(new TensorShape(12, 16, 16), new TensorShape(3, 64, 64));

    /// <summary>3,072 and 1,024 public bytes.</summary>
    public static TrapdoorSimulator Palette(int seed = 7, Fr? tau = null) =>
        Create(new TensorShape(12, 16, 16), new TensorShape(1, 32, 32), seed: seed, tau: tau);

    public static TrapdoorSimulator Create(TensorShape latent, TensorShape image, int doubling = 0, int seed = 8, Fr? tau = null)
    {
        var stride = (uint)image.Width + 2;
        var rows = (image.Height + 2) * (image.Width + 2);
        var afterImage = ImageRow + (image.Channels * rows);
        uint[] parameters =
        [
            stride, 63, 160, (uint)latent.Channels, (uint)latent.Height, (uint)latent.Width, (uint)doubling,
            (uint)image.Channels, (uint)image.Height, (uint)image.Width, ImageRow, (uint)afterImage, 16, 31,
        ];
        SparseEntry[][] sparse =
        [
            [new(0, [])],
            [new(afterImage, [])],
            [
                new(1, [0, 0, 0]),
                .. Enumerable.Range(0, image.Channels).Select(c => new SparseEntry(ImageRow + (c * rows), [1, 1, (uint)rows - 1])),
                new(afterImage, [1, 1, 0]),
            ],
        ];
        return new TrapdoorSimulator(DecoderConstraints.System, 17, parameters, [latent.Length, image.Length], sparse, seed, tau);
    }
}
