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
    public void The_reference_decoders_columns_never_change() => Assert.Equal(
        "b39511b39699cc4454bfc63feb7c17249d3af665a637d8f3ce5899542481bea4", Digest(DecoderCompiler.CompileForProving(TestDecoders.Reference(new Random(1))).Assignment));

    [Fact]
    public void A_chain_with_filler_and_three_sizes_keeps_its_columns() => Assert.Equal(
        "bcde001b77d32d5824c886aed51791b2c1ea4e0456de91b261b2e627c49aa37a", Digest(CircuitBench.Product.Circuit.Assignment));

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
