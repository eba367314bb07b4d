using ZkStyle.Prover.Constraints;
using ZkStyle.Prover.Plonk;

namespace ZkStyle.Prover.Export;

/// <summary>
/// Where the words of a verifying key stand (docs/protocol.md, "The verifying key"): all but the sparse entries at
/// positions that the system alone decides.
/// </summary>
internal sealed class KeyLayout
{
    private const string Prefix = "KEY ";

    public KeyLayout(ConstraintSystem system, MemoryMap memory)
    {
        Mark = memory.Add(Prefix + "mark", 1, "mark of a key");
        System = memory.Add(Prefix + "system", 1, "digest of the constraint system");
        memory.Add(Prefix + "srs", 1, "digest of the SRS");
        IsCeremony = memory.Add(Prefix + "ceremony", 1, "0 for an unsafe SRS, 1 for one from a ceremony");
        LogSize = memory.Add(Prefix + "log size", 1, "k = log2 n");
        SizeInverse = memory.Add(Prefix + "size inverse", 1, "1/n");
        Omega = memory.Add(Prefix + "omega", 1, "omega");
        Rotations = VerifyingKey.Rotations(system).ToDictionary(
            r => r, r => memory.Add($"{Prefix}omega {RotationName(r)}", 1, $"omega^{r}"));
        Parameters = [.. system.Parameters.Select(p => memory.Add(Prefix + p.Name, 1, $"parameter {p.Name}"))];
        Lengths = [.. system.PublicInputs.Select(p => memory.Add($"{Prefix}{p.Name} length", 1, $"bytes of the {p.Name}"))];
        Tau = memory.Add(Prefix + "tau", 4, "[tau]_2");
        Commitments = memory.Add(Prefix + "commitments", 2 * system.FixedColumns.Count, "commitments to the fixed columns");
        MinimumLength = memory.Length + (32 * system.SparseColumns.Count);
        Sparse = memory.Add(
            Prefix + "sparse", 0, "per sparse column: the number of its entries; per entry row, omega^row and parameters");
    }

    /// <summary>Bytes of a key whose sparse columns have no entries.</summary>
    public int MinimumLength { get; }

    /// <summary>The first word of the key.</summary>
    public MemoryRegion Mark { get; }

    public MemoryRegion System { get; }

    public MemoryRegion IsCeremony { get; }

    public MemoryRegion LogSize { get; }

    public MemoryRegion SizeInverse { get; }

    public MemoryRegion Omega { get; }

    public IReadOnlyDictionary<int, MemoryRegion> Rotations { get; }

    public IReadOnlyList<MemoryRegion> Parameters { get; }

    public IReadOnlyList<MemoryRegion> Lengths { get; }

    public MemoryRegion Tau { get; }

    public MemoryRegion Commitments { get; }

    public MemoryRegion Sparse { get; }

    /// <summary>Bytes of one entry of a sparse column.</summary>
    public static int EntryLength(SparseColumn column) => 32 * (2 + column.EntryParameters);

    /// <summary>A rotation as part of a name.</summary>
    public static string RotationName(int rotation) =>
        rotation == 0 ? "here" : rotation > 0 ? $"next {rotation}" : $"previous {-rotation}";
}
