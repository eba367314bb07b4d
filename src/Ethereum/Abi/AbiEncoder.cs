using System.Buffers.Binary;
using System.Collections;
using System.Numerics;
using System.Text;
using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Abi;

/// <summary>
/// Encodes values for a contract call. Integers of any built-in type and <see cref="BigInteger"/> go into
/// integers; arrays of bytes, <see cref="ReadOnlyMemory{T}"/> of bytes and <see cref="Bytes32"/> into bytes;
/// any sequence into arrays and tuples.
/// </summary>
/// <remarks>Source: Solidity documentation, "Contract ABI specification", "Formal specification of the encoding".</remarks>
public static class AbiEncoder
{
    private const int WordLength = Uint256.Length;

    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Encodes values as the members of one tuple: the layout of arguments and of results.</summary>
    /// <param name="parameters">The places to fill.</param>
    /// <param name="values">One value a place.</param>
    /// <returns>The encoding, a multiple of 32 bytes.</returns>
    /// <exception cref="ArgumentException">A value does not fit its type; the message names the place.</exception>
    public static byte[] Encode(IReadOnlyList<AbiParameter> parameters, IReadOnlyList<object> values) => Encode(parameters, values, []);

    /// <summary>As <see cref="Encode(IReadOnlyList{AbiParameter}, IReadOnlyList{object})"/>, for places without names.</summary>
    /// <param name="types">The types.</param>
    /// <param name="values">One value a type.</param>
    /// <returns>The encoding.</returns>
    /// <exception cref="ArgumentException">A value does not fit its type; the message names the place.</exception>
    public static byte[] Encode(IReadOnlyList<AbiType> types, IReadOnlyList<object> values)
    {
        ArgumentNullException.ThrowIfNull(types);
        return Encode([.. types.Select(t => new AbiParameter("", t))], values);
    }

    /// <summary>Encodes values behind a prefix: a selector, or a contract's init code.</summary>
    internal static byte[] Encode(IReadOnlyList<AbiParameter> parameters, IReadOnlyList<object> values, ReadOnlySpan<byte> prefix)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count != parameters.Count)
            throw new ArgumentException($"{AbiParameter.Signature(parameters)} takes {parameters.Count} values, got {values.Count}.", nameof(values));
        var output = new Output(prefix);
        var start = output.Reserve(parameters.Sum(p => (long)p.Type.HeadLength));
        output.WriteAll(start, [.. parameters.Select((p, i) => (p.Type, p.Label(i)))], values);
        return output.ToArray();
    }

    /// <summary>The single word of a value of an elementary static type, as it stands in a topic.</summary>
    internal static Bytes32 EncodeWord(AbiParameter parameter, object value)
    {
        Span<byte> word = stackalloc byte[WordLength];
        WriteWord(word, parameter.Type, value, parameter.Name);
        return new Bytes32(word);
    }

    private static void WriteWord(Span<byte> word, AbiType type, object value, string path)
    {
        word.Clear();
        switch (type.Kind)
        {
            case AbiKind.UnsignedInteger:
                var unsigned = RequireInteger(value, type, path);
                if (!Uint256.Fits(unsigned, type.Size))
                    throw Misfit(path, type, $"the value is outside 0..2^{type.Size}-1");
                Uint256.Write(unsigned, word);
                break;
            case AbiKind.SignedInteger:
                var signed = RequireInteger(value, type, path);
                // GetBitLength leaves the sign out: -2^(n-1) and 2^(n-1)-1 both have n-1 bits.
                if (signed.GetBitLength() > type.Size - 1)
                    throw Misfit(path, type, $"the value is outside -2^{type.Size - 1}..2^{type.Size - 1}-1");
                Uint256.Write(signed.Sign < 0 ? signed + Uint256.MaxValue + 1 : signed, word);
                break;
            case AbiKind.Address:
                (value is Address address ? address : throw WrongType(path, type, value)).CopyTo(word[(WordLength - Address.Length)..]);
                break;
            case AbiKind.Boolean:
                word[^1] = value is bool flag ? (byte)(flag ? 1 : 0) : throw WrongType(path, type, value);
                break;
            case AbiKind.FixedBytes:
                var bytes = RequireBytes(value, type, path).Span;
                if (bytes.Length != type.Size)
                    throw Misfit(path, type, $"the value has {bytes.Length} bytes");
                bytes.CopyTo(word);
                break;
            default:
                throw Misfit(path, type, "the type is not a single word");
        }
    }

    private static BigInteger RequireInteger(object value, AbiType type, string path) => value switch
    {
        BigInteger v => v,
        int v => v,
        uint v => v,
        long v => v,
        ulong v => v,
        byte v => v,
        sbyte v => v,
        short v => v,
        ushort v => v,
        Int128 v => v,
        UInt128 v => v,
        _ => throw WrongType(path, type, value),
    };

    private static ReadOnlyMemory<byte> RequireBytes(object value, AbiType type, string path) => value switch
    {
        byte[] v => v,
        ReadOnlyMemory<byte> v => v,
        Memory<byte> v => v,
        Bytes32 v => v.ToArray(),
        _ => throw WrongType(path, type, value),
    };

    private static ArgumentException WrongType(string path, AbiType type, object? value) =>
        Misfit(path, type, value is null ? "the value is null" : $"a {value.GetType().Name} is no such value");

    private static ArgumentException Misfit(string path, AbiType type, string problem) =>
        new($"{path} ({Excerpt.Of(type.CanonicalName, 60)}): {problem}.");

    /// <summary>The growing encoding. Heads are reserved before tails are appended, then filled in.</summary>
    private sealed class Output
    {
        private byte[] _bytes;
        private int _length;

        public Output(ReadOnlySpan<byte> prefix)
        {
            _bytes = new byte[prefix.Length + 8 * WordLength];
            prefix.CopyTo(_bytes);
            _length = prefix.Length;
        }

        public byte[] ToArray() => _bytes.AsSpan(0, _length).ToArray();

        /// <summary>Appends zero bytes and gives their position.</summary>
        public int Reserve(long count)
        {
            var position = _length;
            var needed = _length + count;
            if (needed > Array.MaxLength)
                throw new ArgumentException("The ABI encoding would exceed 2 GiB.");
            if (needed > _bytes.Length)
                Array.Resize(ref _bytes, (int)Math.Min(Math.Max(needed, 2L * _bytes.Length), Array.MaxLength));
            _length = (int)needed;
            return position;
        }

        /// <summary>Writes places whose heads stand side by side from <paramref name="start"/>, to which their offsets relate.</summary>
        public void WriteAll(int start, (AbiType Type, string Path)[] places, IReadOnlyList<object> values)
        {
            var head = start;
            for (var i = 0; i < places.Length; i++)
            {
                var (type, path) = places[i];
                if (type.IsDynamic)
                {
                    WriteLength(head, _length - start);
                    WriteTail(type, values[i], path);
                }
                else
                {
                    WriteInPlace(head, type, values[i], path);
                }

                head += type.HeadLength;
            }
        }

        private void WriteInPlace(int position, AbiType type, object value, string path)
        {
            if (type.Kind is AbiKind.FixedArray or AbiKind.Tuple)
                WriteAll(position, Places(type, path, out var values, value), values);
            else
                WriteWord(_bytes.AsSpan(position, WordLength), type, value, path);
        }

        private void WriteTail(AbiType type, object value, string path)
        {
            switch (type.Kind)
            {
                case AbiKind.Bytes:
                    WriteBytes(RequireBytes(value, type, path).Span);
                    break;
                case AbiKind.String:
                    WriteBytes(EncodeText(value as string ?? throw WrongType(path, type, value), type, path));
                    break;
                default:
                    var places = Places(type, path, out var values, value);
                    if (type.Kind == AbiKind.DynamicArray)
                        WriteLength(Reserve(WordLength), values.Count);
                    var start = Reserve(places.Sum(p => (long)p.Type.HeadLength));
                    WriteAll(start, places, values);
                    break;
            }
        }

        private static (AbiType Type, string Path)[] Places(AbiType type, string path, out IReadOnlyList<object> values, object value)
        {
            if (value is string or not IEnumerable)
                throw WrongType(path, type, value);
            var list = ((IEnumerable)value).Cast<object>().ToArray();
            values = list;
            if (type.Kind != AbiKind.DynamicArray && list.Length != type.Size)
                throw Misfit(path, type, $"expected {type.Size} values, got {list.Length}");
            return type.Kind == AbiKind.Tuple
                ? [.. type.Components.Select((c, i) => (c.Type, $"{path}.{c.Label(i)}"))]
                : [.. Enumerable.Range(0, list.Length).Select(i => (type.Element!, $"{path}[{i}]"))];
        }

        private void WriteBytes(ReadOnlySpan<byte> bytes)
        {
            WriteLength(Reserve(WordLength), bytes.Length);
            var position = Reserve(((long)bytes.Length + WordLength - 1) / WordLength * WordLength);
            bytes.CopyTo(_bytes.AsSpan(position));
        }

        private void WriteLength(int position, int value) =>
            BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(position + WordLength - 4), value);

        private static byte[] EncodeText(string text, AbiType type, string path)
        {
            try
            {
                return s_strictUtf8.GetBytes(text);
            }
            catch (EncoderFallbackException)
            {
                throw Misfit(path, type, "the text has an unpaired surrogate, which UTF-8 cannot carry");
            }
        }
    }
}
