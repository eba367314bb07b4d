using ZkStyle.Prover.Constraints;

namespace ZkStyle.Cli.Benchmarks.Synthetic;

/// <summary>
/// Numbers for the synthetic system: weights, steps and offsets of the sizes that a decoder's have. The same seed
/// gives the same circuit.
/// </summary>
internal static class SyntheticCircuit
{
    /// <summary>The fewest rows, as log2: the table needs room for both its kinds.</summary>
    public const int MinimumLogSize = 8;

    // Weights are products of an int8 and a 16-bit multiplier; one row in 256 ends a line of weights.
    private const int WeightBound = 1 << 22;
    private const int OffsetBound = 1 << 30;
    private const int BoundaryDistance = 256;
    private const int CorrectionCount = 4;

    /// <summary>Makes a circuit.</summary>
    /// <param name="logSize">log2 of its rows, from <see cref="MinimumLogSize"/>.</param>
    /// <param name="seed">Fixes every number.</param>
    /// <returns>The key's numbers.</returns>
    public static FixedAssignment Create(int logSize, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(logSize, MinimumLogSize);
        var size = 1 << logSize;
        return new FixedAssignment(
            SyntheticConstraints.System, logSize, Columns(new SyntheticTable(size, seed), size, new Random(unchecked((int)seed + 1))),
            [], [SyntheticWitness.ValueLength, SyntheticWitness.ValueLength],
            [
                [new SparseEntry(0, [])],
                [new SparseEntry(size - 1, [])],
                [.. Enumerable.Range(1, CorrectionCount).Select(i => new SparseEntry(size / (CorrectionCount + 1) * i, [(uint)i]))],
            ],
            RowLabel);
    }

    /// <summary>What a row is, for failure reports.</summary>
    /// <param name="row">The row.</param>
    /// <returns>Its name.</returns>
    public static string RowLabel(int row) => $"synthetic row {row}";

    private static Fr[][] Columns(SyntheticTable table, int size, Random random)
    {
        var columns = new Fr[SyntheticConstraints.System.FixedColumns.Count][];
        for (var i = 0; i < columns.Length; i++)
            columns[i] = new Fr[size];
        for (var row = 0; row < size; row++)
        {
            var (key, value) = table.Row(row);
            columns[SyntheticColumns.TableKey][row] = key;
            columns[SyntheticColumns.TableValue][row] = value;
            columns[SyntheticColumns.Offset][row] = random.Next(OffsetBound);

            // On row 0 every multiplier of the row before is zero, so that the running sums start there.
            if (row == 0)
                continue;
            for (var weight = SyntheticColumns.FirstWeight; weight < SyntheticColumns.FirstWeight + SyntheticColumns.WeightCount; weight++)
                columns[weight][row] = random.Next(-WeightBound, WeightBound);
            columns[SyntheticColumns.StepA][row] = random.Next(-1, 2);
            columns[SyntheticColumns.StepB][row] = random.Next(-1, 2);
            columns[SyntheticColumns.Scale][row] = random.Next(2);
            columns[SyntheticColumns.Boundary][row] = random.Next(BoundaryDistance) == 0 ? 1 : 0;
        }

        return columns;
    }
}
