using System.Globalization;
using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Abi;

/// <summary>
/// Reads types and declarations in Solidity's own notation, for instance
/// <c>function ownerOf(uint256 tokenId) view returns (address)</c>. Whitespace separates words; data
/// locations and visibility are skipped.
/// </summary>
internal ref struct AbiSignatureReader
{
    private const int MaxLength = 1 << 16;

    private readonly string _text;
    private int _position;

    public AbiSignatureReader(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaxLength)
            throw new FormatException($"An ABI declaration of {text.Length} characters is longer than {MaxLength}.");
        _text = text;
    }

    /// <summary>A type and nothing else.</summary>
    public AbiType ReadWholeType()
    {
        var type = ReadType(0);
        RequireEnd();
        return type;
    }

    /// <summary>The suffixes <c>[]</c> and <c>[k]</c>, and nothing else, applied to a type.</summary>
    public AbiType ReadWholeSuffixes(AbiType element)
    {
        var type = ReadSuffixes(element);
        RequireEnd();
        return type;
    }

    /// <summary>A run of letters, digits, <c>_</c> and <c>$</c>; empty when there is none.</summary>
    public string ReadWord()
    {
        SkipBlanks();
        var start = _position;
        while (_position < _text.Length && (char.IsAsciiLetterOrDigit(_text[_position]) || _text[_position] is '_' or '$'))
            _position++;
        return _text[start.._position];
    }

    /// <summary>A word that must be there.</summary>
    public string ReadName()
    {
        var word = ReadWord();
        return word.Length > 0 ? word : throw Fail("a name is missing");
    }

    /// <summary>Parameters in parentheses, with or without names.</summary>
    public List<AbiParameter> ReadParameters() => ReadParameters(0);

    /// <summary>Whether the text has ended.</summary>
    public bool AtEnd()
    {
        SkipBlanks();
        return _position == _text.Length;
    }

    /// <summary>Throws unless the text has ended.</summary>
    public void RequireEnd()
    {
        if (!AtEnd())
            throw Fail($"'{Excerpt.Of(_text.AsSpan(_position), 20)}' follows what should be the end");
    }

    /// <summary>The error for this text, saying what is wrong with it.</summary>
    public readonly FormatException Fail(string problem) => new($"ABI declaration '{Excerpt.Of(_text)}': {problem}.");

    private List<AbiParameter> ReadParameters(int depth)
    {
        Expect('(');
        var parameters = new List<AbiParameter>();
        if (TryTake(')'))
            return parameters;
        do
        {
            var type = ReadType(depth);
            var indexed = false;
            var name = ReadWord();
            while (name is "indexed" or "memory" or "calldata" or "storage" or "payable")
            {
                indexed |= name == "indexed";
                name = ReadWord();
            }

            parameters.Add(new AbiParameter(name, type, indexed));
        }
        while (TryTake(','));
        Expect(')');
        return parameters;
    }

    private AbiType ReadType(int depth)
    {
        // Checked on the way down: the type's own check on the way up comes after the stack has grown.
        if (depth >= AbiType.MaxDepth)
            throw Fail($"it nests deeper than {AbiType.MaxDepth}");
        SkipBlanks();
        if (_position < _text.Length && _text[_position] == '(')
            return ReadSuffixes(AbiType.Tuple(ReadParameters(depth + 1)));
        var word = ReadWord();
        if (word == "tuple")
            return ReadSuffixes(AbiType.Tuple(ReadParameters(depth + 1)));
        var type = AbiType.Elementary(word) ?? throw Fail(word.Length == 0 ? "a type is missing" : $"'{Excerpt.Of(word)}' is not a type");
        return ReadSuffixes(type);
    }

    private AbiType ReadSuffixes(AbiType type)
    {
        while (TryTake('['))
        {
            var digits = ReadWord();
            Expect(']');
            if (digits.Length == 0)
            {
                type = type.Array();
                continue;
            }

            var canonical = digits == "0" || digits[0] != '0';
            if (!canonical || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
                throw Fail($"'{Excerpt.Of(digits)}' is not an array length");
            type = type.Array(length);
        }

        return type;
    }

    private void SkipBlanks()
    {
        while (_position < _text.Length && char.IsWhiteSpace(_text[_position]))
            _position++;
    }

    private bool TryTake(char expected)
    {
        SkipBlanks();
        if (_position == _text.Length || _text[_position] != expected)
            return false;
        _position++;
        return true;
    }

    private void Expect(char expected)
    {
        if (!TryTake(expected))
            throw Fail($"'{expected}' is missing at character {_position + 1}");
    }
}
