using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Abi;

/// <summary>An error a contract may revert with.</summary>
public sealed class AbiError
{
    private readonly byte[] _selector;

    /// <summary>Creates an error.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="inputs">Its fields.</param>
    public AbiError(string name, IReadOnlyList<AbiParameter> inputs)
    {
        Name = name;
        Inputs = inputs;
        Signature = name + AbiParameter.Signature(inputs);
        _selector = AbiSelector.Of(Signature);
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The fields.</summary>
    public IReadOnlyList<AbiParameter> Inputs { get; }

    /// <summary>Name and canonical field types.</summary>
    public string Signature { get; }

    /// <summary>The first four bytes of the signature's Keccak-256 hash.</summary>
    public ReadOnlySpan<byte> Selector => _selector;

    /// <summary>Reads a declaration such as <c>error InvalidProof(uint256 tokenId)</c>.</summary>
    /// <param name="declaration">The declaration; the word <c>error</c> may be missing.</param>
    /// <returns>The error.</returns>
    /// <exception cref="FormatException">Not such a declaration.</exception>
    public static AbiError Parse(string declaration)
    {
        var reader = new AbiSignatureReader(declaration);
        var name = reader.ReadName();
        if (name == "error")
            name = reader.ReadName();
        var inputs = reader.ReadParameters();
        reader.RequireEnd();
        return new(name, inputs);
    }

    /// <summary>The revert data of this error.</summary>
    /// <param name="values">One value a field.</param>
    /// <returns>Selector and encoded fields.</returns>
    /// <exception cref="ArgumentException">A value does not fit its field.</exception>
    public byte[] Encode(params IReadOnlyList<object> values) => AbiEncoder.Encode(Inputs, values, _selector);

    /// <summary>The fields, from revert data.</summary>
    /// <param name="data">Selector and encoded fields.</param>
    /// <returns>One value a field.</returns>
    /// <exception cref="FormatException">Another error's data, or malformed fields.</exception>
    public object[] Decode(ReadOnlySpan<byte> data) => data.StartsWith(_selector)
        ? AbiDecoder.Decode(Inputs, data[AbiFunction.SelectorLength..])
        : throw new FormatException($"The revert data are not of {Excerpt.Of(Signature)}.");

    /// <summary>The signature.</summary>
    public override string ToString() => Signature;
}
