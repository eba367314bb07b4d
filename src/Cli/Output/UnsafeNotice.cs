namespace ZkStyle.Cli.Output;

/// <summary>What every command says that makes or uses an unsafe SRS.</summary>
internal static class UnsafeNotice
{
    /// <summary>Said of an SRS.</summary>
    public const string OfSrs = "warning: UNSAFE SRS, made by one party: whoever made it can forge proofs; for tests and demonstrations only";

    /// <summary>Said of a key.</summary>
    public const string OfKey = "warning: this key was made from an UNSAFE SRS: whoever made it can forge proofs; for tests and demonstrations only";
}
