using System.Numerics;
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
    /// <summary>The parameter x of the Barreto-Naehrig family: p, r and the loop length 6x + 2 are polynomials in it.</summary>
    internal const ulong BnParameter = 4965661367192848881;

    /// <summary>The digits of 6x + 2 in non-adjacent form, least significant first.</summary>
    private static readonly sbyte[] s_loopDigits = NonAdjacentForm((UInt128)BnParameter * 6 + 2);

    /// <summary>Whether the product of the pairings e(a_i, b_i) is one, as the EVM's pairing check of EIP-197 decides.</summary>
    /// <param name="pairs">Points of the two groups; a pair with a point at infinity counts as one.</param>
    /// <returns>True when the product is one; also for no pairs.</returns>
    public static bool ProductIsOne(ReadOnlySpan<(G1Affine Left, G2Affine Right)> pairs) =>
        FinalExponentiation(MillerLoop(pairs)) == Fp12.One;

    /// <summary>The product of Miller functions, evaluated side by side so that all pairs share the squarings.</summary>
    internal static Fp12 MillerLoop(ReadOnlySpan<(G1Affine Left, G2Affine Right)> pairs)
    {
        var states = new List<MillerState>(pairs.Length);
        foreach (var (left, right) in pairs)
        {
            if (!left.IsInfinity && !right.IsInfinity)
                states.Add(new MillerState(left, right));
        }

        var f = Fp12.One;
        for (var i = s_loopDigits.Length - 2; i >= 0; i--)
        {
            f = f.Square();
            foreach (var state in states)
            {
                f = state.Double(f);
                if (s_loopDigits[i] != 0)
                    f = state.Add(f, s_loopDigits[i] > 0 ? state.Base : -state.Base);
            }
        }

        foreach (var state in states)
        {
            var first = Frobenius(state.Base);
            f = state.Add(f, first);
            f = state.Add(f, -Frobenius(first));
        }

        return f;
    }

    /// <summary>
    /// Raises to (p^12 - 1)/r times 2x(6x^2 + 3x + 1), a factor prime to r that costs nothing and saves powers.
    /// </summary>
    internal static Fp12 FinalExponentiation(in Fp12 value)
    {
        // Easy part: (p^6 - 1)(p^2 + 1). Afterwards inverses are conjugates.
        var f = value.Conjugate() * value.Inverse();
        f = f.Frobenius().Frobenius() * f;

        // Hard part: (p^4 - p^2 + 1)/r times the factor, as l0 + l1 p + l2 p^2 + l3 p^3 with l0 = a + 6x^2 + 1,
        // l1 = b, l2 = a, l3 = b - 1, where a = 12x^3 + 6x^2 + 6x and b = a - 2x.
        var x2 = PowerOfParameter(f).Square();
        var x6 = x2.Square() * x2;
        var xx6 = PowerOfParameter(x6);
        var xxx12 = PowerOfParameter(xx6.Square());
        var a = xxx12 * xx6 * x6;
        var b = a * x2.Conjugate();
        return a * xx6 * f
            * b.Frobenius()
            * a.Frobenius().Frobenius()
            * (b * f.Conjugate()).Frobenius().Frobenius().Frobenius();
    }

    /// <summary>The p-power map carried to the twist: (x^p xi^((p-1)/3), y^p xi^((p-1)/2)).</summary>
    private static G2Affine Frobenius(in G2Affine point) => new(
        point.X.Conjugate() * Fp12.FrobeniusFactor(2),
        point.Y.Conjugate() * Fp12.FrobeniusFactor(3));

    private static Fp12 PowerOfParameter(in Fp12 value)
    {
        var result = value;
        for (var bit = BitOperations.Log2(BnParameter) - 1; bit >= 0; bit--)
        {
            result = result.Square();
            if ((BnParameter >> bit & 1) != 0)
                result *= value;
        }

        return result;
    }

    private static sbyte[] NonAdjacentForm(UInt128 value)
    {
        var digits = new List<sbyte>();
        for (; value != 0; value >>= 1)
        {
            // An odd value takes the digit 1 or -1 that makes the next bit zero.
            sbyte digit = 0;
            if ((value & 1) != 0)
            {
                digit = (value & 2) == 0 ? (sbyte)1 : (sbyte)-1;
                value = digit > 0 ? value - 1 : value + 1;
            }

            digits.Add(digit);
        }

        return [.. digits];
    }

    /// <summary>
    /// One pair's running multiple T of its base, in Jacobian coordinates, and its lines. With the twist
    /// (x, y) -> (x w^2, y w^3), the line of slope s through (x0, y0), evaluated at P = (xP, yP), is
    /// yP - s xP w + (s x0 - y0) w^3; a factor in Fp2, such as its denominators, vanishes in the final exponentiation.
    /// </summary>
    private sealed class MillerState(G1Affine left, G2Affine right)
    {
        private readonly Fp _leftX = left.X;
        private readonly Fp _leftY = left.Y;
        private JacobianPoint<Fp2> _multiple = JacobianPoint<Fp2>.FromAffine(right.Point);

        public G2Affine Base { get; } = right;

        /// <summary>Doubles T; the tangent has slope 3X^2 / (2YZ) and is scaled by 2YZ^3.</summary>
        public Fp12 Double(in Fp12 f)
        {
            var (x, y, z) = (_multiple.X, _multiple.Y, _multiple.Z);
            _multiple = _multiple.Double();
            var zSquared = z.Square();
            var xSquared = x.Square();
            var tripleSquare = xSquared.Double() + xSquared;
            return f.MultiplyByLine(
                _multiple.Z * zSquared * _leftY,
                -(tripleSquare * zSquared * _leftX),
                (tripleSquare * x) - y.Square().Double());
        }

        /// <summary>Adds an affine point (x, y); the chord has slope (y Z^3 - Y) / (Z (x Z^2 - X)), scaled by its denominator.</summary>
        public Fp12 Add(in Fp12 f, in G2Affine point)
        {
            var zSquared = _multiple.Z.Square();
            var run = _multiple.Z * ((point.X * zSquared) - _multiple.X);
            var rise = (point.Y * zSquared * _multiple.Z) - _multiple.Y;
            _multiple = _multiple.Add(point.Point);
            return f.MultiplyByLine(
                run * _leftY,
                -(rise * _leftX),
                (rise * point.X) - (run * point.Y));
        }
    }
}
