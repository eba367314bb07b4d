namespace ZkStyle.Quantize.Model;

/// <summary>What a decoder's image holds.</summary>
public enum DecoderHead
{
    /// <summary>Planes of bytes, red, green and blue for styles: the last layer ends in <see cref="Activation.ImageByte"/>.</summary>
    Rgb,

    /// <summary>One plane of class indices: the last layer gives each class a score, the largest wins, the lowest class on ties.</summary>
    Palette,
}
