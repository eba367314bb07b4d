namespace ZkStyle.Circuit;

/// <summary>The integers that a decoder's key carries, in the key's order; the key digest binds them all.</summary>
internal enum DecoderParameter
{
    /// <summary>S: u = v^S; image width + 2.</summary>
    LineStride,

    /// <summary>A - 1, where A is the distance between kernel lines on a channel's rows.</summary>
    KernelStrideLessOne,

    /// <summary>N: the number of channels of all tensors plus 1.</summary>
    ChannelCount,

    /// <summary>Channels of the latent.</summary>
    LatentChannels,

    /// <summary>Lines of the latent.</summary>
    LatentHeight,

    /// <summary>Cells per line of the latent.</summary>
    LatentWidth,

    /// <summary>1 where the latent's readers see it doubled in height and width, else 0.</summary>
    LatentDoubling,

    /// <summary>Channels of the image.</summary>
    ImageChannels,

    /// <summary>Lines of the image.</summary>
    ImageHeight,

    /// <summary>Cells per line of the image.</summary>
    ImageWidth,

    /// <summary>The image's first row.</summary>
    FirstImageRow,

    /// <summary>Row e, the first one after the image.</summary>
    RowAfterImage,

    /// <summary>Bits of the requantization's remainder.</summary>
    Shift,

    /// <summary>Image bytes in a public word.</summary>
    WordLength,
}
