using System.Globalization;

namespace ZkStyle.Prover.Export;

/// <summary>
/// A part of the contract's memory: named regions, one after the other. Each becomes a constant of the generated
/// source.
/// </summary>
internal sealed class MemoryMap(SolidityNames names)
{
    private readonly List<(MemoryRegion Region, string Meaning)> _regions = [];
    private int _numbered;

    /// <summary>Regions and what they hold, in order of address.</summary>
    public IReadOnlyList<(MemoryRegion Region, string Meaning)> Regions => _regions;

    /// <summary>Length in bytes.</summary>
    public int Length { get; private set; }

    /// <summary>Adds a region behind the others.</summary>
    /// <param name="name">What it is called; the constant's name may differ.</param>
    /// <param name="words">Its length in words of 32 bytes.</param>
    /// <param name="meaning">What it holds.</param>
    /// <returns>The region.</returns>
    public MemoryRegion Add(string name, int words, string meaning)
    {
        var region = new MemoryRegion(names.Constant(name), Length);
        _regions.Add((region, meaning));
        Length += 32 * words;
        return region;
    }

    /// <summary>Adds a word whose name ends in a running number.</summary>
    /// <param name="name">What it is called before the number.</param>
    /// <param name="meaning">What it holds.</param>
    /// <returns>The region.</returns>
    public MemoryRegion AddNumbered(string name, string meaning) =>
        Add(string.Create(CultureInfo.InvariantCulture, $"{name} {_numbered++}"), 1, meaning);

    /// <summary>Names a word of a region.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="region">The region.</param>
    /// <param name="word">The word's position in it.</param>
    /// <param name="meaning">What it holds.</param>
    /// <returns>The part from that word on.</returns>
    public MemoryRegion AddPart(string name, MemoryRegion region, int word, string meaning)
    {
        var part = new MemoryRegion(names.Constant(name), region.Offset + (32 * word));
        _regions.Add((part, meaning));
        return part;
    }

    /// <summary>An integer as the source writes it.</summary>
    public static string Hex(int value) => "0x" + value.ToString(value < 0x100 ? "x2" : "x", CultureInfo.InvariantCulture);
}
