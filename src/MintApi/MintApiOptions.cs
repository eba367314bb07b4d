namespace ZkStyle.MintApi;

/// <summary>The service's settings, section <c>MintApi</c> of its configuration.</summary>
public sealed class MintApiOptions
{
    /// <summary>Name of the configuration's section.</summary>
    public const string Section = "MintApi";

    /// <summary>The folder of the models served; a relative one starts at the content root.</summary>
    public string ModelFolder { get; set; } = "models";

    /// <summary>The most bytes of an uploaded picture, 1 KiB to 64 MiB.</summary>
    public int MaxUploadBytes { get; set; } = 8 << 20;

    /// <summary>The most pixels of an uploaded picture.</summary>
    public int MaxUploadPixels { get; set; } = 16 << 20;

    /// <summary>Previews computed at a time; 0 means one per logical processor.</summary>
    public int ConcurrentPreviews { get; set; }

    /// <summary>Previews that may wait for their turn; more are refused with status 429.</summary>
    public int WaitingPreviews { get; set; } = 32;

    /// <summary>What is wrong with these settings, or null.</summary>
    internal string? FindProblem() =>
        string.IsNullOrWhiteSpace(ModelFolder) ? $"{Section}:{nameof(ModelFolder)} is empty; name a folder"
        : MaxUploadBytes is < 1 << 10 or > 64 << 20 ? $"{Section}:{nameof(MaxUploadBytes)} must be from 1,024 to 67,108,864"
        : MaxUploadPixels < 1 ? $"{Section}:{nameof(MaxUploadPixels)} must be at least 1"
        : ConcurrentPreviews < 0 ? $"{Section}:{nameof(ConcurrentPreviews)} must be at least 0"
        : WaitingPreviews < 0 ? $"{Section}:{nameof(WaitingPreviews)} must be at least 0"
        : null;
}
