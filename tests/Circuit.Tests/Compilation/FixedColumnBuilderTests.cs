using System.Buffers.Binary;
using System.Security.Cryptography;
using ZkStyle.Circuit.Tests.Support;
using ZkStyle.Prover.Constraints;

namespace ZkStyle.Circuit.Tests.Compilation;

/// <summary>
/// Keys and the contracts that were deployed with them are made of these columns: a model that was compiled once has to
/// compile to the same ones for ever.
/// </summary>
public class FixedColumnBuilderTests
{
    [Fact]
    public void The_reference_decoders_columns_never_change() => AssertDigest(
        "f636e7e44cdc57cb4700fb8a4b9e56e6f236c6ac80cdfa50443a91190d84a88c", DecoderCompiler.CompileForProving(TestDecoders.Reference(new Random(1))).Assignment);

    [Fact]
    public void A_chain_with_filler_and_three_sizes_keeps_its_columns() => AssertDigest(
        "5def60fcf39df1ebc9d9874d4cd663ca89553dfbd8f42a8405a854e1c07aad41", CircuitBench.Product.Circuit.Assignment);

    private static void AssertDigest(string expected, FixedAssignment assignment)
    {
        var digest = Digest(assignment);
        Assert.True(digest == expected, $"The columns' digest is {digest}.");
    }

    /// <summary>SHA-256 of all that a key is made of: columns, key parameters and sparse entries.</summary>
    private static string Digest(FixedAssignment assignment)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> bytes = stackalloc byte[32];
        foreach (var value in assignment.Columns.SelectMany(c => c))
        {
            value.WriteBigEndian(bytes);
            hash.AppendData(bytes);
        }

        IEnumerable<long> numbers = assignment.Parameters.Select(p => (long)p)
            .Concat(assignment.SparseEntries.SelectMany(column => column.SelectMany(e => e.Parameters.Select(p => (long)p).Prepend(e.Row))));
        foreach (var number in numbers)
        {
            BinaryPrimitives.WriteInt64BigEndian(bytes, number);
            hash.AppendData(bytes[..8]);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
