using System.Buffers.Binary;
using System.Text;
using ZkStyle.Quantize.Files;

namespace ZkStyle.Quantize.Tests.Files;

public class SafetensorsFileTests
{
    [Fact]
    public void Every_type_survives_a_round_trip()
    {
        var file = new SafetensorsFile(
            new Dictionary<string, string> { ["note"] = "a \"quoted\" line" },
            new Dictionary<string, SafetensorsTensor>
            {
                ["f"] = SafetensorsTensor.Of([1.5f, -2f, float.MaxValue], 3),
                ["b"] = SafetensorsTensor.Of((ReadOnlySpan<byte>)[1, 2, 3, 255], 2, 2),
                ["s"] = SafetensorsTensor.Of((ReadOnlySpan<sbyte>)[-127, 127], 2),
                ["i"] = SafetensorsTensor.Of((ReadOnlySpan<int>)[int.MinValue, 7], 1, 2),
                ["l"] = SafetensorsTensor.Of((ReadOnlySpan<long>)[long.MinValue], 1),
                ["empty"] = SafetensorsTensor.Of((ReadOnlySpan<byte>)[], 0, 5),
            });
        using var stream = new MemoryStream();
        file.Write(stream);
        stream.Position = 0;
        var copy = SafetensorsFile.Read(stream, 1 << 20);
        Assert.Equal("a \"quoted\" line", copy.Metadata["note"]);
        Assert.Equal([1.5f, -2f, float.MaxValue], copy.Tensor("f").ToSingles("f", 3));
        Assert.Equal([1, 2, 3, 255], copy.Tensor("b").ToBytes("b", 2, 2));
        Assert.Equal([-127, 127], copy.Tensor("s").ToSBytes("s", 2));
        Assert.Equal([int.MinValue, 7], copy.Tensor("i").ToInt32s("i", 1, 2));
        Assert.Equal([long.MinValue], copy.Tensor("l").ToInt64s("l", 1));
        Assert.Empty(copy.Tensor("empty").ToBytes("empty", 0, 5));
    }

    [Fact]
    public void The_layout_is_the_published_one()
    {
        // Spelled out by hand from the format's definition, not by our writer.
        var header = "{\"x\":{\"dtype\":\"I8\",\"shape\":[3],\"data_offsets\":[0,3]}}"u8.ToArray();
        byte[] bytes = [(byte)header.Length, 0, 0, 0, 0, 0, 0, 0, .. header, 1, 2, 253];
        Assert.Equal([1, 2, -3], SafetensorsFile.Read(new MemoryStream(bytes), 100).Tensor("x").ToSBytes("x", 3));
    }

    [Theory]
    [InlineData("{}", "", null)]
    [InlineData("[]", "", "object")]
    [InlineData("{ ", "", "JSON")]
    [InlineData("{\"x\":{\"dtype\":\"I8\",\"shape\":[2],\"data_offsets\":[0,2]}}", "1", "ends inside")]
    [InlineData("{\"x\":{\"dtype\":\"I8\",\"shape\":[1],\"data_offsets\":[0,1]}}", "12", "goes on")]
    [InlineData("{\"x\":{\"dtype\":\"I8\",\"shape\":[1],\"data_offsets\":[1,2]}}", "12", "starts at byte 1")]
    [InlineData("{\"x\":{\"dtype\":\"I8\",\"shape\":[2],\"data_offsets\":[0,1]}}", "1", "span 1")]
    [InlineData("{\"x\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}}", "12345678", "dtype")]
    [InlineData("{\"x\":{\"dtype\":\"I8\",\"shape\":[-1],\"data_offsets\":[0,1]}}", "1", "integers")]
    [InlineData("{\"x\":{\"dtype\":\"I64\",\"shape\":[2147483647,2147483647],\"data_offsets\":[0,1]}}", "1", "more than")]
    [InlineData("{\"x\":{\"dtype\":\"I8\",\"shape\":[2147483647],\"data_offsets\":[0,2147483647]}}", "1", "claims more")]
    [InlineData("{\"x\":{\"dtype\":\"I8\",\"shape\":[1],\"data_offsets\":[0,1]},\"y\":{\"dtype\":\"I8\",\"shape\":[1],\"data_offsets\":[0,1]}}", "1", "overlap")]
    [InlineData("{\"x\":{\"dtype\":\"I8\",\"shape\":[1],\"data_offsets\":[0,1]},\"x\":{\"dtype\":\"I8\",\"shape\":[1],\"data_offsets\":[1,2]}}", "12", "JSON")]
    [InlineData("{\"x\":{\"shape\":[1],\"data_offsets\":[0,1]}}", "1", "dtype")]
    [InlineData("{\"__metadata__\":{\"a\":1}}", "", "text")]
    [InlineData("{\"__metadata__\":3}", "", "__metadata__")]
    [InlineData("{\"\\ud800\":3}", "", "Unicode")]
    public void Malformed_files_are_refused_by_name(string header, string data, string? named)
    {
        var bytes = new byte[8 + header.Length + data.Length];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, header.Length);
        Encoding.ASCII.GetBytes(header + data).CopyTo(bytes, 8);
        if (named is null)
        {
            Assert.Empty(SafetensorsFile.Read(new MemoryStream(bytes), 100).Tensors);
            return;
        }

        var error = Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(new MemoryStream(bytes), 1 << 30));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_header_length_is_not_believed()
    {
        foreach (var length in new[] { 0L, 1L, 1L << 40, -1L })
        {
            var bytes = new byte[20];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, length);
            Assert.Contains("not a safetensors file", Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(new MemoryStream(bytes), 100)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Numbers_that_are_not_finite_and_wrong_types_are_refused()
    {
        var tensor = SafetensorsTensor.Of([1f, float.NaN], 2);
        Assert.Contains("element 1", Assert.Throws<InvalidDataException>(() => tensor.ToSingles("t", 2)).Message, StringComparison.Ordinal);
        Assert.Contains("I8 expected", Assert.Throws<InvalidDataException>(() => tensor.ToSBytes("t", 2)).Message, StringComparison.Ordinal);
        Assert.Contains("3 expected", Assert.Throws<InvalidDataException>(() => tensor.ToSingles("t", 3)).Message, StringComparison.Ordinal);
    }
}
