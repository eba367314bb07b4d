namespace ZkStyle.Ethereum.Abi;

/// <summary>A named, typed place: an argument, a result, a member of a struct, a field of an event or error.</summary>
/// <param name="Name">The name; empty when the contract gives none.</param>
/// <param name="Type">The type.</param>
/// <param name="Indexed">For fields of events: whether the field is a topic rather than data.</param>
public sealed record AbiParameter(string Name, AbiType Type, bool Indexed = false)
{
    /// <summary>The type and the name, as Solidity writes them.</summary>
    public override string ToString() =>
        (Type + (Indexed ? " indexed " : " ") + Name).TrimEnd();

    /// <summary>What an error message calls parameter number <paramref name="index"/>.</summary>
    internal string Label(int index) => Name.Length == 0 ? $"#{index}" : Name;

    /// <summary>The types of several parameters as a signature lists them: <c>(uint256,address)</c>.</summary>
    internal static string Signature(IEnumerable<AbiParameter> parameters) =>
        "(" + string.Join(',', parameters.Select(p => p.Type.CanonicalName)) + ")";
}
