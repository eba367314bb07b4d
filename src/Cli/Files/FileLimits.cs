namespace ZkStyle.Cli.Files;

/// <summary>The most bytes a file of each kind is read to; real ones are far smaller.</summary>
internal static class FileLimits
{
    /// <summary>A latent; the largest model's has as many bytes as its largest tensor.</summary>
    public const int Latent = 16 << 20;

    /// <summary>An image, raw planes or PNG.</summary>
    public const int Image = 32 << 20;

    /// <summary>A proof.</summary>
    public const int Proof = 1 << 20;

    /// <summary>A verifying key.</summary>
    public const int VerifyingKey = 1 << 20;
}
