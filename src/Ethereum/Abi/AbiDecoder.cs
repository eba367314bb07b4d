using System.Numerics;
using System.Text;
using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Abi;

/// <summary>
/// Decodes what a contract returned, was called with, or logged. The data may come from anyone: every
/// offset and length is checked, unused bits must be as the encoding prescribes, and the work and memory
/// are proportional to the data's length even when offsets point many arrays at the same bytes.
/// </summary>
/// <remarks>
/// As Solidity's own decoder does, it accepts unordered tails, bytes after the last tail, and any filling
/// after <c>bytes</c> and <c>string</c>.
/// </remarks>
public static class AbiDecoder
{
    private const int WordLength = Uint256.Length;

    // Reading is charged for by the byte. An honest encoder uses each byte once, or shares a tail among a few
    // equal values; more than four times the data is an attack.
    private const int MaxReuse = 4;

    // Values of no size (empty arrays and structs) are charged a word though they take none; a few must pass.
    private const int Allowance = 32 * WordLength;

    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes values laid out as the members of one tuple.</summary>
    /// <param name="parameters">The places.</param>
    /// <param name="data">The encoding.</param>
    /// <returns>One value a place, of the type that <see cref="AbiKind"/> states.</returns>
    /// <exception cref="FormatException">The data are not an encoding of such values; the message names the place.</exception>
    public static object[] Decode(IReadOnlyList<AbiParameter> parameters, ReadOnlySpan<byte> data)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var input = new Input(data);
        return input.ReadTuple(parameters, 0);
    }

    /// <summary>As <see cref="Decode(IReadOnlyList{AbiParameter}, ReadOnlySpan{byte})"/>, for places without names.</summary>
    /// <param name="types">The types.</param>
    /// <param name="data">The encoding.</param>
    /// <returns>One value a type.</returns>
    /// <exception cref="FormatException">The data are not an encoding of such values; the message names the place.</exception>
    public static object[] Decode(IReadOnlyList<AbiType> types, ReadOnlySpan<byte> data)
    {
        ArgumentNullException.ThrowIfNull(types);
        return Decode([.. types.Select(t => new AbiParameter("", t))], data);
    }

    private ref struct Input
    {
        private readonly ReadOnlySpan<byte> _data;
        private readonly Stack<(string? Name, int Index)> _path = new();
        private long _budget;

        public Input(ReadOnlySpan<byte> data)
        {
            _data = data;
            _budget = MaxReuse * (long)data.Length + Allowance;
        }

        public object[] ReadTuple(IReadOnlyList<AbiParameter> components, long start)
        {
            var values = new object[components.Count];
            var head = start;
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = ReadAt(components[i].Type, start, head, components[i].Label(i), i);
                head += components[i].Type.HeadLength;
            }

            return values;
        }

        private object[] ReadElements(AbiType element, long count, long start)
        {
            // Checked before the array is made, so that a length cannot ask for more than the data justify.
            if (element.HeadLength == 0 ? count * WordLength > _budget : start + count * element.HeadLength > _data.Length)
                throw Fail($"{count} elements exceed the data");
            var values = new object[count];
            for (var i = 0; i < values.Length; i++)
                values[i] = ReadAt(element, start, start + (long)i * element.HeadLength, null, i);
            return values;
        }

        /// <summary>Reads the value whose head is at <paramref name="head"/>; offsets relate to <paramref name="start"/>.</summary>
        private object ReadAt(AbiType type, long start, long head, string? name, int index)
        {
            _path.Push((name, index));
            if (type.HeadLength == 0)
                Charge(WordLength);
            var value = type.IsDynamic ? ReadDynamic(type, start + ReadLength(head, "offset")) : ReadStatic(type, head);
            _path.Pop();
            return value;
        }

        private object ReadDynamic(AbiType type, long position)
        {
            switch (type.Kind)
            {
                case AbiKind.Bytes:
                    return ReadBytes(position).ToArray();
                case AbiKind.String:
                    return ReadText(position);
                case AbiKind.DynamicArray:
                    var count = ReadLength(position, "length");
                    return ReadElements(type.Element!, count, position + WordLength);
                case AbiKind.FixedArray:
                    return ReadElements(type.Element!, type.Size, position);
                default:
                    return ReadTuple(type.Components, position);
            }
        }

        private object ReadStatic(AbiType type, long position)
        {
            if (type.Kind == AbiKind.FixedArray)
                return ReadElements(type.Element!, type.Size, position);
            if (type.Kind == AbiKind.Tuple)
                return ReadTuple(type.Components, position);

            var word = ReadWord(position);
            switch (type.Kind)
            {
                case AbiKind.UnsignedInteger:
                    var unsigned = Uint256.Read(word);
                    return Uint256.Fits(unsigned, type.Size) ? unsigned : throw Fail($"the value exceeds {type}");
                case AbiKind.SignedInteger:
                    var signed = new BigInteger(word, isUnsigned: false, isBigEndian: true);
                    return signed.GetBitLength() <= type.Size - 1 ? signed : throw Fail($"the value exceeds {type}");
                case AbiKind.Address:
                    var addressStart = WordLength - Address.Length;
                    return !word[..addressStart].ContainsAnyExcept((byte)0)
                        ? new Address(word[addressStart..])
                        : throw Fail("an address has more than 20 bytes");
                case AbiKind.Boolean:
                    return !word[..^1].ContainsAnyExcept((byte)0) && word[^1] <= 1 ? word[^1] == 1 : throw Fail("a bool is neither 0 nor 1");
                default:
                    return !word[type.Size..].ContainsAnyExcept((byte)0) ? word[..type.Size].ToArray() : throw Fail($"a {type} has more than {type.Size} bytes");
            }
        }

        private string ReadText(long position)
        {
            var bytes = ReadBytes(position);
            try
            {
                return s_strictUtf8.GetString(bytes);
            }
            catch (DecoderFallbackException)
            {
                throw Fail("a string is not UTF-8");
            }
        }

        private ReadOnlySpan<byte> ReadBytes(long position)
        {
            var length = ReadLength(position, "length");
            var start = position + WordLength;
            if (length > _data.Length - start)
                throw Fail($"{length} bytes exceed the data");
            Charge(length);
            return _data.Slice((int)start, (int)length);
        }

        /// <summary>An offset or length; no honest one exceeds the data.</summary>
        private long ReadLength(long position, string what)
        {
            var word = ReadWord(position);
            var value = Uint256.Read(word);
            return value <= _data.Length ? (long)value : throw Fail($"its {what} exceeds the data");
        }

        private ReadOnlySpan<byte> ReadWord(long position)
        {
            Charge(WordLength);
            if (position > _data.Length - WordLength)
                throw Fail($"the data end after {_data.Length} bytes");
            return _data.Slice((int)position, WordLength);
        }

        private void Charge(long bytes)
        {
            if (bytes > _budget)
                throw Fail("it reads the data over and over");
            _budget -= bytes;
        }

        private readonly FormatException Fail(string problem)
        {
            var place = string.Concat(_path.Reverse().Select(step => step.Name is null ? $"[{step.Index}]" : "." + step.Name));
            return new($"ABI data: {Excerpt.Of(place.TrimStart('.'))}: {problem}.");
        }
    }
}
