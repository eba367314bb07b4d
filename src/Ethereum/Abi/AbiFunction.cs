using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Abi;

/// <summary>A contract's function: how to call it and how to read its calls and answers.</summary>
public sealed class AbiFunction
{
    /// <summary>Length of a selector in bytes.</summary>
    public const int SelectorLength = 4;

    private readonly byte[] _selector;

    /// <summary>Creates a function.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="inputs">Its arguments.</param>
    /// <param name="outputs">Its results.</param>
    /// <param name="stateMutability"><c>pure</c>, <c>view</c>, <c>nonpayable</c> or <c>payable</c>.</param>
    public AbiFunction(string name, IReadOnlyList<AbiParameter> inputs, IReadOnlyList<AbiParameter> outputs, string stateMutability = "nonpayable")
    {
        Name = name;
        Inputs = inputs;
        Outputs = outputs;
        StateMutability = stateMutability;
        Signature = name + AbiParameter.Signature(inputs);
        _selector = AbiSelector.Of(Signature);
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The arguments.</summary>
    public IReadOnlyList<AbiParameter> Inputs { get; }

    /// <summary>The results.</summary>
    public IReadOnlyList<AbiParameter> Outputs { get; }

    /// <summary><c>pure</c>, <c>view</c>, <c>nonpayable</c> or <c>payable</c>.</summary>
    public string StateMutability { get; }

    /// <summary>Name and canonical argument types: <c>transfer(address,uint256)</c>.</summary>
    public string Signature { get; }

    /// <summary>The first four bytes of the signature's Keccak-256 hash.</summary>
    public ReadOnlySpan<byte> Selector => _selector;

    /// <summary>Reads a declaration such as <c>function ownerOf(uint256 tokenId) view returns (address)</c>.</summary>
    /// <param name="declaration">The declaration; the word <c>function</c> may be missing.</param>
    /// <returns>The function.</returns>
    /// <exception cref="FormatException">Not such a declaration.</exception>
    public static AbiFunction Parse(string declaration)
    {
        var reader = new AbiSignatureReader(declaration);
        var name = reader.ReadName();
        if (name == "function")
            name = reader.ReadName();
        var inputs = reader.ReadParameters();
        IReadOnlyList<AbiParameter> outputs = [];
        var mutability = "nonpayable";
        while (!reader.AtEnd())
        {
            var word = reader.ReadName();
            if (word is "pure" or "view" or "payable" or "nonpayable")
                mutability = word;
            else if (word == "returns")
                outputs = reader.ReadParameters();
            else if (word is not ("external" or "public"))
                throw reader.Fail($"'{Excerpt.Of(word)}' is not understood");
        }

        return new(name, inputs, outputs, mutability);
    }

    /// <summary>The calldata of a call.</summary>
    /// <param name="arguments">One value an argument, as <see cref="AbiEncoder"/> takes them.</param>
    /// <returns>Selector and encoded arguments.</returns>
    /// <exception cref="ArgumentException">An argument does not fit; the message names function and argument.</exception>
    public byte[] EncodeCall(params IReadOnlyList<object> arguments)
    {
        try
        {
            return AbiEncoder.Encode(Inputs, arguments, _selector);
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException($"{Name}: {e.Message}", e);
        }
    }

    /// <summary>Whether calldata begin with this function's selector.</summary>
    /// <param name="calldata">The calldata.</param>
    /// <returns>Whether they do.</returns>
    public bool IsCalledBy(ReadOnlySpan<byte> calldata) => calldata.StartsWith(_selector);

    /// <summary>The arguments of a call, from its calldata.</summary>
    /// <param name="calldata">Selector and encoded arguments.</param>
    /// <returns>One value an argument.</returns>
    /// <exception cref="FormatException">A call of another function, or malformed arguments.</exception>
    public object[] DecodeCall(ReadOnlySpan<byte> calldata)
    {
        if (!IsCalledBy(calldata))
            throw new FormatException($"The calldata do not call {Excerpt.Of(Signature)}.");
        return Decode(Inputs, calldata[SelectorLength..]);
    }

    /// <summary>The results of a call.</summary>
    /// <param name="data">What the call returned.</param>
    /// <returns>One value a result.</returns>
    /// <exception cref="FormatException">The data are not such results.</exception>
    public object[] DecodeResult(ReadOnlySpan<byte> data) => Decode(Outputs, data);

    /// <summary>The signature.</summary>
    public override string ToString() => Signature;

    private object[] Decode(IReadOnlyList<AbiParameter> parameters, ReadOnlySpan<byte> data)
    {
        try
        {
            return AbiDecoder.Decode(parameters, data);
        }
        catch (FormatException e)
        {
            throw new FormatException($"{Name}: {e.Message}", e);
        }
    }
}
