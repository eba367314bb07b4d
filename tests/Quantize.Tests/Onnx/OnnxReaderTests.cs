using Google.Protobuf;
using ZkStyle.Quantize.Onnx;

namespace ZkStyle.Quantize.Tests.Onnx;

public sealed class OnnxReaderTests
{
    private const int Varint = 0;
    private const int Delimited = 2;

    [Fact]
    public void What_is_written_is_read()
    {
        var model = RandomGraph.Make(new Random(5)) with { Metadata = new Dictionary<string, string> { ["a"] = "b", ["c"] = "d e" } };
        var copy = RandomGraph.ThroughFile(model);
        Assert.Equal((model.Opset, model.Producer, model.GraphName), (copy.Opset, copy.Producer, copy.GraphName));
        Assert.Equal(model.Metadata, copy.Metadata);
        Assert.Equal(model.Inputs.Concat(model.Outputs).Select(Text), copy.Inputs.Concat(copy.Outputs).Select(Text));
        Assert.Equal(model.Nodes.Select(Text), copy.Nodes.Select(Text));
        Assert.Equal(model.Tensors.Keys, copy.Tensors.Keys);
        foreach (var (name, tensor) in model.Tensors)
        {
            Assert.Equal((tensor.Type, Text(tensor.Shape)), (copy.Tensors[name].Type, Text(copy.Tensors[name].Shape)));
            Assert.Equal(tensor.Data.ToArray(), copy.Tensors[name].Data.ToArray());
        }
    }

    [Fact]
    public void All_forms_of_tensor_data_are_read()
    {
        static double[] Numbers(params (int, int, object)[] fields) => ReadTensor(fields) is var t ? [.. Enumerable.Range(0, t.Count).Select(t.Number)] : [];
        byte[] floats = [.. BitConverter.GetBytes(1.5f), .. BitConverter.GetBytes(-2f)];
        Assert.Equal([1.5, -2], Numbers((1, Varint, 2L), (2, Varint, 1L), (4, Delimited, floats)));
        Assert.Equal([1.5, -2], Numbers((1, Varint, 2L), (2, Varint, 1L), (9, Delimited, floats)));
        Assert.Equal([1.5, -2], Numbers((1, Varint, 2L), (2, Varint, 1L), (4, 5, floats[..4]), (4, 5, floats[4..])));
        Assert.Equal([-3, 4], Numbers((1, Delimited, new byte[] { 2 }), (2, Varint, 3L), (5, Varint, -3L), (5, Varint, 4L)));
        Assert.Equal([3, 200], Numbers((1, Varint, 2L), (2, Varint, 2L), (5, Delimited, new byte[] { 3, 200, 1 })));
        Assert.Equal([7], Numbers((2, Varint, 7L), (7, Varint, 7L)));
        Assert.Equal([1], Numbers((2, Varint, 10L), (5, Varint, 0x3C00L)));
        Assert.Equal([0.1], Numbers((2, Varint, 11L), (9, Delimited, BitConverter.GetBytes(0.1))));
        Assert.Equal([], Numbers((1, Varint, 0L), (2, Varint, 1L)));
    }

    [Theory]
    [InlineData("keeps its data in another file", 14, 1L)]
    [InlineData("element type 8", 2, 8L)]
    [InlineData("side of -1", 1, -1L)]
    [InlineData("more than 4194304 elements", 1, 4194305L)]
    [InlineData("more than 4194304 elements", 1, 2147483647L)]
    [InlineData("bytes of data, its shape", 1, 3L)]
    [InlineData("twice", 5, 3L)]
    public void Damaged_tensors_are_refused_by_name(string message, int field, long value)
    {
        var error = Assert.Throws<InvalidDataException>(() => ReadTensor((1, Varint, 1L), (2, Varint, 1L), (8, Delimited, "w"u8.ToArray()), (9, Delimited, new byte[4]), (field, Varint, value)));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains("'w'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void External_data_is_refused_even_without_a_location()
    {
        var entry = Message((1, Delimited, "location"u8.ToArray()), (2, Delimited, "/etc/passwd"u8.ToArray()));
        var error = Assert.Throws<InvalidDataException>(() => ReadTensor((2, Varint, 1L), (8, Delimited, "w"u8.ToArray()), (13, Delimited, entry)));
        Assert.Equal("tensor 'w' keeps its data in another file; save the model with its weights inside.", error.Message);
    }

    [Fact]
    public void Files_beyond_the_limits_are_refused()
    {
        byte[] nodes = [.. Enumerable.Repeat(Message((1, Delimited, Array.Empty<byte>())), OnnxLimits.Nodes + 1).SelectMany(x => x)];
        Refuses("more than 2048 nodes", Model((7, Delimited, nodes)));
        var name = Message((2, Delimited, new byte[OnnxLimits.NameBytes + 1]));
        Refuses("a text of 1025 bytes", Model((7, Delimited, name)));
        Refuses("not UTF-8", Model((7, Delimited, Message((2, Delimited, new byte[] { 0xFF })))));
        Refuses("operator set 12", Message((7, Delimited, Array.Empty<byte>()), (8, Delimited, Message((2, Varint, 12L)))));
        Refuses("operator set 99", Message((7, Delimited, Array.Empty<byte>()), (8, Delimited, Message((2, Varint, 99L)))));
        Refuses("operator set (none named)", Message((7, Delimited, Array.Empty<byte>())));
        Refuses("no graph", Model());
        Refuses("two graphs", Model((7, Delimited, Array.Empty<byte>()), (7, Delimited, Array.Empty<byte>())));
        Refuses("functions", Model((25, Delimited, Array.Empty<byte>())));
        Refuses("sparse", Model((7, Delimited, Message((15, Delimited, Array.Empty<byte>())))));
        Refuses("breaks off", [0x3A, 0x7F]);
        Refuses("breaks off", [0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F]);
        Refuses("breaks off", [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]);
        Refuses("no graph", []);

        // A field that nobody knows, of groups in groups without end.
        Refuses("breaks off", [.. Enumerable.Repeat((byte)0x3B, 100_000)]);
        var error = Assert.Throws<InvalidDataException>(() => OnnxReader.Read(new EndlessStream()));
        Assert.Equal("The ONNX file is longer than the 33554432 bytes accepted.", error.Message);
    }

    private static OnnxTensor ReadTensor(params (int, int, object)[] fields) =>
        OnnxReader.Read(new MemoryStream(Model((7, Delimited, Message((5, Delimited, Message(fields))))))).Tensors.Values.Single();

    private static void Refuses(string message, byte[] file)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<InvalidDataException>(() => OnnxReader.Read(new MemoryStream(file)));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    private static byte[] Model(params (int, int, object)[] fields) => Message([.. fields, (8, Delimited, Message((2, Varint, 13L)))]);

    private static byte[] Message(params (int Field, int Wire, object Value)[] fields)
    {
        using var stream = new MemoryStream();
        var output = new CodedOutputStream(stream, leaveOpen: true);
        foreach (var (field, wire, value) in fields)
        {
            output.WriteTag(field, (WireFormat.WireType)wire);
            if (value is long number)
                output.WriteInt64(number);
            else if (wire == Delimited)
                output.WriteBytes(ByteString.CopyFrom((byte[])value));
            else
                output.WriteFloat(BitConverter.ToSingle((byte[])value));
        }

        output.Flush();
        return stream.ToArray();
    }

    private static string Text(OnnxValueInfo value) => $"{value.Name} {value.ElementType} {string.Join('x', value.Shape!)}";

    private static string Text(IReadOnlyList<long> shape) => string.Join('x', shape);

    private static string Text(OnnxNode node) =>
        $"{node.Name} {node.Operator} {string.Join(',', node.Inputs)} {string.Join(',', node.Outputs)} " +
        string.Join(' ', node.Attributes.Values.OrderBy(a => a.Name, StringComparer.Ordinal).Select(a => $"{a.Name} {a.Integer} {a.Single} {a.Text} {string.Join('.', a.Integers ?? [])}"));

    private sealed class EndlessStream : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            buffer.AsSpan(offset, count).Clear();
            return count;
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
