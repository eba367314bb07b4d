using System.Numerics;

namespace ZkStyle.Ethereum.Contracts;

/// <summary>What the bytes of a registered model's images mean.</summary>
/// <param name="Width">Cells in a line.</param>
/// <param name="Height">Lines.</param>
/// <param name="Scale">Pixels in each direction that show one cell; no side has more than 1024 pixels.</param>
/// <param name="Palette">Red, green and blue of each class, where an image is a plane of class indices; empty where it is planes of red, green and blue.</param>
public sealed record ModelImageFormat(ushort Width, ushort Height, byte Scale, ReadOnlyMemory<byte> Palette)
{
    internal object[] ToAbi() => [Width, Height, Scale, Palette];

    internal static ModelImageFormat FromAbi(object[] values) =>
        new((ushort)(BigInteger)values[0], (ushort)(BigInteger)values[1], (byte)(BigInteger)values[2], (byte[])values[3]);
}
