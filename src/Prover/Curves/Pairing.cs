using System.Runtime.InteropServices;
using ZkStyle.Prover.Fields;

namespace ZkStyle.Prover.Curves;

/// <summary>
/// The optimal ate pairing of BN254. Not constant-time. Points must lie in their groups, as those that
/// <see cref="G1Affine.TryReadBigEndian"/> and <see cref="G2Affine.TryReadBigEndian"/> accept do.
/// </summary>
/// <remarks>
/// Sources: Vercauteren, "Optimal pairings", IEEE IT 2010; Beuchat et al., "High-speed software implementation of the
/// optimal ate pairing over Barreto-Naehrig curves", Pairing 2010; Fuentes-Castaneda, Knapp, Rodriguez-Henriquez,
/// "Faster hashing to G2", SAC 2011, for the hard part of the final exponentiation.
/// </remarks>
public static class Pairing
{
    /// <summary>Window of the powers of the parameter: odd powers up to 7 make 16 multiplications of 63 bits.</summary>
    private const int PowerWidth = 4;

    private static readonly sbyte[] s_parameterDigits = SignedDigits.NonAdjacent(MillerLines.BnParameter, PowerWidth);

    /// <summary>Whether the product of the pairings e(a_i, b_i) is one, as the EVM's pairing check of EIP-197 decides.</summary>
    /// <param name="pairs">Points of the two groups; a pair with a point at infinity counts as one.</param>
    /// <returns>True when the product is one; also for no pairs.</returns>
    public static bool ProductIsOne(ReadOnlySpan<(G1Affine Left, G2Affine Right)> pairs)
    {
        var prepared = new (G1Affine, MillerLines)[pairs.Length];
        for (var i = 0; i < prepared.Length; i++)
            prepared[i] = (pairs[i].Left, new MillerLines(pairs[i].Right));
        return PreparedProductIsOne(prepared);
    }

    /// <summary>The same with points of the second group whose lines are prepared.</summary>
    internal static bool PreparedProductIsOne(ReadOnlySpan<(G1Affine Left, MillerLines Right)> pairs) =>
        FinalExponentiation(MillerLoop(pairs)) == Fp12.One;

    /// <summary>
    /// The product of Miller functions, evaluated side by side so that all pairs share the squarings. A line is divided by
    /// yP, since factors in Fp2 vanish in the final exponentiation.
    /// </summary>
    internal static Fp12 MillerLoop(ReadOnlySpan<(G1Affine Left, MillerLines Right)> pairs)
    {
        var lines = new List<MillerLines>(pairs.Length);
        var inverseY = new List<Fp>(pairs.Length);
        var negativeX = new List<Fp>(pairs.Length);
        foreach (var (left, right) in pairs)
        {
            if (left.IsInfinity || right.IsInfinity)
                continue;

            // No point of odd order has y = 0.
            lines.Add(right);
            inverseY.Add(left.Y);
            negativeX.Add(-left.X);
        }

        FieldExtensions.BatchInvert(CollectionsMarshal.AsSpan(inverseY));
        var f = Fp12.One;
        var next = 0;
        for (var i = MillerLines.LoopDigits.Length - 2; i >= 0; i--)
        {
            f = f.Square();
            MultiplyByLines();
            if (MillerLines.LoopDigits[i] != 0)
                MultiplyByLines();
        }

        MultiplyByLines();
        MultiplyByLines();
        return f;

        void MultiplyByLines()
        {
            for (var j = 0; j < lines.Count; j++)
            {
                ref readonly var line = ref lines[j].Lines[next];
                Fp12.MultiplyByLine(f, line.Slope * (negativeX[j] * inverseY[j]), line.Offset * inverseY[j], out f);
            }

            next++;
        }
    }

    /// <summary>
    /// Raises to (p^12 - 1)/r times 2x(6x^2 + 3x + 1), a factor prime to r that costs nothing and saves powers.
    /// </summary>
    internal static Fp12 FinalExponentiation(in Fp12 value)
    {
        // Easy part: (p^6 - 1)(p^2 + 1). Afterwards inverses are conjugates, and squares are cheap.
        var f = value.Conjugate() * value.Inverse();
        f = f.Frobenius().Frobenius() * f;

        // Hard part: (p^4 - p^2 + 1)/r times the factor, as l0 + l1 p + l2 p^2 + l3 p^3 with l0 = a + 6x^2 + 1,
        // l1 = b, l2 = a, l3 = b - 1, where a = 12x^3 + 6x^2 + 6x and b = a - 2x.
        var x2 = PowerOfParameter(f).SquareCyclotomic();
        var x6 = x2.SquareCyclotomic() * x2;
        var xx6 = PowerOfParameter(x6);
        var xxx12 = PowerOfParameter(xx6.SquareCyclotomic());
        var a = xxx12 * xx6 * x6;
        var b = a * x2.Conjugate();
        return a * xx6 * f
            * b.Frobenius()
            * a.Frobenius().Frobenius()
            * (b * f.Conjugate()).Frobenius().Frobenius().Frobenius();
    }

    /// <summary>The power to x of an element whose inverse is its conjugate, by signed windows.</summary>
    private static Fp12 PowerOfParameter(in Fp12 value)
    {
        var square = value.SquareCyclotomic();
        Span<Fp12> oddPowers = stackalloc Fp12[1 << (PowerWidth - 2)];
        oddPowers[0] = value;
        for (var i = 1; i < oddPowers.Length; i++)
            oddPowers[i] = oddPowers[i - 1] * square;

        // The highest digit is not zero, and positive.
        var result = oddPowers[s_parameterDigits[^1] >> 1];
        for (var i = s_parameterDigits.Length - 2; i >= 0; i--)
        {
            result = result.SquareCyclotomic();
            var digit = s_parameterDigits[i];
            if (digit > 0)
                result *= oddPowers[digit >> 1];
            else if (digit < 0)
                result *= oddPowers[-digit >> 1].Conjugate();
        }

        return result;
    }
}
