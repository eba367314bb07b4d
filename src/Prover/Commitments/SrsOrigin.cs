namespace ZkStyle.Prover.Commitments;

/// <summary>Where an SRS comes from, and so who may know its secret.</summary>
public sealed record SrsOrigin
{
    /// <summary>Bytes of the longest name, in UTF-8.</summary>
    public const int MaxNameBytes = 200;

    private SrsOrigin(bool isUnsafe, string name)
    {
        IsUnsafe = isUnsafe;
        Name = name;
    }

    /// <summary>Made by one party, who could have kept the secret: proofs under it convince nobody else.</summary>
    public static SrsOrigin Unsafe { get; } = new(isUnsafe: true, "UNSAFE: made by one party, for tests and demonstrations only");

    /// <summary>Whether a single party made it.</summary>
    public bool IsUnsafe { get; }

    /// <summary>A name for people: the ceremony's, or a warning.</summary>
    public string Name { get; }

    /// <summary>Made by a ceremony, of whose participants one honest one is enough.</summary>
    /// <param name="name">The ceremony's name: 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <returns>The origin.</returns>
    /// <exception cref="ArgumentException">The name is empty, too long, or holds control characters.</exception>
    public static SrsOrigin Ceremony(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return IsValidName(name)
            ? new SrsOrigin(isUnsafe: false, name)
            : throw new ArgumentException($"A ceremony's name has 1 to {MaxNameBytes} bytes of UTF-8 and no control characters.", nameof(name));
    }

    /// <inheritdoc />
    public override string ToString() => Name;

    internal static bool IsValidName(string name) =>
        name.Length > 0 && System.Text.Encoding.UTF8.GetByteCount(name) <= MaxNameBytes && !name.Any(char.IsControl);
}
