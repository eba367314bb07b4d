namespace ZkStyle.Prover.Export;

/// <summary>A named part of the contract's memory.</summary>
/// <param name="Name">The name of its constant.</param>
/// <param name="Offset">Where it begins in its map, in bytes.</param>
internal sealed record MemoryRegion(string Name, int Offset)
{
    /// <summary>The address of a word, as Yul.</summary>
    public string Word(int index) => index == 0 ? Name : $"add({Name}, {MemoryMap.Hex(32 * index)})";

    /// <summary>The value of a word, as Yul.</summary>
    public string Load(int index = 0) => $"mload({Word(index)})";
}
