using ZkStyle.Circuit.Layout;
using ZkStyle.Prover.Constraints;

namespace ZkStyle.Circuit.Witnesses;

/// <summary>
/// The columns of phase 2: the recurrences (G1), (G2) and (G3) run forward from row 1, where the cycle is
/// anchored, to row 0, where all sums end. They hold for whatever stands in phase 1; only (G4) to (G6) tell
/// whether that was right.
/// </summary>
internal sealed class ChainColumns
{
    private readonly ChainLayout _layout;
    private readonly IReadOnlyList<Fr[]> _fixed;
    private readonly AdviceValues _activations;
    private readonly Fr _v;
    private readonly Fr[] _steps;
    private readonly Fr _r;
    private readonly Fr _boundary;
    private readonly Fr _spread;

    private ChainColumns(FixedAssignment assignment, ChainLayout layout, AdviceValues activations, ScalarValues scalars)
    {
        _layout = layout;
        _fixed = assignment.Columns;
        _activations = activations;
        _r = scalars.Challenge("r");
        _v = scalars.Challenge("v");
        _boundary = scalars.Scalar(DecoderConstraints.ScalarNames.BoundaryLessR) + _r;
        _spread = scalars.Scalar(DecoderConstraints.ScalarNames.SpreadLessOne) + Fr.One;
        _steps = new Fr[StepCodes.Count];
        _steps[(int)StepCode.NextChannel] = _r * _v;
        _steps[(int)StepCode.Left] = _v;
        _steps[(int)StepCode.Packed] = _v;
        _steps[(int)StepCode.Right] = scalars.Scalar(DecoderConstraints.ScalarNames.VInverse);
        _steps[(int)StepCode.Down] = scalars.Scalar(DecoderConstraints.ScalarNames.U);
        _steps[(int)StepCode.Up] = scalars.Scalar(DecoderConstraints.ScalarNames.UInverse);
        Sums = new Fr[layout.Size];
        Inputs = new Fr[layout.Size];
        Kernels = new Fr[layout.Size];
    }

    /// <summary>h.</summary>
    public Fr[] Sums { get; }

    /// <summary>hx.</summary>
    public Fr[] Inputs { get; }

    /// <summary>hw.</summary>
    public Fr[] Kernels { get; }

    /// <summary>Runs the recurrences.</summary>
    /// <param name="assignment">The fixed columns.</param>
    /// <param name="layout">The rows.</param>
    /// <param name="shift">Bits of the requantization's remainder.</param>
    /// <param name="quotients">k.</param>
    /// <param name="remainders">rem.</param>
    /// <param name="activations">x.</param>
    /// <param name="scalars">The challenges r and v, and what follows from them.</param>
    /// <returns>The columns.</returns>
    public static ChainColumns Run(
        FixedAssignment assignment, ChainLayout layout, int shift, AdviceValues quotients, AdviceValues remainders,
        AdviceValues activations, ScalarValues scalars)
    {
        var columns = new ChainColumns(assignment, layout, activations, scalars);

        // hx starts afresh on every C row and on row e, so each channel runs by itself; row 0, padding and the image
        // are one run.
        int[] starts = [0, .. layout.Chains.Select(c => c.FirstRow).Where(row => row >= layout.RowAfterImage), layout.Size];
        Parallel.For(0, starts.Length - 1, i => columns.RunChannel(starts[i], starts[i + 1]));
        columns.RunSums(assignment, shift, quotients, remainders, scalars);
        return columns;
    }

    private void RunChannel(int from, int to)
    {
        var squares = Array.ConvertAll(_steps, s => s.Square());
        var (w0, w1, w2) = (_fixed[DecoderColumns.FirstTap], _fixed[DecoderColumns.FirstTap + 1], _fixed[DecoderColumns.FirstTap + 2]);
        var vSquared = _v.Square();
        Fr input = default, kernel = default;
        for (var row = from; row < to; row++)
        {
            var step = _layout.Steps[row];
            var upsampled = !_fixed[DecoderColumns.Upsample][row].IsZero;
            var taps = w1[row].IsZero ? w0[row] : w0[row] + (_v * w1[row]);
            var value = Activation(row);

            input = step switch
            {
                StepCode.NextChannel => Fr.Zero,
                StepCode.Packed => taps * input,
                _ => (upsampled ? squares : _steps)[(int)step] * input,
            };
            input += upsampled ? _spread * value : value;
            Inputs[row] = input;

            kernel = step is StepCode.NextChannel or StepCode.Packed
                ? Fr.Zero
                : (_fixed[DecoderColumns.Boundary][row].IsZero ? _r : _boundary) * kernel;
            kernel += w2[row].IsZero ? taps : taps + (vSquared * w2[row]);
            Kernels[row] = kernel;
        }
    }

    /// <summary>x of a row; most border rows hold zero, which needs no conversion.</summary>
    private Fr Activation(int row) =>
        _activations.Integers is { } integers && integers.Span[row] == 0 ? Fr.Zero : _activations[row];

    /// <summary>2^shift k + rem of a row; in integers where the columns hold integers, which a witness's do.</summary>
    private static Func<int, Fr> Products(int shift, AdviceValues quotients, AdviceValues remainders)
    {
        if (quotients.Integers is { } k && remainders.Integers is { } rem)
            return row => Fr.FromInt64((k.Span[row] << shift) + rem.Span[row]);
        var radix = Fr.FromInt64(1L << shift);
        return row => (radix * quotients[row]) + remainders[row];
    }

    private void RunSums(
        FixedAssignment assignment, int shift, AdviceValues quotients, AdviceValues remainders, ScalarValues scalars)
    {
        var entries = assignment.SparseEntries[DecoderColumns.StepCorrection];
        var values = scalars.SparseCoefficients(DecoderColumns.StepCorrection, entries);
        var corrections = new Dictionary<int, Fr>();
        for (var i = 0; i < entries.Count; i++)
            corrections.Add(entries[i].Row, values[i]);

        var product = Products(shift, quotients, remainders);
        var uInverse = _steps[(int)StepCode.Up];
        var sum = Fr.Zero;
        for (var i = 1; i <= _layout.Size; i++)
        {
            var row = i == _layout.Size ? 0 : i;
            var step = _layout.Steps[row];
            var multiplier = _steps[(int)step];
            if (corrections.TryGetValue(row, out var correction))
                multiplier += correction;
            sum = (multiplier * sum) + product(row) - _fixed[DecoderColumns.Offset][row];
            if (step == StepCode.NextChannel)
                sum -= uInverse * Inputs[i - 1] * Kernels[i - 1];
            Sums[row] = sum;
        }
    }
}
