using System.Numerics;
using ZkStyle.Prover.Curves;
using ZkStyle.Prover.Transcripts;

namespace ZkStyle.Solidity.Tests.Verifier;

/// <summary>Every kind of change to every element of a proof, and to its length.</summary>
internal static class ProofMutations
{
    private static readonly byte[] s_generator = G1Affine.Generator.ToBigEndian();

    public static IEnumerable<(string Name, byte[] Proof)> Of(TranscriptManifest manifest, byte[] proof)
    {
        var items = manifest.Rounds.SelectMany(r => r.Items).Where(i => i.Kind != TranscriptItemKind.Digest);
        var offset = 0;
        foreach (var item in items)
        {
            var length = item.Kind == TranscriptItemKind.Point ? TranscriptManifest.PointLength : TranscriptManifest.ScalarLength;
            var element = proof.AsSpan(offset, length).ToArray();
            var changes = item.Kind == TranscriptItemKind.Point ? OfPoint(element) : OfScalar(element);
            foreach (var (change, changed) in changes.Where(c => !c.Value.AsSpan().SequenceEqual(element)))
                yield return ($"{item.Name}: {change}", [.. proof[..offset], .. changed, .. proof[(offset + length)..]]);
            offset += length;
        }

        yield return ("empty", []);
        yield return ("one byte short", proof[..^1]);
        yield return ("one word short", proof[..^32]);
        yield return ("one byte long", [.. proof, 0]);
        yield return ("one word long", [.. proof, .. new byte[32]]);
        yield return ("first two points swapped", [.. proof[64..128], .. proof[..64], .. proof[128..]]);
        yield return ("all zero", new byte[proof.Length]);
    }

    private static IEnumerable<(string Name, byte[] Value)> OfPoint(byte[] point)
    {
        yield return ("last bit of x", Flip(point, 31, 0));
        yield return ("first bit of x", Flip(point, 0, 7));
        yield return ("last bit of y", Flip(point, 63, 0));
        yield return ("a bit of y", Flip(point, 40, 4));
        yield return ("infinity", new byte[64]);
        yield return ("generator", s_generator);
        yield return ("all bits set", [.. Enumerable.Repeat((byte)0xff, 64)]);
        yield return ("x plus q", [.. Plus(point.AsSpan(0, 32), Fp.Modulus), .. point[32..]]);
        yield return ("y plus q", [.. point[..32], .. Plus(point.AsSpan(32), Fp.Modulus)]);
        if (G1Affine.TryReadBigEndian(point, out var value))
            yield return ("negated", (-value).ToBigEndian());
    }

    private static IEnumerable<(string Name, byte[] Value)> OfScalar(byte[] scalar)
    {
        yield return ("last bit", Flip(scalar, 31, 0));
        yield return ("a bit in the middle", Flip(scalar, 16, 3));
        yield return ("first bit", Flip(scalar, 0, 7));
        yield return ("zero", new byte[32]);
        yield return ("p", Plus(new byte[32], Fr.Modulus));
        yield return ("plus p", Plus(scalar, Fr.Modulus));
        yield return ("all bits set", [.. Enumerable.Repeat((byte)0xff, 32)]);
    }

    /// <summary>A copy with one bit changed.</summary>
    public static byte[] Flip(byte[] bytes, int position, int bit)
    {
        var changed = (byte[])bytes.Clone();
        changed[position] ^= (byte)(1 << bit);
        return changed;
    }

    /// <summary>A word plus an integer, which must still fit a word.</summary>
    public static byte[] Plus(ReadOnlySpan<byte> word, BigInteger value)
    {
        var bytes = (new BigInteger(word, isUnsigned: true, isBigEndian: true) + value).ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[32 - bytes.Length], .. bytes];
    }
}
