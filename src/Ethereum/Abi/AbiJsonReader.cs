using System.Text.Json;
using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Abi;

/// <summary>Reads the JSON that Solidity compilers write for a contract's interface.</summary>
/// <remarks>Source: Solidity documentation, "Contract ABI specification", section "JSON".</remarks>
internal static class AbiJsonReader
{
    // Members nest two JSON levels a tuple level; the bound on types is checked when they are built.
    public static JsonDocumentOptions Options { get; } = new() { MaxDepth = 2 * AbiType.MaxDepth + 8 };

    public static ContractAbi Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            return Read(document.RootElement);
        }
        catch (InvalidOperationException e)
        {
            // What JsonElement throws for a string that escapes half a surrogate pair.
            throw new FormatException("The ABI has a string that is not Unicode.", e);
        }
        catch (JsonException e)
        {
            throw new FormatException($"The ABI is not JSON: {Excerpt.Of(e.Message)}", e);
        }
    }

    public static ContractAbi Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Array)
            throw new FormatException("The ABI is not a JSON array.");
        var functions = new List<AbiFunction>();
        var events = new List<AbiEvent>();
        var errors = new List<AbiError>();
        IReadOnlyList<AbiParameter>? constructor = null;
        var index = 0;
        foreach (var entry in root.EnumerateArray())
        {
            var where = $"ABI entry {index++}";
            // The specification lets a function omit its type.
            switch (OptionalText(entry, "type", where) ?? "function")
            {
                case "function":
                    functions.Add(new(
                        Name(entry, where),
                        Parameters(entry, "inputs", where),
                        Parameters(entry, "outputs", where),
                        OptionalText(entry, "stateMutability", where) ?? "nonpayable"));
                    break;
                case "event":
                    events.Add(new(Name(entry, where), Parameters(entry, "inputs", where), OptionalFlag(entry, "anonymous", where)));
                    break;
                case "error":
                    errors.Add(new(Name(entry, where), Parameters(entry, "inputs", where)));
                    break;
                case "constructor":
                    if (constructor is not null)
                        throw new FormatException($"{where}: a second constructor.");
                    constructor = Parameters(entry, "inputs", where);
                    break;
                case "receive" or "fallback":
                    break;
                case var other:
                    throw new FormatException($"{where}: the type '{Excerpt.Of(other)}' is not known.");
            }
        }

        return new(functions, events, errors, constructor);
    }

    private static AbiParameter[] Parameters(JsonElement owner, string property, string where)
    {
        if (!owner.TryGetProperty(property, out var list))
            return [];
        if (list.ValueKind != JsonValueKind.Array)
            throw new FormatException($"{where}: {property} is not an array.");
        return [.. list.EnumerateArray().Select((item, i) => Parameter(item, $"{where}, {property}[{i}]"))];
    }

    private static AbiParameter Parameter(JsonElement item, string where)
    {
        var typeName = OptionalText(item, "type", where) ?? throw new FormatException($"{where}: the type is missing.");
        var name = OptionalText(item, "name", where) ?? "";
        RequireIdentifier(name, where);
        var type = typeName.StartsWith("tuple", StringComparison.Ordinal)
            ? new AbiSignatureReader(typeName[5..]).ReadWholeSuffixes(AbiType.Tuple(Parameters(item, "components", where)))
            : AbiType.Parse(typeName);
        return new(name, type, OptionalFlag(item, "indexed", where));
    }

    private static string Name(JsonElement entry, string where)
    {
        var name = OptionalText(entry, "name", where);
        if (string.IsNullOrEmpty(name))
            throw new FormatException($"{where}: the name is missing.");
        RequireIdentifier(name, where);
        return name;
    }

    /// <summary>Solidity's identifiers; anything else would let a crafted name pass for part of a signature.</summary>
    private static void RequireIdentifier(string name, string where)
    {
        if (!name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '$'))
            throw new FormatException($"{where}: '{Excerpt.Of(name)}' is not a name.");
    }

    private static string? OptionalText(JsonElement owner, string property, string where)
    {
        if (owner.ValueKind != JsonValueKind.Object)
            throw new FormatException($"{where} is not a JSON object.");
        if (!owner.TryGetProperty(property, out var value))
            return null;
        return value.ValueKind == JsonValueKind.String ? value.GetString() : throw new FormatException($"{where}: {property} is not a string.");
    }

    private static bool OptionalFlag(JsonElement owner, string property, string where)
    {
        if (!owner.TryGetProperty(property, out var value))
            return false;
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : throw new FormatException($"{where}: {property} is not true or false.");
    }
}
