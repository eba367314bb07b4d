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

    /// <summary>A change drawn at random: of an element, of two, or of the whole.</summary>
    /// <param name="manifest">The order of elements.</param>
    /// <param name="proof">The proof.</param>
    /// <param name="other">A proof of another statement, some of whose elements may be taken.</param>
    /// <param name="random">Where to draw from.</param>
    public static (string Name, byte[] Proof) Random(TranscriptManifest manifest, byte[] proof, byte[] other, Random random)
    {
        var items = Elements(manifest);
        var (name, offset, length) = items[random.Next(items.Count)];
        byte[] With(byte[] value) => [.. proof[..offset], .. value, .. proof[(offset + length)..]];
        var element = proof.AsSpan(offset, length).ToArray();
        switch (random.Next(8))
        {
            case 0 or 1:
                var changes = (length == TranscriptManifest.PointLength ? OfPoint(element) : OfScalar(element)).ToArray();
                var (change, changed) = changes[random.Next(changes.Length)];
                return ($"{name}: {change}", With(changed));
            case 2:
                var bit = random.Next(8 * length);
                return ($"{name}: bit {bit}", With(Flip(element, bit / 8, bit % 8)));
            case 3:
                random.NextBytes(element);
                return ($"{name}: random bytes", With(element));
            case 4:
                return ($"{name}: of another proof", With(other[offset..(offset + length)]));
            case 5:
                var twins = items.Where(i => i.Length == length).ToArray();
                var twin = twins[random.Next(twins.Length)];
                var swapped = With(proof[twin.Offset..(twin.Offset + length)]);
                element.CopyTo(swapped, twin.Offset);
                return ($"{name} and {twin.Name} swapped", swapped);
            case 6:
                var cut = random.Next(proof.Length);
                return ($"cut to {cut} bytes", proof[..cut]);
            default:
                var more = new byte[random.Next(1, 100)];
                random.NextBytes(more);
                return ($"{more.Length} bytes more", [.. proof, .. more]);
        }
    }

    private static List<(string Name, int Offset, int Length)> Elements(TranscriptManifest manifest)
    {
        var elements = new List<(string, int, int)>();
        var offset = 0;
        foreach (var item in manifest.Rounds.SelectMany(r => r.Items).Where(i => i.Kind != TranscriptItemKind.Digest))
        {
            var length = item.Kind == TranscriptItemKind.Point ? TranscriptManifest.PointLength : TranscriptManifest.ScalarLength;
            elements.Add((item.Name, offset, length));
            offset += length;
        }

        return elements;
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
