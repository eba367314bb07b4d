using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ZkStyle.Prover.Fields;

namespace ZkStyle.Prover.Curves;

/// <summary>
/// The group law of a curve y^2 = x^3 + b in Jacobian coordinates, x = X/Z^2 and y = Y/Z^3, over any field;
/// Z = 0 is the point at infinity. The law never needs b. Complete: equal, opposite and infinite arguments
/// are handled. Not constant-time.
/// </summary>
/// <typeparam name="TField">The field of the coordinates.</typeparam>
/// <remarks>
/// Formulas dbl-2009-l, add-2007-bl and madd-2007-bl of the Explicit-Formulas Database (Bernstein, Lange),
/// short Weierstrass curves with a = 0.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct JacobianPoint<TField>
    where TField : unmanaged, IField<TField>
{
    public JacobianPoint(in TField x, in TField y, in TField z)
    {
        X = x;
        Y = y;
        Z = z;
    }

    public static JacobianPoint<TField> Infinity => new(TField.One, TField.One, TField.Zero);

    public TField X { get; }

    public TField Y { get; }

    public TField Z { get; }

    public bool IsInfinity => Z.IsZero;

    public static JacobianPoint<TField> FromAffine(in AffinePoint<TField> point) =>
        point.IsInfinity ? Infinity : new JacobianPoint<TField>(point.X, point.Y, TField.One);

    public JacobianPoint<TField> Negate() => new(X, -Y, Z);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public JacobianPoint<TField> Double()
    {
        if (IsInfinity)
            return this;
        var a = X.Square();
        var b = Y.Square();
        var c = b.Square();
        var d = ((X + b).Square() - a - c).Double();
        var e = a.Double() + a;
        var x = e.Square() - d.Double();
        var y = e * (d - x) - c.Double().Double().Double();
        var z = (Y * Z).Double();
        return new JacobianPoint<TField>(x, y, z);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public JacobianPoint<TField> Add(in JacobianPoint<TField> other)
    {
        if (IsInfinity)
            return other;
        if (other.IsInfinity)
            return this;

        var z1Squared = Z.Square();
        var z2Squared = other.Z.Square();
        var u1 = X * z2Squared;
        var s1 = Y * other.Z * z2Squared;
        var h = other.X * z1Squared - u1;
        var halfR = other.Y * Z * z1Squared - s1;
        if (h.IsZero)
            return halfR.IsZero ? Double() : Infinity;

        var i = h.Double().Square();
        var zFactor = (Z + other.Z).Square() - z1Squared - z2Squared;
        return Finish(h, halfR.Double(), i, u1 * i, s1, zFactor * h);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public JacobianPoint<TField> Add(in AffinePoint<TField> other)
    {
        if (other.IsInfinity)
            return this;
        if (IsInfinity)
            return FromAffine(other);

        var zSquared = Z.Square();
        var h = other.X * zSquared - X;
        var halfR = other.Y * Z * zSquared - Y;
        if (h.IsZero)
            return halfR.IsZero ? Double() : Infinity;

        var hSquared = h.Square();
        var i = hSquared.Double().Double();
        var z = (Z + h).Square() - zSquared - hSquared;
        return Finish(h, halfR.Double(), i, X * i, Y, z);
    }

    /// <summary>The multiple by a canonical integer, least significant word first; fixed windows of four bits.</summary>
    public JacobianPoint<TField> Multiply(ReadOnlySpan<ulong> scalar)
    {
        Span<JacobianPoint<TField>> multiples = stackalloc JacobianPoint<TField>[16];
        multiples[0] = Infinity;
        for (var i = 1; i < multiples.Length; i++)
            multiples[i] = multiples[i - 1].Add(this);

        var result = Infinity;
        for (var nibble = 16 * scalar.Length - 1; nibble >= 0; nibble--)
        {
            result = result.Double().Double().Double().Double();
            var digit = (int)(scalar[nibble >> 4] >> (4 * (nibble & 15))) & 15;
            if (digit != 0)
                result = result.Add(multiples[digit]);
        }

        return result;
    }

    public AffinePoint<TField> ToAffine() => ToAffine(Z.Inverse());

    /// <summary>Whether both are the same point, whatever their Z.</summary>
    public bool IsSamePoint(in JacobianPoint<TField> other)
    {
        if (IsInfinity || other.IsInfinity)
            return IsInfinity && other.IsInfinity;
        var z1Squared = Z.Square();
        var z2Squared = other.Z.Square();
        return X * z2Squared == other.X * z1Squared
            && Y * z2Squared * other.Z == other.Y * z1Squared * Z;
    }

    /// <summary>Affine forms of many points with one inversion.</summary>
    public static void Normalize(ReadOnlySpan<JacobianPoint<TField>> points, Span<AffinePoint<TField>> destination)
    {
        var inverses = new TField[points.Length];
        for (var i = 0; i < points.Length; i++)
            inverses[i] = points[i].Z;
        FieldExtensions.BatchInvert(inverses);
        for (var i = 0; i < points.Length; i++)
            destination[i] = points[i].ToAffine(inverses[i]);
    }

    private AffinePoint<TField> ToAffine(in TField inverseZ)
    {
        if (IsInfinity)
            return default;
        var inverseSquared = inverseZ.Square();
        return new AffinePoint<TField>(X * inverseSquared, Y * inverseSquared * inverseZ);
    }

    /// <summary>The common end of both additions: J = h * I, V = x1 * I, r = 2(s2 - s1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static JacobianPoint<TField> Finish(
        in TField h, in TField r, in TField i, in TField v, in TField s1, in TField z)
    {
        var j = h * i;
        var x = r.Square() - j - v.Double();
        var y = r * (v - x) - (s1 * j).Double();
        return new JacobianPoint<TField>(x, y, z);
    }
}
