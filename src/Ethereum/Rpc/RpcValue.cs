using System.Numerics;
using System.Text.Json;
using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Rpc;

/// <summary>
/// A part of a node's answer that knows where it stands, so that a wrong type is reported by method,
/// endpoint and field. Nothing about the answer is taken for granted.
/// </summary>
internal readonly struct RpcValue
{
    private readonly JsonElement _element;
    private readonly string _method;
    private readonly string _endpoint;
    private readonly string _path;

    public RpcValue(JsonElement element, string method, string endpoint, string path = "result")
    {
        _element = element;
        _method = method;
        _endpoint = endpoint;
        _path = path;
    }

    public bool IsNull => _element.ValueKind == JsonValueKind.Null;

    /// <summary>A member that must be there.</summary>
    public RpcValue this[string name]
    {
        get
        {
            if (_element.ValueKind != JsonValueKind.Object)
                throw Wrong("an object");
            return _element.TryGetProperty(name, out var member)
                ? new(member, _method, _endpoint, $"{_path}.{name}")
                : throw Fail($"the answer lacks {_path}.{name}");
        }
    }

    /// <summary>A member that may be missing or null.</summary>
    public RpcValue? Optional(string name)
    {
        if (_element.ValueKind != JsonValueKind.Object)
            throw Wrong("an object");
        return _element.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null
            ? new RpcValue(member, _method, _endpoint, $"{_path}.{name}")
            : null;
    }

    public IReadOnlyList<T> ToList<T>(Func<RpcValue, T> read)
    {
        if (_element.ValueKind != JsonValueKind.Array)
            throw Wrong("an array");
        var list = new List<T>(_element.GetArrayLength());
        foreach (var item in _element.EnumerateArray())
            list.Add(read(new(item, _method, _endpoint, $"{_path}[{list.Count}]")));
        return list;
    }

    public BigInteger ToQuantity(int bits = 256) =>
        Text is { } text && Quantity.TryParse(text, out var value, bits) ? value : throw Wrong($"a quantity of at most {bits} bits");

    public ulong ToUInt64() => (ulong)ToQuantity(64);

    public byte[] ToBytes() => Text is { } text && Hex.TryParse(text, out var bytes) ? bytes : throw Wrong("bytes in hexadecimal");

    public Bytes32 ToBytes32() => Text is { } text && Bytes32.TryParse(text, out var value) ? value : throw Wrong("32 bytes in hexadecimal");

    public Address ToAddress() => Text is { } text && Address.TryParse(text, out var value) ? value : throw Wrong("an address");

    public bool ToStatus() => ToQuantity() is var status && status <= 1 ? status.IsOne : throw Wrong("0x0 or 0x1");

    /// <summary>The value as JSON text.</summary>
    public string ToJson() => _element.GetRawText();

    /// <summary>The error for an answer that is well formed and yet wrong.</summary>
    public RpcException Fail(string problem) => new(_method, _endpoint, problem);

    private string? Text
    {
        get
        {
            try
            {
                return _element.ValueKind == JsonValueKind.String ? _element.GetString() : null;
            }
            catch (InvalidOperationException)
            {
                // What JsonElement throws for a string that escapes half a surrogate pair.
                return null;
            }
        }
    }

    private RpcException Wrong(string expected) => Fail($"{_path} is not {expected}: {Excerpt.Of(_element.GetRawText().AsSpan(), 60)}");
}
