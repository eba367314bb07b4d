using ZkStyle.Prover.Constraints;
using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Fields.Bulk;
using ZkStyle.Prover.Polynomials;

namespace ZkStyle.Prover.Plonk;

/// <summary>
/// (R4) The quotient t = (sum alpha^i gate_i) / (X^n - 1) in pieces of n coefficients. It has as many pieces as it takes
/// cosets of n points to tell it, so the gates are evaluated on just those, one coset at a time: on s H, where
/// X^n - 1 is the constant s^n - 1, interpolation gives t modulo X^n - s^n, which is the sum of s^(n j) t_j; the pieces t_j follow
/// from all cosets by a Vandermonde system with one small matrix for every coefficient.
/// </summary>
/// <typeparam name="TField">Arithmetic on blocks of scalars.</typeparam>
internal static class QuotientArgument<TField>
    where TField : struct, IBlockField<ScalarFieldModulus>
{
    /// <summary>Computes the pieces, for a witness that need not satisfy the gates: then they are no quotient.</summary>
    public static BlockBuffer[] Compute(ProofContext<TField> context, ProofColumns<TField> columns)
    {
        var options = context.Options;
        var system = context.Key.Assignment.System;
        var program = ExpressionProgram.CompileGates(system);
        var scalars = program.Scalars.Select(s => columns.Scalars.Evaluate(s)).ToArray();
        var distinct = program.Cells.Select(c => c.Column).Distinct().ToList();
        var position = distinct.Select((column, i) => (column, i)).ToDictionary(c => c.column, c => c.i);
        var evaluations = distinct.Select(c => context.KeepsCosets && c.Kind == ColumnKind.Fixed ? null : context.Rent()).ToArray();
        var inputs = new BlockBuffer[distinct.Count];

        var cosets = system.QuotientPieces;
        var remainders = new BlockBuffer[cosets];
        var nodes = new Fr[cosets];
        var done = 0;
        var gates = context.Rent();
        for (var coset = 0; coset < cosets; coset++)
        {
            var (here, index) = (Shift(coset), coset);
            nodes[coset] = here.Pow(context.Size);
            context.Transform.Prepare(here, isInverse: false, options.MaxThreads);
            ParallelLoop.For(
                distinct.Count, options.MaxThreads,
                i =>
                {
                    if (evaluations[i] is { } values)
                        context.Transform.Forward(columns.Coefficients(distinct[i]), values, here, maxThreads: 1);
                    inputs[i] = evaluations[i] ?? context.KeyColumns.CosetValues(distinct[i].Index, index);
                    options.Report("quotient transforms", (double)Interlocked.Increment(ref done) / (cosets * distinct.Count));
                },
                options.CancellationToken);
            options.Report("quotient gates", (double)coset / cosets);
            using var evaluator = new ColumnEvaluator<TField>(
                program, scalars, [.. program.Cells.Select(c => inputs[position[c.Column]])], context.Size);
            evaluator.Evaluate(gates, options.MaxThreads, options.CancellationToken);
            context.ForBlocks(block => Reduce(gates, block));
            remainders[coset] = context.Rent();
            context.Transform.Inverse(gates, remainders[coset], here, options.MaxThreads);
        }

        context.Pool.Return(gates);
        foreach (var buffer in evaluations)
            context.Pool.Return(buffer);
        var pieces = Solve(context, nodes, remainders);
        foreach (var buffer in remainders)
            context.Pool.Return(buffer);
        return pieces;
    }

    /// <summary>The shift of a coset: powers of a generator of the whole group, so that cosets differ from H and from each other.</summary>
    public static Fr Shift(int coset) => EvaluationDomain.CosetShift.Pow(coset + 1);

    private static unsafe void Reduce(BlockBuffer values, int block) => TField.Reduce(values.Block(block), values.Block(block));

    /// <summary>
    /// t_j = sum over cosets k of (coefficient j of the Lagrange polynomial of node k) * remainder_k / (node_k - 1).
    /// </summary>
    private static BlockBuffer[] Solve(ProofContext<TField> context, Fr[] nodes, BlockBuffer[] remainders)
    {
        var basis = nodes.Select((_, k) => LagrangeCoefficients(nodes, k)).ToArray();
        var pieces = new BlockBuffer[nodes.Length];
        for (var j = 0; j < pieces.Length; j++)
        {
            pieces[j] = context.Rent();
            var factors = nodes.Select((node, k) => basis[k][j] * (node - Fr.One).Inverse()).ToArray();
            BlockPolynomial<TField>.Combine(factors, remainders, pieces[j], context.Options.MaxThreads);
        }

        return pieces;
    }

    /// <summary>Coefficients of the polynomial that is 1 at node <paramref name="index"/> and 0 at the others.</summary>
    private static Fr[] LagrangeCoefficients(Fr[] nodes, int index)
    {
        Fr[] polynomial = [Fr.One];
        var denominator = Fr.One;
        for (var i = 0; i < nodes.Length; i++)
        {
            if (i == index)
                continue;
            var next = new Fr[polynomial.Length + 1];
            for (var j = 0; j < polynomial.Length; j++)
            {
                next[j + 1] += polynomial[j];
                next[j] -= polynomial[j] * nodes[i];
            }

            polynomial = next;
            denominator *= nodes[index] - nodes[i];
        }

        var scale = denominator.Inverse();
        return [.. polynomial.Select(c => c * scale)];
    }
}
