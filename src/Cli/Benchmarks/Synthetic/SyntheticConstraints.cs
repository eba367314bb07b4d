using ZkStyle.Prover.Constraints;

namespace ZkStyle.Cli.Benchmarks.Synthetic;

/// <summary>
/// A constraint system that costs what the decoder's costs, for any number of rows from 2^8: ten fixed, eight
/// advice and three sparse columns, three phases, two lookups a row, gates of degree 4. It proves nothing of use:
/// integers chosen at random are looked up in random tables and folded into running sums with random weights.
/// </summary>
internal static class SyntheticConstraints
{
    /// <summary>The second entry of the table's range rows; no other row has it.</summary>
    public const int RangeMarker = 256;

    /// <summary>A main column's value counts this many times its remainder: bits of a remainder at most.</summary>
    public const int RemainderBits = 16;

    /// <summary>The system.</summary>
    public static ConstraintSystem System { get; } = Build();

    private static ConstraintSystem Build()
    {
        var builder = new ConstraintSystemBuilder("zkstyle synthetic benchmark");
        var offset = builder.AddFixed("offset");
        var tableKey = builder.AddFixed("tableKey");
        var tableValue = builder.AddFixed("tableValue");
        var weight0 = builder.AddFixed("weight0");
        var weight1 = builder.AddFixed("weight1");
        var weight2 = builder.AddFixed("weight2");
        var stepA = builder.AddFixed("stepA");
        var stepB = builder.AddFixed("stepB");
        var scale = builder.AddFixed("scale");
        var boundary = builder.AddFixed("boundary");
        var main = builder.AddAdvice("main", 1);
        var remainder = builder.AddAdvice("remainder", 1);
        var output = builder.AddAdvice("output", 1);
        var multiplicity = builder.AddAdvice("multiplicity", 1);
        var r = builder.AddChallenge("r", 1);
        var v = builder.AddChallenge("v", 1);
        var sums = builder.AddAdvice("sums", 2);
        var inputs = builder.AddAdvice("inputs", 2);
        var kernels = builder.AddAdvice("kernels", 2);
        var theta = builder.AddChallenge("theta", 2);
        var beta = builder.AddChallenge("beta", 2);
        var accumulator = builder.AddAdvice("accumulator", 3);

        var vSquared = builder.DefineScalar("vSquared", v * v);
        var word = new PublicInputEncoding.PackedWords(ScalarExpression.One, ScalarExpression.One);
        var firstMain = builder.AddPublicInput("first main value", word);
        var lastOutput = builder.AddPublicInput("last output", word);
        var first = builder.AddSparse("first", 0, ScalarExpression.One);
        var last = builder.AddSparse("last", 0, ScalarExpression.One);
        var correction = builder.AddSparse("correction", 1, new ScalarExpression.EntryParameter(0) * r);

        // The gates have the decoder's shape (docs/protocol.md (G1) to (G6)): quadratics in two step columns as
        // multipliers of the row before, a product of two sums, a packing term, and running sums that all start at
        // row 0, where the key's columns make every multiplier zero.
        var (a, b) = (stepA.Current, stepB.Current);
        var product = a * b;
        var mixed = (a * a) + (b * b) - product;
        var taps = weight0.Current + (weight1.Current * v);
        builder.AddGate("S1 sums", sums.Current
            - (((a * r) + (b * v) + (a * a * vSquared) + correction.Current) * sums.Previous)
            - ((a - mixed) * (inputs.Previous * kernels.Previous))
            - ((main.Current * (1L << RemainderBits)) + remainder.Current - offset.Current));
        builder.AddGate("S2 inputs", inputs.Current
            - (((a * v) + (scale.Current * (b * r)) + (product * taps)) * inputs.Previous)
            - (((Expression)1 + (scale.Current * r)) * output.Current));
        builder.AddGate("S3 kernels", kernels.Current
            - (((mixed * r) + (boundary.Current * v)) * kernels.Previous)
            - taps - (weight2.Current * vSquared));
        builder.AddGate("S4 first main value", first.Current * (main.Current - firstMain));
        builder.AddGate("S5 last output", last.Current * (output.Current - lastOutput));
        builder.AddLookup(new LookupArgument(
            "S6 tables",
            [[remainder.Current, RangeMarker], [main.Current, output.Current]],
            [tableKey.Current, tableValue.Current],
            multiplicity, accumulator, theta, beta));
        return builder.Build();
    }
}
