using System.Text.Json;
using ZkStyle.Ethereum.Abi;
using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Contracts;

/// <summary>A compiled contract: its interface, the code that deploys it, the code that stays.</summary>
public sealed class ContractArtifact
{
    /// <summary>Files longer than this are refused, in bytes.</summary>
    public const int MaxFileLength = 16 << 20;

    /// <summary>The longest code a contract may have, in bytes (EIP-170).</summary>
    public const int MaxCodeLength = 24_576;

    /// <summary>The longest init code a transaction may carry, in bytes (EIP-3860).</summary>
    public const int MaxInitCodeLength = 2 * MaxCodeLength;

    private ContractArtifact(string name, ContractAbi abi, byte[] bytecode, byte[] deployedBytecode)
    {
        Name = name;
        Abi = abi;
        Bytecode = bytecode;
        DeployedBytecode = deployedBytecode;
    }

    /// <summary>The contract's name.</summary>
    public string Name { get; }

    /// <summary>Its interface.</summary>
    public ContractAbi Abi { get; }

    /// <summary>Its init code, to which a deployment appends the constructor's arguments.</summary>
    public ReadOnlyMemory<byte> Bytecode { get; }

    /// <summary>The code that stays, with zeros where a deployment fills in immutable values.</summary>
    public ReadOnlyMemory<byte> DeployedBytecode { get; }

    /// <summary>Reads an artifact file.</summary>
    /// <param name="path">A JSON file with <c>contractName</c>, <c>abi</c>, <c>bytecode</c> and <c>deployedBytecode</c>.</param>
    /// <returns>The artifact.</returns>
    /// <exception cref="FormatException">Not such a file; the message names it.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ContractArtifact Load(string path)
    {
        using var file = File.OpenRead(path);
        if (file.Length > MaxFileLength)
            throw new FormatException($"The artifact {path} has {file.Length} bytes, more than {MaxFileLength}.");
        try
        {
            return Read(file);
        }
        catch (FormatException e)
        {
            throw new FormatException($"The artifact {path}: {e.Message}", e);
        }
    }

    /// <summary>Reads an artifact.</summary>
    /// <param name="stream">JSON as in <see cref="Load"/>.</param>
    /// <returns>The artifact.</returns>
    /// <exception cref="FormatException">Not such JSON.</exception>
    public static ContractArtifact Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            using var document = JsonDocument.Parse(stream, AbiJsonReader.Options);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                throw new FormatException("the file is not a JSON object.");
            var abi = root.TryGetProperty("abi", out var array) ? AbiJsonReader.Read(array) : throw new FormatException("abi is missing.");
            return new(Text(root, "contractName"), abi, Code(root, "bytecode", MaxInitCodeLength), Code(root, "deployedBytecode", MaxCodeLength));
        }
        catch (JsonException e)
        {
            throw new FormatException($"it is not JSON: {Excerpt.Of(e.Message)}", e);
        }
        catch (InvalidOperationException e)
        {
            // What JsonElement throws for a string that escapes half a surrogate pair.
            throw new FormatException("it has a string that is not Unicode.", e);
        }
    }

    /// <summary>The data of a transaction that deploys the contract.</summary>
    /// <param name="constructorArguments">One value an argument, as <see cref="AbiEncoder"/> takes them.</param>
    /// <returns>Init code and encoded arguments.</returns>
    /// <exception cref="ArgumentException">An argument does not fit.</exception>
    /// <exception cref="InvalidOperationException">The contract has no code, as interfaces have none, or too much with its arguments.</exception>
    public byte[] EncodeDeployment(params IReadOnlyList<object> constructorArguments)
    {
        if (Bytecode.IsEmpty)
            throw new InvalidOperationException($"{Name} has no bytecode: it is an interface or an abstract contract.");
        byte[] data;
        try
        {
            data = AbiEncoder.Encode(Abi.Constructor, constructorArguments, Bytecode.Span);
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException($"Constructor of {Name}: {e.Message}", e);
        }

        return data.Length <= MaxInitCodeLength
            ? data
            : throw new InvalidOperationException($"{Name} and its arguments take {data.Length} bytes, more than the {MaxInitCodeLength} of EIP-3860.");
    }

    private static string Text(JsonElement root, string property) =>
        root.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new FormatException($"{property} is missing or not a string.");

    private static byte[] Code(JsonElement root, string property, int maxLength)
    {
        var text = Text(root, property);
        if (text.Contains("__", StringComparison.Ordinal))
            throw new FormatException($"{property} has places for library addresses; link the libraries first.");
        if (!Hex.TryParse(text, out var code))
            throw new FormatException($"{property} is not 0x followed by an even number of hexadecimal digits.");
        return code.Length <= maxLength ? code : throw new FormatException($"{property} has {code.Length} bytes, more than {maxLength}.");
    }
}
