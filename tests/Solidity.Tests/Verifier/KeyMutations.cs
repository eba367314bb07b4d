using System.Numerics;
using ZkStyle.Prover.Curves;
using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Plonk;

namespace ZkStyle.Solidity.Tests.Verifier;

/// <summary>Changes to every word of a key.</summary>
internal static class KeyMutations
{
    private const int WordLength = 32;

    /// <summary>Where [tau]_2 begins.</summary>
    public static int TauOffset(VerifyingKey key) => WordLength * (
        7 + VerifyingKey.Rotations(key.System).Count + key.System.Parameters.Count + key.System.PublicInputs.Count);

    public static IEnumerable<(string Name, byte[] Key)> Of(byte[] bytes, VerifyingKey key)
    {
        for (var i = 0; i < bytes.Length / WordLength; i++)
        {
            var word = bytes.AsSpan(i * WordLength, WordLength).ToArray();
            (string Name, byte[] Value)[] changes =
            [
                ("last bit", ProofMutations.Flip(word, 31, 0)),
                ("first bit", ProofMutations.Flip(word, 0, 7)),
                ("bit 40", ProofMutations.Flip(word, 26, 0)),
                ("zero", new byte[WordLength]),
                ("all bits set", [.. Enumerable.Repeat((byte)0xff, WordLength)]),
            ];
            foreach (var (name, value) in changes.Where(c => !c.Value.AsSpan().SequenceEqual(word)))
                yield return ($"word {i}: {name}", [.. bytes[..(i * WordLength)], .. value, .. bytes[((i + 1) * WordLength)..]]);
        }

        foreach (var length in (int[])[0, WordLength, 64, TauOffset(key), bytes.Length - 64, bytes.Length - WordLength])
            yield return ($"cut to {length} bytes", bytes[..length]);
        yield return ("a word more", [.. bytes, .. new byte[WordLength]]);
        yield return ("a byte more", [.. bytes, 0]);

        // Other points for the first commitment: infinity and the generator are points, half an infinity is none.
        var at = TauOffset(key) + (4 * WordLength);
        foreach (var point in (byte[][])[new byte[64], G1Affine.Generator.ToBigEndian(), [.. new byte[63], 1]])
            yield return ("another commitment", [.. bytes[..at], .. point, .. bytes[(at + 64)..]]);
        foreach (var tau in (byte[][])[new byte[128], TwistPointOutsideG2(), G2Affine.Generator.ToBigEndian(), (-G2Affine.Generator).ToBigEndian()])
            yield return ("another tau", [.. bytes[..(at - 128)], .. tau, .. bytes[at..]]);

        // The last sparse column's entries: the first one twice, and both in the other order.
        var entries = key.SparseEntries[^1];
        var length2 = WordLength * (2 + entries[0].Parameters.Count);
        var start = bytes.Length - (entries.Count * length2);
        byte[] first = bytes[start..(start + length2)];
        yield return ("an entry twice", [.. bytes[..start], .. first, .. first, .. bytes[(start + (2 * length2))..]]);
        yield return ("entries in another order", [.. bytes[..start], .. bytes[(start + length2)..(start + (2 * length2))], .. first, .. bytes[(start + (2 * length2))..]]);
    }

    /// <summary>A point on the curve y^2 = x^3 + 3/(9 + i) whose order is not r.</summary>
    public static byte[] TwistPointOutsideG2()
    {
        var b = new Fp2(3, 0) * new Fp2(9, 1).Inverse();
        for (var x = 1; ; x++)
        {
            var candidate = new Fp2(x, 0);
            var square = (candidate.Square() * candidate) + b;
            if (SquareRoot(square) is not { } y)
                continue;
            var point = new G2Affine(candidate, y);
            Assert.True(point.IsOnCurve);
            if (!point.IsInSubgroup)
                return point.ToBigEndian();
        }
    }

    /// <summary>A root of a + b i with i^2 = -1 by the complex method: (x + y i)^2 has x^2 = (a + sqrt(a^2 + b^2)) / 2.</summary>
    private static Fp2? SquareRoot(Fp2 value)
    {
        if (SquareRoot(value.Real.Square() + value.Imaginary.Square()) is not { } norm)
            return null;
        foreach (var sign in (Fp[])[norm, -norm])
        {
            if (SquareRoot((value.Real + sign) * ((Fp)2).Inverse()) is { IsZero: false } x)
            {
                var root = new Fp2(x, value.Imaginary * (x + x).Inverse());
                if (root.Square() == value)
                    return root;
            }
        }

        return null;
    }

    /// <summary>q is 3 mod 4.</summary>
    private static Fp? SquareRoot(Fp value)
    {
        var root = value.Pow((Fp.Modulus + BigInteger.One) >> 2);
        return root.Square() == value ? root : null;
    }
}
