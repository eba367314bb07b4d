namespace ZkStyle.Cli.Proving;

/// <summary>A verified proof of one decoding.</summary>
/// <param name="Measured">The proof and what it took.</param>
/// <param name="Image">The decoded image, planes.</param>
internal sealed record ModelProof(MeasuredProof Measured, byte[] Image)
{
    /// <summary>The proof's bytes.</summary>
    public byte[] Proof => Measured.Proof;
}
