using ZkStyle.Prover.Constraints;
using ZkStyle.Prover.Curves;

namespace ZkStyle.Prover.Plonk;

/// <summary>
/// What every verification under one key would compute again: the compiled gates, roots of unity, tables of the key's points
/// for the opening's sum, and the pairing's lines. About 120 kB; immutable.
/// </summary>
internal sealed class PreparedVerifyingKey
{
    public PreparedVerifyingKey(VerifyingKey key)
    {
        var system = key.System;
        Gates = ExpressionProgram.CompileGates(system);
        var position = new Dictionary<Expression.Cell, int>();
        for (var i = 0; i < system.Cells.Count; i++)
            position.Add(system.Cells[i], i);
        EvaluationOfCell = [.. Gates.Cells.Select(c => c.Column.Kind == ColumnKind.Sparse ? -1 : position[c])];

        Schedule = new OpeningSchedule(system);
        var firstEvaluation = new int[Schedule.QuotientIndex];
        for (var i = 1; i < firstEvaluation.Length; i++)
            firstEvaluation[i] = firstEvaluation[i - 1] + Schedule.Rotations[i - 1].Length;
        FirstEvaluation = firstEvaluation;
        RotationRoots = Schedule.AllRotations.ToDictionary(r => r, r => key.Omega.Pow(r));
        InverseSize = Fr.FromInt64(1L << key.LogSize).Inverse();
        SparseRoots = [.. key.SparseEntries.Select(entries => entries.Select(e => key.Omega.Pow(e.Row)).ToArray())];

        TauLines = new MillerLines(key.TauG2);
        KeyPoints = new PointMultiples(
            [.. key.FixedCommitments, G1Affine.Generator], StrausSum.WidthForMany, new BatchAffineAdder());
    }

    /// <summary>All gates, combined by powers of alpha.</summary>
    public ExpressionProgram Gates { get; }

    /// <summary>For each cell the gates read, its position among the proof's evaluations; -1 for a sparse column's.</summary>
    public IReadOnlyList<int> EvaluationOfCell { get; }

    /// <summary>Which polynomial is opened where.</summary>
    public OpeningSchedule Schedule { get; }

    /// <summary>For each polynomial but the quotient, the position of its first evaluation in the proof.</summary>
    public IReadOnlyList<int> FirstEvaluation { get; }

    /// <summary>omega^rotation by rotation.</summary>
    public IReadOnlyDictionary<int, Fr> RotationRoots { get; }

    /// <summary>1/n.</summary>
    public Fr InverseSize { get; }

    /// <summary>For each sparse column, omega^row of its entries.</summary>
    public IReadOnlyList<Fr[]> SparseRoots { get; }

    /// <summary>The pairing's lines of [tau]_2.</summary>
    public MillerLines TauLines { get; }

    /// <summary>Multiples of the commitments to fixed columns and, last, of the generator.</summary>
    public PointMultiples KeyPoints { get; }
}
