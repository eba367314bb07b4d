namespace ZkStyle.Circuit.Layout;

/// <summary>The rows of one channel, before the domain's size is known.</summary>
/// <param name="Tensor">0 is the latent, the last one the image.</param>
/// <param name="Channel">The tensor's channel.</param>
/// <param name="Kappa">The channel's number among all tensors; consumers come before producers.</param>
/// <param name="Lines">Lines walked.</param>
/// <param name="Columns">Columns walked.</param>
/// <param name="Offset">Rows between the image's first row and the channel's first.</param>
/// <param name="LongestTapDistance">e_max, of the reader with the lowest kappa; 0 where none reads the channel.</param>
internal sealed record PlannedChannel(int Tensor, int Channel, int Kappa, int Lines, int Columns, long Offset, int LongestTapDistance)
{
    /// <summary>Number of rows.</summary>
    public long Length => (long)Lines * Columns;
}
