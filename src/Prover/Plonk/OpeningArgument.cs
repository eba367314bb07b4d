using ZkStyle.Prover.Constraints;
using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Fields.Bulk;
using ZkStyle.Prover.Polynomials;

namespace ZkStyle.Prover.Plonk;

/// <summary>
/// (R5), (R6) Evaluations and the SHPLONK opening: with f_i opened on the set S_i to r_i,
/// <c>h = sum nu^i (f_i - r_i) / Z_(S_i)</c> is committed as W, and
/// <c>L = sum nu^i (f_i - r_i(mu)) / Z_(S_i)(mu) - h</c>, which vanishes at mu, gives W' = [L / (X - mu)].
/// </summary>
/// <remarks>
/// Source: eprint 2020/081, section 4, whose L is this one times Z_T(mu): divided by it, h and W need no factor.
/// Subtracting r_i before the division changes only the remainder, which
/// is dropped, so it is not subtracted.
/// </remarks>
/// <typeparam name="TField">Arithmetic on blocks of scalars.</typeparam>
internal sealed class OpeningArgument<TField>
    where TField : struct, IBlockField<ScalarFieldModulus>
{
    private readonly ProofContext<TField> _context;
    private readonly ProofColumns<TField> _columns;
    private readonly OpeningSchedule _schedule;
    private readonly Dictionary<int, Fr> _points;
    private readonly BlockBuffer _quotient;
    private readonly Fr _zeta;

    /// <summary>Prepares the opening of all polynomials at zeta and its rotations.</summary>
    public OpeningArgument(ProofContext<TField> context, ProofColumns<TField> columns, BlockBuffer[] quotientPieces, Fr zeta)
    {
        _context = context;
        _columns = columns;
        _zeta = zeta;
        _schedule = new OpeningSchedule(System);
        _points = _schedule.AllRotations.ToDictionary(r => r, r => zeta * context.Key.VerifyingKey.Omega.Pow(r));

        // The quotient as one polynomial: t0 + zeta^n t1 + zeta^2n t2 + ...
        var zetaN = zeta.Pow(context.Size);
        _quotient = context.Rent();
        BlockPolynomial<TField>.Combine(
            [.. quotientPieces.Select((_, i) => zetaN.Pow(i))], quotientPieces, _quotient, context.Options.MaxThreads);
    }

    private ConstraintSystem System => _context.Key.Assignment.System;

    private ProverOptions Options => _context.Options;

    /// <summary>Writes the evaluations and both opening commitments.</summary>
    /// <exception cref="UnsatisfiedCircuitException">The evaluations do not satisfy the gates.</exception>
    public void Prove(ProofWriter writer)
    {
        Options.Report("opening", 0);
        var values = Evaluate();
        foreach (var value in values)
            writer.Write(value);
        if (!Options.AllowUnsatisfied)
            CheckGates(values);
        var nu = writer.CloseRound()[0];
        Options.CancellationToken.ThrowIfCancellationRequested();
        Options.Report("opening", 0.4);

        var combined = _schedule.Groups.Select(group => Combine(group, nu)).ToArray();
        var h = Quotient(combined);
        writer.Write(_context.Key.CommitmentKey.CommitCoefficients<TField>(h, Options.MaxThreads));
        var mu = writer.CloseRound()[0];
        Options.CancellationToken.ThrowIfCancellationRequested();
        Options.Report("opening", 0.7);

        // Constants of L do not matter either: its division by X - mu drops the remainder.
        Fr[] factors =
        [
            .. _schedule.Groups.Select(g =>
                OpeningSchedule.Vanishing(g.Rotations.Select(r => _points[r]), mu).Inverse()),
            -Fr.One,
        ];
        BlockPolynomial<TField>.Combine(factors, [.. combined, h], h, Options.MaxThreads);
        BlockPolynomial<TField>.DivideByLinear(h, mu, Options.MaxThreads);
        writer.Write(_context.Key.CommitmentKey.CommitCoefficients<TField>(h, Options.MaxThreads));
        writer.CloseRound();
    }

    /// <summary>The value of every cell that the proof opens, in the order of the manifest.</summary>
    private Fr[] Evaluate()
    {
        var values = new Fr[System.Cells.Count];
        ParallelLoop.For(
            values.Length, Options.MaxThreads,
            i => values[i] = BlockPolynomial<TField>.Evaluate(_columns.Coefficients(System.Cells[i].Column), _points[System.Cells[i].Rotation]),
            Options.CancellationToken);
        return values;
    }

    /// <summary>The verifier's check (V5), made before a proof is handed out that would fail it.</summary>
    private void CheckGates(Fr[] values)
    {
        var vanishing = _zeta.Pow(_context.Size) - Fr.One;
        var gates = PlonkVerifier.GatesAt(_context.Key.VerifyingKey, _columns.Scalars, values, _zeta, vanishing);
        if (gates != vanishing * BlockPolynomial<TField>.Evaluate(_quotient, _zeta))
            throw new UnsatisfiedCircuitException();
    }

    /// <summary>Polynomials opened at the same points become one: g_S = sum nu^i f_i.</summary>
    private BlockBuffer Combine(OpeningGroup group, Fr nu)
    {
        var sum = _context.Rent();
        BlockPolynomial<TField>.Combine(
            [.. group.Polynomials.Select(i => nu.Pow(i))], [.. group.Polynomials.Select(Coefficients)], sum, Options.MaxThreads);
        return sum;
    }

    private BlockBuffer Coefficients(int polynomial)
    {
        if (polynomial == _schedule.QuotientIndex)
            return _quotient;
        var advice = polynomial - System.FixedColumns.Count;
        return _columns.Coefficients(advice < 0 ? new Column(ColumnKind.Fixed, polynomial) : new Column(ColumnKind.Advice, advice));
    }

    /// <summary>h, the sum of the groups' polynomials divided by their points' vanishing polynomials.</summary>
    private BlockBuffer Quotient(BlockBuffer[] combined)
    {
        var parts = new BlockBuffer[combined.Length];
        for (var g = 0; g < parts.Length; g++)
        {
            parts[g] = _context.Rent();
            parts[g].CopyFrom(combined[g]);
            foreach (var rotation in _schedule.Groups[g].Rotations)
            {
                BlockPolynomial<TField>.DivideByLinear(parts[g], _points[rotation], Options.MaxThreads);
                ReduceAll(parts[g]);
            }
        }

        BlockPolynomial<TField>.Combine([.. parts.Select(_ => Fr.One)], parts, parts[0], Options.MaxThreads);
        return parts[0];
    }

    private unsafe void ReduceAll(BlockBuffer values) =>
        _context.ForBlocks(block => TField.Reduce(values.Block(block), values.Block(block)));
}
