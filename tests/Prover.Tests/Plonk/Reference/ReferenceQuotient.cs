using ZkStyle.Prover.Constraints;
using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Plonk;
using ZkStyle.Prover.Polynomials;

namespace ZkStyle.Prover.Tests.Plonk.Reference;

/// <summary>
/// (R4) The quotient t = (sum alpha^i gate_i) / (X^n - 1). The gates are evaluated on a coset of
/// factor * n points, a power of two of at least the degree, where X^n - 1 has no zero, and t is cut into pieces of n coefficients.
/// </summary>
internal static class ReferenceQuotient
{
    /// <summary>Computes the pieces.</summary>
    /// <exception cref="UnsatisfiedCircuitException">t does not have the degree of a quotient.</exception>
    public static Fr[][] Compute(
        ProvingKey key, WitnessColumns columns, Fr[][] adviceCoefficients, ProverOptions options)
    {
        var system = key.Assignment.System;
        var n = key.Assignment.Size;
        var factor = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)system.Degree);
        var domain = new EvaluationDomain(key.Assignment.LogSize);
        var extended = new EvaluationDomain(key.Assignment.LogSize + int.Log2(factor));

        var program = ExpressionProgram.CompileGates(system);
        var cosetColumns = new Dictionary<Column, Fr[]>();
        var inputs = new List<Fr[]>();
        foreach (var cell in program.Cells)
        {
            if (!cosetColumns.TryGetValue(cell.Column, out var evaluations))
            {
                evaluations = new Fr[n * factor];
                Coefficients(cell.Column).CopyTo(evaluations, 0);
                extended.ForwardCoset(evaluations, EvaluationDomain.CosetShift, options.MaxThreads);
                cosetColumns.Add(cell.Column, evaluations);
            }

            inputs.Add(evaluations);
        }
        var scalars = program.Scalars.Select(s => columns.Scalars.Evaluate(s)).ToArray();
        var quotient = new Fr[n * factor];
        BlockEvaluator.EvaluateAll(program, scalars, inputs, factor, quotient, options.MaxThreads);
        DivideByVanishing(quotient, extended, n, factor);
        extended.InverseCoset(quotient, EvaluationDomain.CosetShift, options.MaxThreads);

        var pieces = system.QuotientPieces;
        if (!options.AllowUnsatisfied && quotient.AsSpan(pieces * n).ContainsAnyExcept(Fr.Zero))
            throw new UnsatisfiedCircuitException();
        return [.. Enumerable.Range(0, pieces).Select(i => quotient[(i * n)..((i + 1) * n)])];

        Fr[] Coefficients(Column column)
        {
            if (column.Kind == ColumnKind.Fixed)
                return key.FixedCoefficients[column.Index].ToArray();
            if (column.Kind == ColumnKind.Advice)
                return adviceCoefficients[column.Index];
            var sparse = columns.Sparse(column.Index);
            domain.Inverse(sparse, options.MaxThreads);
            return sparse;
        }
    }

    /// <summary>On the coset X^n - 1 takes only <paramref name="factor"/> values, over and over.</summary>
    private static void DivideByVanishing(Fr[] values, EvaluationDomain extended, int n, int factor)
    {
        var inverses = new Fr[factor];
        var point = EvaluationDomain.CosetShift.Pow(n);
        var step = extended.Omega.Pow(n);
        for (var i = 0; i < factor; i++)
        {
            inverses[i] = point - Fr.One;
            point *= step;
        }

        FieldExtensions.BatchInvert(inverses.AsSpan());
        for (var i = 0; i < values.Length; i++)
            values[i] *= inverses[i & (factor - 1)];
    }
}
