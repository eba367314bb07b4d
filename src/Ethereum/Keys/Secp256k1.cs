using System.Numerics;
using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Keys;

/// <summary>
/// The curve y^2 = x^3 + 7 over F_p, for public data only: recovering a signer needs point arithmetic that
/// the platform's ECDSA does not offer. Not constant-time; no private key or nonce may come here.
/// </summary>
/// <remarks>Source: SEC 2 version 2.0, section 2.4.1, and SEC 1 version 2.0, section 4.1.6 (public key recovery).</remarks>
internal static class Secp256k1
{
    /// <summary>The field's modulus, 2^256 - 2^32 - 977.</summary>
    public static readonly BigInteger P = BigInteger.Pow(2, 256) - BigInteger.Pow(2, 32) - 977;

    /// <summary>The order of the group, a prime.</summary>
    public static readonly BigInteger N = Constant("0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");

    /// <summary>Half the order: the greatest s of a canonical signature (EIP-2).</summary>
    public static readonly BigInteger HalfN = N / 2;

    /// <summary>The group's generator.</summary>
    public static readonly Point G = new(
        Constant("0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"),
        Constant("0x483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8"));

    /// <summary>An affine point; coordinates in [0, p).</summary>
    public readonly record struct Point(BigInteger X, BigInteger Y);

    /// <summary>Whether a point is on the curve, its coordinates reduced.</summary>
    public static bool IsOnCurve(Point point) =>
        point.X.Sign >= 0 && point.X < P && point.Y.Sign >= 0 && point.Y < P
        && Reduce(point.Y * point.Y - (point.X * point.X * point.X + 7)).IsZero;

    /// <summary>The point with a given x and parity of y, or null when no point of the curve has that x.</summary>
    public static Point? Lift(BigInteger x, bool yIsOdd)
    {
        if (x.Sign < 0 || x >= P)
            return null;
        // p = 3 (mod 4), so a square's root is its power (p + 1) / 4.
        var square = Reduce(x * x * x + 7);
        var y = BigInteger.ModPow(square, (P + 1) / 4, P);
        if (Reduce(y * y) != square)
            return null;
        // y is never zero: the group's order is odd, so no point has order two.
        return new Point(x, y.IsEven == yIsOdd ? P - y : y);
    }

    /// <summary>a G + b Q, or null for the point at infinity (Straus's simultaneous doubling, one bit at a time).</summary>
    /// <param name="a">Factor of the generator, in [0, n).</param>
    /// <param name="b">Factor of <paramref name="q"/>, in [0, n).</param>
    /// <param name="q">A point on the curve.</param>
    public static Point? MultiplyAdd(BigInteger a, BigInteger b, Point q)
    {
        var both = ToAffine(Add(Jacobian.From(G), q));
        var sum = Jacobian.Infinity;
        for (var bit = (int)Math.Max(a.GetBitLength(), b.GetBitLength()) - 1; bit >= 0; bit--)
        {
            sum = Double(sum);
            var takeG = !((a >> bit) & 1).IsZero;
            var takeQ = !((b >> bit) & 1).IsZero;
            if (takeG && takeQ)
                sum = both is { } point ? Add(sum, point) : sum;
            else if (takeG)
                sum = Add(sum, G);
            else if (takeQ)
                sum = Add(sum, q);
        }

        return ToAffine(sum);
    }

    /// <summary>x^-1 modulo the prime <paramref name="modulus"/>, for x not divisible by it (Fermat).</summary>
    public static BigInteger Invert(BigInteger x, BigInteger modulus) => BigInteger.ModPow(x, modulus - 2, modulus);

    /// <summary>(X / Z^2, Y / Z^3); Z = 0 is the point at infinity.</summary>
    private readonly record struct Jacobian(BigInteger X, BigInteger Y, BigInteger Z)
    {
        public static Jacobian Infinity => new(1, 1, 0);

        public bool IsInfinity => Z.IsZero;

        public static Jacobian From(Point point) => new(point.X, point.Y, 1);
    }

    /// <summary>Doubling, "dbl-2009-l" of the Explicit-Formulas Database.</summary>
    private static Jacobian Double(Jacobian p)
    {
        if (p.IsInfinity)
            return p;
        var a = Reduce(p.X * p.X);
        var b = Reduce(p.Y * p.Y);
        var c = Reduce(b * b);
        var xb = p.X + b;
        var d = Reduce(2 * (xb * xb - a - c));
        var e = 3 * a;
        var x = Reduce(e * e - 2 * d);
        return new(x, Reduce(e * (d - x) - 8 * c), Reduce(2 * p.Y * p.Z));
    }

    /// <summary>Mixed addition, "madd" of the Explicit-Formulas Database, with the cases it leaves out.</summary>
    private static Jacobian Add(Jacobian p, Point q)
    {
        if (p.IsInfinity)
            return Jacobian.From(q);
        var zz = Reduce(p.Z * p.Z);
        var h = Reduce(q.X * zz - p.X);
        var r = Reduce(q.Y * zz * p.Z - p.Y);
        if (h.IsZero)
            return r.IsZero ? Double(p) : Jacobian.Infinity;
        var hh = Reduce(h * h);
        var hhh = Reduce(h * hh);
        var v = Reduce(p.X * hh);
        var x = Reduce(r * r - hhh - 2 * v);
        return new(x, Reduce(r * (v - x) - p.Y * hhh), Reduce(p.Z * h));
    }

    private static Point? ToAffine(Jacobian p)
    {
        if (p.IsInfinity)
            return null;
        var inverse = Invert(p.Z, P);
        var square = Reduce(inverse * inverse);
        return new Point(Reduce(p.X * square), Reduce(p.Y * square * inverse));
    }

    private static BigInteger Reduce(BigInteger value)
    {
        var remainder = BigInteger.Remainder(value, P);
        return remainder.Sign < 0 ? remainder + P : remainder;
    }

    private static BigInteger Constant(string hex) => Quantity.Parse(hex);
}
