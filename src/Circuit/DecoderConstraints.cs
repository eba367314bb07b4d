using System.Numerics;
using ZkStyle.Prover.Constraints;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Circuit;

/// <summary>
/// The one constraint system of all INT8 decoders: columns, gates (G1) to (G6), the lookup, public inputs and
/// key parameters of docs/protocol.md. A model adds numbers (<see cref="FixedAssignment"/>), never a gate.
/// </summary>
public static class DecoderConstraints
{
    /// <summary>The second entry of the table's range rows; no activation outputs it (A1).</summary>
    internal const int RangeMarker = 256;

    /// <summary>Channels of the latent whose bytes at one cell are one public word (P2).</summary>
    internal const int LatentChannelsPerWord = PublicInputEncoding.Grid.MaximumChannelsPerWord;

    /// <summary>The system's name.</summary>
    private const string SystemName = "zkstyle int8 decoder";

    /// <summary>The constraint system that every decoder's key is made for; degree 4.</summary>
    public static ConstraintSystem System { get; } = Build(QuantizedLayer.Shift);

    /// <summary>
    /// Builds the system for a requantization by 2^<paramref name="shift"/>. Everything outside the tests uses
    /// <see cref="System"/>, whose shift is 16; a smaller shift has a smaller range table, so that tests can
    /// prove and forge on small domains. The shift is part of the system's text and so of its digest.
    /// </summary>
    internal static ConstraintSystem Build(int shift)
    {
        var builder = new ConstraintSystemBuilder(SystemName);
        var offset = builder.AddFixed("BT");
        var tableValue = builder.AddFixed("T1");
        var tableOutput = builder.AddFixed("T2");
        var tap0 = builder.AddFixed("w0");
        var tap1 = builder.AddFixed("w1");
        var tap2 = builder.AddFixed("w2");
        var stepX = builder.AddFixed("dx");
        var stepY = builder.AddFixed("dy");
        var upsample = builder.AddFixed("U");
        var boundary = builder.AddFixed("kb");
        var quotient = builder.AddAdvice("k", 1);
        var remainder = builder.AddAdvice("rem", 1);
        var activation = builder.AddAdvice("x", 1);
        var multiplicity = builder.AddAdvice("mult", 1);
        var r = builder.AddChallenge("r", 1);
        var v = builder.AddChallenge("v", 1);
        var sums = builder.AddAdvice("h", 2);
        var inputs = builder.AddAdvice("hx", 2);
        var kernels = builder.AddAdvice("hw", 2);
        var theta = builder.AddChallenge("theta", 2);
        var beta = builder.AddChallenge("beta", 2);
        var lookups = builder.AddAdvice("phi", 3);

        var parameters = Enum.GetNames<DecoderParameter>().Select(builder.AddParameter).ToArray();
        ScalarExpression.Parameter Parameter(DecoderParameter p) => parameters[(int)p];
        var s = DefineScalars(builder, r, v, Parameter(DecoderParameter.LineStride), Parameter(DecoderParameter.KernelStrideLessOne));

        var radix = BigInteger.One << shift;
        // (P2): the product that a centre tap gives (E3)'s cells; of a doubled latent that of (E2). The words' kappas end just
        // below the latent's, r^(channels + 1).
        var doubling = Parameter(DecoderParameter.LatentDoubling);
        var latent = builder.AddPublicInput("latent", new PublicInputEncoding.Grid(
            Parameter(DecoderParameter.LatentHeight), Parameter(DecoderParameter.LatentWidth),
            ChannelPoint: r, LinePoint: s.U * (1 + (doubling * (s.U - 1))), CellPoint: v * (1 + (doubling * (v - 1))),
            Scale: s.U * v * r * r.Power(Parameter(DecoderParameter.LatentChannels)) * (1 + (doubling * s.U)) * (1 + (doubling * v)))
        {
            ChannelsPerWord = LatentChannelsPerWord,
            Offset = QuantizedDecoder.LatentZero,
        });
        var image = builder.AddPublicInput("image", new PublicInputEncoding.PackedWords(
            v, new ScalarExpression.Constant(WordScale)));

        var start = builder.AddSparse("L_0", 0, ScalarExpression.One);
        var afterImage = builder.AddSparse("L_e", 0, ScalarExpression.One);

        // An entry (flag, a, b) makes the row's step flag r^a v^-b instead of its code's v.
        var step = builder.AddSparse("sp", 3,
            (new ScalarExpression.EntryParameter(0) * r.Power(new ScalarExpression.EntryParameter(1))
                * s.VInverse.Power(new ScalarExpression.EntryParameter(2))) - v);

        // Step codes (dx, dy): C (0,0), L (1,0), R (-1,0), D (0,1), U (0,-1), P (1,1). Each factor below is the
        // quadratic that takes the wanted value on all six.
        var dx = stepX.Current;
        var dy = stepY.Current;
        var dxSquared = dx * dx;
        var dySquared = dy * dy;
        var isPacked = dx * dy;
        var isUnit = dxSquared + dySquared - isPacked - isPacked;
        var isNextChannel = (Expression)1 - isUnit - isPacked;
        var unitStep = (dx * s.HalfDifferenceV) + (dxSquared * s.HalfSumV) + (dy * s.HalfDifferenceU)
            + (dySquared * s.HalfSumU) - (isPacked * s.SumOfPoints);
        var squareExtra = (dx * s.ExtraX) + (dxSquared * s.ExtraXSquared) + (dy * s.ExtraY)
            + (dySquared * s.ExtraYSquared) + (isPacked * s.ExtraPacked);
        var packing = tap0.Current + (tap1.Current * v);

        // (G1): cY is the unit step, plus r v on C and v on P.
        var accumulator = (quotient.Current * new ScalarExpression.Constant(radix)) + remainder.Current - offset.Current;
        builder.AddGate("G1 linear layers", sums.Current
            - ((unitStep + (isPacked * v) + step.Current) * sums.Previous)
            - (isNextChannel * ((s.RV * sums.Previous) - (s.UInverse * (inputs.Previous * kernels.Previous))))
            - accumulator);
        builder.AddGate("G2 activations", inputs.Current
            - ((unitStep + (upsample.Current * squareExtra) + (isPacked * packing)) * inputs.Previous)
            - (((Expression)1 + (upsample.Current * s.SpreadLessOne)) * activation.Current));
        builder.AddGate("G3 kernels", kernels.Current
            - (((isUnit * r) + (boundary.Current * s.BoundaryLessR)) * kernels.Previous)
            - packing - (tap2.Current * s.VSquared));
        builder.AddGate("G5 latent", start.Current * (sums.Current - latent));
        builder.AddGate("G6 image", afterImage.Current * (inputs.Previous - image));
        builder.AddLookup(new LookupArgument(
            "G4 tables",
            [[remainder.Current, RangeMarker], [quotient.Current, activation.Current]],
            [tableValue.Current, tableOutput.Current],
            multiplicity, lookups, theta, beta));
        return builder.Build();
    }

    /// <summary>256^-30 mod p, the scale of (P1): a word's first byte has weight 1. By Fermat, a^-b = a^(p-1-b).</summary>
    private static BigInteger WordScale =>
        BigInteger.ModPow(256, Fr.Modulus - 1 - (PublicInputEncoding.PackedWords.BytesPerWord - 1), Fr.Modulus);

    private static Scalars DefineScalars(
        ConstraintSystemBuilder builder, ScalarExpression r, ScalarExpression v,
        ScalarExpression lineStride, ScalarExpression kernelStrideLessOne)
    {
        var rv = builder.DefineScalar("rv", r * v);
        var rvInverse = builder.DefineScalar("rvInverse", rv.Inverse());
        var vInverse = builder.DefineScalar(ScalarNames.VInverse, r * rvInverse);
        var rInverse = builder.DefineScalar("rInverse", v * rvInverse);
        var u = builder.DefineScalar(ScalarNames.U, v.Power(lineStride));
        var uInverse = builder.DefineScalar(ScalarNames.UInverse, vInverse.Power(lineStride));
        var boundaryLessR = builder.DefineScalar(
            ScalarNames.BoundaryLessR, (u * rInverse.Power(kernelStrideLessOne)) - r);
        var spreadLessOne = builder.DefineScalar(ScalarNames.SpreadLessOne, ((1 + u) * (1 + v) * uInverse) - 1);
        var vSquared = builder.DefineScalar("vSquared", v * v);

        // A function with f(1) = a, f(-1) = b, f(0) = 0 is (a-b)/2 t + (a+b)/2 t^2; for the squares of a and b = 1/a
        // the two coefficients are 2 d s and 2 s^2 - 1, where d and s are those for a and b themselves.
        ScalarExpression half = new ScalarExpression.Constant((Fr.Modulus + 1) / 2);
        var differenceV = builder.DefineScalar("halfDifferenceV", half * (v - vInverse));
        var sumV = builder.DefineScalar("halfSumV", half * (v + vInverse));
        var differenceU = builder.DefineScalar("halfDifferenceU", half * (u - uInverse));
        var sumU = builder.DefineScalar("halfSumU", half * (u + uInverse));
        var sumOfPoints = builder.DefineScalar("sumOfPoints", u + v);
        return new Scalars
        {
            RV = rv,
            VInverse = vInverse,
            U = u,
            UInverse = uInverse,
            BoundaryLessR = boundaryLessR,
            SpreadLessOne = spreadLessOne,
            VSquared = vSquared,
            HalfDifferenceV = differenceV,
            HalfSumV = sumV,
            HalfDifferenceU = differenceU,
            HalfSumU = sumU,
            SumOfPoints = sumOfPoints,
            ExtraX = builder.DefineScalar("extraX", (2 * differenceV * sumV) - differenceV),
            ExtraXSquared = builder.DefineScalar("extraXSquared", (2 * sumV * sumV) - 1 - sumV),
            ExtraY = builder.DefineScalar("extraY", (2 * differenceU * sumU) - differenceU),
            ExtraYSquared = builder.DefineScalar("extraYSquared", (2 * sumU * sumU) - 1 - sumU),
            ExtraPacked = builder.DefineScalar("extraPacked", sumOfPoints - vSquared - (u * u)),
        };
    }

    /// <summary>Names of the scalars that the witness reads.</summary>
    internal static class ScalarNames
    {
        public const string VInverse = "vInverse";
        public const string U = "u";
        public const string UInverse = "uInverse";
        public const string BoundaryLessR = "boundaryLessR";
        public const string SpreadLessOne = "spreadLessOne";
    }

    private sealed class Scalars
    {
        public required ScalarExpression RV { get; init; }

        public required ScalarExpression VInverse { get; init; }

        public required ScalarExpression U { get; init; }

        public required ScalarExpression UInverse { get; init; }

        public required ScalarExpression BoundaryLessR { get; init; }

        public required ScalarExpression SpreadLessOne { get; init; }

        public required ScalarExpression VSquared { get; init; }

        public required ScalarExpression HalfDifferenceV { get; init; }

        public required ScalarExpression HalfSumV { get; init; }

        public required ScalarExpression HalfDifferenceU { get; init; }

        public required ScalarExpression HalfSumU { get; init; }

        public required ScalarExpression SumOfPoints { get; init; }

        public required ScalarExpression ExtraX { get; init; }

        public required ScalarExpression ExtraXSquared { get; init; }

        public required ScalarExpression ExtraY { get; init; }

        public required ScalarExpression ExtraYSquared { get; init; }

        public required ScalarExpression ExtraPacked { get; init; }
    }
}
