namespace ZkStyle.Cli.Benchmarks.Peers;

/// <summary>
/// What a convolution costs a prover that spends gates on it: so many gates for a term of a sum, for an output with its
/// requantization, for an input byte, and once. The four numbers come from four measured circuits; a fifth, larger
/// one says how well they predict.
/// </summary>
/// <param name="PerTerm">Gates for a product of a weight and an input that is summed.</param>
/// <param name="PerActivation">Gates for an output.</param>
/// <param name="PerInputByte">Gates for an input.</param>
/// <param name="Constant">Gates that every circuit has.</param>
/// <param name="PredictionError">Predicted over counted gates of the fifth circuit, less 1.</param>
internal sealed record GateModel(double PerTerm, double PerActivation, double PerInputByte, double Constant, double PredictionError)
{
    /// <summary>The circuits to count, the one for checking last.</summary>
    public static IReadOnlyList<SampleConvolution> Samples { get; } =
    [
        new SampleConvolution(1, 2, 4), new SampleConvolution(4, 2, 4), new SampleConvolution(4, 4, 4), new SampleConvolution(6, 4, 5),
        new SampleConvolution(8, 4, 6),
    ];

    /// <summary>Solves for the four numbers.</summary>
    /// <param name="gates">Gates of each of <see cref="Samples"/>.</param>
    /// <returns>The model.</returns>
    public static GateModel Fit(IReadOnlyList<long> gates)
    {
        if (gates.Count != Samples.Count)
            throw new ArgumentException($"{Samples.Count} counts expected, got {gates.Count}.", nameof(gates));
        const int Unknowns = 4;
        var rows = new double[Unknowns][];
        for (var i = 0; i < Unknowns; i++)
            rows[i] = [Samples[i].Terms, Samples[i].Activations, Samples[i].InputBytes, 1, gates[i]];
        Eliminate(rows);
        var model = new GateModel(rows[0][^1], rows[1][^1], rows[2][^1], rows[3][^1], 0);
        var check = Samples[^1];
        return model with { PredictionError = (model.Predict(check.Terms, check.Activations, check.InputBytes) / gates[^1]) - 1 };
    }

    /// <summary>Gates that a network would take.</summary>
    /// <param name="terms">Its sums' terms.</param>
    /// <param name="activations">Its outputs of all layers.</param>
    /// <param name="inputBytes">Its inputs.</param>
    /// <returns>Gates.</returns>
    public double Predict(double terms, double activations, double inputBytes) =>
        (PerTerm * terms) + (PerActivation * activations) + (PerInputByte * inputBytes) + Constant;

    /// <summary>Gauss-Jordan elimination with row exchanges: the last entry of each row becomes its unknown.</summary>
    private static void Eliminate(double[][] rows)
    {
        for (var column = 0; column < rows.Length; column++)
        {
            var pivot = Enumerable.Range(column, rows.Length - column).MaxBy(row => Math.Abs(rows[row][column]));
            (rows[column], rows[pivot]) = (rows[pivot], rows[column]);
            var scale = 1 / rows[column][column];
            for (var i = 0; i < rows[column].Length; i++)
                rows[column][i] *= scale;
            for (var row = 0; row < rows.Length; row++)
            {
                var factor = row == column ? 0 : rows[row][column];
                for (var i = 0; i < rows[row].Length; i++)
                    rows[row][i] -= factor * rows[column][i];
            }
        }
    }
}
