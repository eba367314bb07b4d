using System.Text;
using Google.Protobuf;

namespace ZkStyle.Quantize.Onnx;

/// <summary>
/// Reads the fields of one Protocol Buffers message that nobody vouches for. A message inside it is a view of the same
/// bytes, so nothing is copied and nothing is allocated that the file did not bring.
/// </summary>
#pragma warning disable CA1001 // A CodedInputStream over an array holds nothing to dispose of.
internal sealed class ProtobufReader
#pragma warning restore CA1001
{
    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] _buffer;
    private readonly int _end;
    private readonly CodedInputStream _input;
    private WireFormat.WireType _wireType;

    /// <summary>Starts at a file's beginning.</summary>
    /// <param name="buffer">The file.</param>
    public ProtobufReader(byte[] buffer)
        : this(buffer, 0, buffer.Length)
    {
    }

    private ProtobufReader(byte[] buffer, int start, int length)
    {
        _buffer = buffer;
        _end = start + length;
        _input = new CodedInputStream(buffer, start, length);
    }

    /// <summary>Goes to the next field, whose value must then be read or skipped.</summary>
    /// <param name="field">Receives its number.</param>
    /// <returns>False at the message's end.</returns>
    /// <exception cref="InvalidDataException">The bytes are malformed.</exception>
    public bool Next(out int field)
    {
        try
        {
            var tag = _input.ReadTag();
            (field, _wireType) = (WireFormat.GetTagFieldNumber(tag), WireFormat.GetTagWireType(tag));
            return tag != 0;
        }
        catch (InvalidProtocolBufferException)
        {
            throw Malformed();
        }
    }

    /// <summary>Passes over the field.</summary>
    public void Skip()
    {
        try
        {
            _input.SkipLastField();
        }
        catch (InvalidProtocolBufferException)
        {
            throw Malformed();
        }
    }

    /// <summary>Reads an integer.</summary>
    public long Integer()
    {
        Require(WireFormat.WireType.Varint);
        try
        {
            return _input.ReadInt64();
        }
        catch (InvalidProtocolBufferException)
        {
            throw Malformed();
        }
    }

    /// <summary>Reads a float.</summary>
    public float Single()
    {
        Require(WireFormat.WireType.Fixed32);
        try
        {
            return _input.ReadFloat();
        }
        catch (InvalidProtocolBufferException)
        {
            throw Malformed();
        }
    }

    /// <summary>A view of the field's bytes.</summary>
    public ReadOnlyMemory<byte> Bytes()
    {
        var (start, length) = Range();
        return _buffer.AsMemory(start, length);
    }

    /// <summary>Reads text.</summary>
    /// <param name="maxBytes">The most bytes it may have.</param>
    public string Text(int maxBytes = OnnxLimits.NameBytes)
    {
        var (start, length) = Range();
        if (length > maxBytes)
            throw new InvalidDataException($"The ONNX file has a text of {length} bytes at byte {start}; {maxBytes} are the most.");
        try
        {
            return s_strictUtf8.GetString(_buffer, start, length);
        }
        catch (DecoderFallbackException)
        {
            throw new InvalidDataException($"The ONNX file has text at byte {start} that is not UTF-8.");
        }
    }

    /// <summary>A reader of the message that the field is.</summary>
    public ProtobufReader Message()
    {
        var (start, length) = Range();
        return new ProtobufReader(_buffer, start, length);
    }

    /// <summary>Adds integers, one or a packed row of them.</summary>
    /// <param name="values">Receives them.</param>
    /// <param name="most">How many it may hold in the end.</param>
    /// <param name="what">What they are, for the error.</param>
    public void Integers(List<long> values, int most, string what)
    {
        if (_wireType != WireFormat.WireType.LengthDelimited)
        {
            Add(values, Integer(), most, what);
            return;
        }

        var packed = Message();
        try
        {
            while (!packed._input.IsAtEnd)
                Add(values, packed._input.ReadInt64(), most, what);
        }
        catch (InvalidProtocolBufferException)
        {
            throw Malformed();
        }
    }

    /// <summary>Adds floats, one or a packed row of them.</summary>
    /// <param name="values">Receives them.</param>
    /// <param name="most">How many it may hold in the end.</param>
    /// <param name="what">What they are, for the error.</param>
    public void Singles(List<float> values, int most, string what)
    {
        if (_wireType != WireFormat.WireType.LengthDelimited)
        {
            Add(values, Single(), most, what);
            return;
        }

        var packed = Message();
        try
        {
            while (!packed._input.IsAtEnd)
                Add(values, packed._input.ReadFloat(), most, what);
        }
        catch (InvalidProtocolBufferException)
        {
            throw Malformed();
        }
    }

    private static void Add<T>(List<T> values, T value, int most, string what)
    {
        if (values.Count >= most)
            throw new InvalidDataException($"The ONNX file has more than {most} {what}.");
        values.Add(value);
    }

    private (int Start, int Length) Range()
    {
        Require(WireFormat.WireType.LengthDelimited);
        try
        {
            // The length is read beside the stream: what follows is viewed, not copied.
            var position = (int)_input.Position;
            var ahead = new CodedInputStream(_buffer, position, _end - position);
            var length = ahead.ReadLength();
            var start = (int)ahead.Position;
            if (length < 0 || length > _end - start)
                throw Malformed();
            _input.SkipLastField();
            return (start, length);
        }
        catch (InvalidProtocolBufferException)
        {
            throw Malformed();
        }
    }

    private void Require(WireFormat.WireType expected)
    {
        if (_wireType != expected)
            throw Malformed();
    }

    private InvalidDataException Malformed() =>
        new($"This is no ONNX file, or it is cut short or damaged: its structure breaks off near byte {_input.Position}.");
}
