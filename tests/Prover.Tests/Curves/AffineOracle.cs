using System.Numerics;
using ZkStyle.Prover.Curves;
using ZkStyle.Prover.Fields;

namespace ZkStyle.Prover.Tests.Curves;

/// <summary>The group law as school teaches it: chord and tangent in affine coordinates, an inversion each.</summary>
internal static class AffineOracle
{
    public static AffinePoint<T> Add<T>(AffinePoint<T> a, AffinePoint<T> b)
        where T : unmanaged, IField<T>
    {
        if (a.IsInfinity)
            return b;
        if (b.IsInfinity)
            return a;
        if (a.X == b.X && a.Y == -b.Y)
            return default;
        var slope = a.X == b.X
            ? (a.X.Square() + a.X.Square() + a.X.Square()) * (a.Y + a.Y).Inverse()
            : (b.Y - a.Y) * (b.X - a.X).Inverse();
        var x = slope.Square() - a.X - b.X;
        return new AffinePoint<T>(x, (slope * (a.X - x)) - a.Y);
    }

    public static AffinePoint<T> Multiply<T>(AffinePoint<T> point, BigInteger scalar)
        where T : unmanaged, IField<T>
    {
        AffinePoint<T> result = default;
        for (var bit = (int)scalar.GetBitLength() - 1; bit >= 0; bit--)
        {
            result = Add(result, result);
            if (!((scalar >> bit) & 1).IsZero)
                result = Add(result, point);
        }

        return result;
    }
}
