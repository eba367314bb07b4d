namespace ZkStyle.Prover.Constraints;

/// <summary>
/// Checks a witness gate by gate and row by row without proving anything, and says what fails where. Its
/// challenges come from the caller, so that tests can also ask what an early-known challenge would allow.
/// </summary>
public static class WitnessChecker
{
    /// <summary>Checks every gate on every row.</summary>
    /// <param name="assignment">The key's numbers.</param>
    /// <param name="witness">The witness.</param>
    /// <param name="drawChallenge">Draws the challenge with a given position after its phase is filled.</param>
    /// <returns>One failure per gate that fails; empty for a satisfied circuit.</returns>
    public static IReadOnlyList<GateFailure> Check(
        FixedAssignment assignment, IWitness witness, Func<int, Fr> drawChallenge)
    {
        ArgumentNullException.ThrowIfNull(assignment);
        ArgumentNullException.ThrowIfNull(witness);
        ArgumentNullException.ThrowIfNull(drawChallenge);
        var system = assignment.System;
        var columns = new WitnessColumns(assignment, witness.PublicInputs);
        for (var phase = 1; phase <= system.PhaseCount; phase++)
        {
            columns.Fill(phase, witness);
            foreach (var challenge in system.ChallengesOfPhase(phase))
                columns.Scalars.SetChallenge(challenge, drawChallenge(challenge));
        }

        return Check(assignment, columns);
    }

    /// <summary>Checks every gate on every row of filled columns.</summary>
    /// <param name="assignment">The key's numbers.</param>
    /// <param name="columns">The columns, all phases filled and all challenges set.</param>
    /// <returns>One failure per gate that fails.</returns>
    public static IReadOnlyList<GateFailure> Check(FixedAssignment assignment, WitnessColumns columns)
    {
        ArgumentNullException.ThrowIfNull(assignment);
        ArgumentNullException.ThrowIfNull(columns);
        var failures = new List<GateFailure>();
        foreach (var gate in assignment.System.Gates)
        {
            var values = columns.Evaluate(gate.Expression);
            var first = Array.FindIndex(values, v => !v.IsZero);
            if (first < 0)
                continue;
            failures.Add(new GateFailure(
                gate.Name, first, assignment.RowLabel(first), values.Count(v => !v.IsZero), values[first],
                ReadCells(assignment, columns, gate, first)));
        }

        return failures;
    }

    private static (string Name, Fr Value)[] ReadCells(
        FixedAssignment assignment, WitnessColumns columns, Gate gate, int row)
    {
        var cells = gate.Expression.Cells().ToArray();
        var values = columns.ColumnsOf(cells);
        var result = new (string, Fr)[cells.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            var name = assignment.System.NameOf(cells[i].Column);
            var at = (row + cells[i].Rotation) & (assignment.Size - 1);
            result[i] = (cells[i].Rotation == 0 ? name : $"{name}@{cells[i].Rotation}", values[i][at]);
        }

        return result;
    }
}
