using ZkStyle.Prover.Fields;

namespace ZkStyle.Prover.Curves;

/// <summary>
/// The lines of the Miller loop of one point of G2, which depend on nothing else: prepared once for points that many
/// pairings share, such as those of an SRS. With the twist (x, y) -> (x w^2, y w^3), the line of slope s through (x0, y0),
/// evaluated at P = (xP, yP), is yP - s xP w + (s x0 - y0) w^3, kept as s and s x0 - y0. Immutable.
/// </summary>
internal sealed class MillerLines
{
    /// <summary>The parameter x of the Barreto-Naehrig family: p, r and the loop length 6x + 2 are polynomials in it.</summary>
    public const ulong BnParameter = 4965661367192848881;

    private static readonly sbyte[] s_loopDigits = SignedDigits.NonAdjacent((UInt128)BnParameter * 6 + 2, 2);

    private readonly Line[] _lines;

    /// <summary>Prepares a point, with one inversion for all lines.</summary>
    public MillerLines(in G2Affine point)
    {
        if (point.IsInfinity)
        {
            _lines = [];
            return;
        }

        var state = new State(point);
        for (var i = s_loopDigits.Length - 2; i >= 0; i--)
        {
            state.Double();
            if (s_loopDigits[i] != 0)
                state.Add(s_loopDigits[i] > 0 ? point : -point);
        }

        var first = Frobenius(point);
        state.Add(first);
        state.Add(-Frobenius(first));
        _lines = state.ToLines();
    }

    /// <summary>The lines of the generator.</summary>
    public static MillerLines Generator { get; } = new(G2Affine.Generator);

    /// <summary>
    /// Digits of 6x + 2, least significant first. Each below the highest stands for a squaring, the tangent's line and, if
    /// it is not zero, the chord's.
    /// </summary>
    public static ReadOnlySpan<sbyte> LoopDigits => s_loopDigits;

    /// <summary>Whether the point is infinity: there are no lines, and its pairings are one.</summary>
    public bool IsInfinity => _lines.Length == 0;

    /// <summary>The lines in the order of the loop; the last two are those of the Frobenius images.</summary>
    public ReadOnlySpan<Line> Lines => _lines;

    /// <summary>The p-power map carried to the twist: (x^p xi^((p-1)/3), y^p xi^((p-1)/2)).</summary>
    private static G2Affine Frobenius(in G2Affine point) => new(
        point.X.Conjugate() * Fp12.FrobeniusFactor(2),
        point.Y.Conjugate() * Fp12.FrobeniusFactor(3));

    /// <summary>A line: its slope and slope * x0 - y0.</summary>
    public readonly record struct Line(Fp2 Slope, Fp2 Offset);

    /// <summary>The running multiple T in Jacobian coordinates, and the lines so far with a common denominator each.</summary>
    private sealed class State(G2Affine point)
    {
        private readonly List<Fp2> _denominators = [];
        private readonly List<Line> _numerators = [];
        private JacobianPoint<Fp2> _multiple = JacobianPoint<Fp2>.FromAffine(point.Point);

        /// <summary>Doubles T; the tangent has slope 3X^2 / (2YZ), and its denominator is 2YZ^3.</summary>
        public void Double()
        {
            var (x, y, z) = (_multiple.X, _multiple.Y, _multiple.Z);
            _multiple = _multiple.Double();
            var zSquared = z.Square();
            var xSquared = x.Square();
            var tripleSquare = xSquared.Double() + xSquared;
            _denominators.Add(_multiple.Z * zSquared);
            _numerators.Add(new Line(tripleSquare * zSquared, (tripleSquare * x) - y.Square().Double()));
        }

        /// <summary>Adds an affine point (x, y); the chord has slope (y Z^3 - Y) / (Z (x Z^2 - X)).</summary>
        public void Add(in G2Affine other)
        {
            var zSquared = _multiple.Z.Square();
            var run = _multiple.Z * ((other.X * zSquared) - _multiple.X);
            var rise = (other.Y * zSquared * _multiple.Z) - _multiple.Y;
            _multiple = _multiple.Add(other.Point);
            _denominators.Add(run);
            _numerators.Add(new Line(rise, (rise * other.X) - (run * other.Y)));
        }

        /// <remarks>No denominator is zero: T is a multiple of order r of a point, other than plus or minus what is added to it.</remarks>
        public Line[] ToLines()
        {
            var inverses = _denominators.ToArray();
            FieldExtensions.BatchInvert(inverses.AsSpan());
            var lines = new Line[inverses.Length];
            for (var i = 0; i < lines.Length; i++)
                lines[i] = new Line(_numerators[i].Slope * inverses[i], _numerators[i].Offset * inverses[i]);
            return lines;
        }
    }
}
