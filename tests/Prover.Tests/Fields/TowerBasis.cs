using ZkStyle.Prover.Fields;

namespace ZkStyle.Prover.Tests.Fields;

/// <summary>
/// A tower of Fp as one extension by t with t^h = 9 + u: t = v, h = 3 or t = w, h = 6. Then u = t^h - 9 and
/// t^2h = 18 t^h - 82.
/// </summary>
internal static class TowerBasis
{
    /// <summary>(a0 + b0 u) + (a1 + b1 u) v + (a2 + b2 u) v^2, with u = v^3 - 9.</summary>
    public static Fp[] FromFp6(Fp6 value) =>
    [
        value.C0.Real - (9 * value.C0.Imaginary), value.C1.Real - (9 * value.C1.Imaginary), value.C2.Real - (9 * value.C2.Imaginary),
        value.C0.Imaginary, value.C1.Imaginary, value.C2.Imaginary,
    ];

    public static Fp6 ToFp6(Fp[] c) => new(
        new Fp2(c[0] + (9 * c[3]), c[3]), new Fp2(c[1] + (9 * c[4]), c[4]), new Fp2(c[2] + (9 * c[5]), c[5]));

    public static void Reduce(Fp[] c, int power, int h)
    {
        c[power - h] += 18 * c[power];
        c[power - (2 * h)] -= 82 * c[power];
    }
}
