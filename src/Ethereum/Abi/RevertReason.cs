using System.Globalization;
using System.Numerics;
using System.Text;
using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Abi;

/// <summary>Why a contract reverted, decoded from its revert data. Decoding never fails; foreign data are shown as such.</summary>
/// <remarks>Source: Solidity documentation, "Error handling: assert, require, revert and exceptions".</remarks>
public sealed class RevertReason
{
    // Revert data may be as long as the gas allows; a reason is for reading.
    private const int MaxDecodedLength = 1 << 16;
    private const int MaxShownBytes = 36;

    private static readonly AbiError s_message = AbiError.Parse("Error(string message)");
    private static readonly AbiError s_panic = AbiError.Parse("Panic(uint256 code)");

    private RevertReason(RevertKind kind, string text, byte[] data, AbiError? error = null, IReadOnlyList<object>? values = null)
    {
        Kind = kind;
        Text = text;
        Data = data;
        Error = error;
        Values = values ?? [];
    }

    /// <summary>Which form the data have.</summary>
    public RevertKind Kind { get; }

    /// <summary>The reason in one bounded line without control characters.</summary>
    public string Text { get; }

    /// <summary>The revert data.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>The error that was decoded; null for <see cref="RevertKind.Empty"/> and <see cref="RevertKind.Unknown"/>.</summary>
    public AbiError? Error { get; }

    /// <summary>The error's fields; empty when <see cref="Error"/> is null.</summary>
    public IReadOnlyList<object> Values { get; }

    /// <summary>Decodes revert data.</summary>
    /// <param name="data">The data; any bytes.</param>
    /// <param name="errors">The errors the contract declares, if they are known.</param>
    /// <returns>The reason.</returns>
    public static RevertReason Decode(ReadOnlySpan<byte> data, IReadOnlyList<AbiError>? errors = null)
    {
        var copy = data.ToArray();
        if (copy.Length == 0)
            return new(RevertKind.Empty, "no reason given", copy);
        if (copy.Length <= MaxDecodedLength)
        {
            if (TryDecode(s_message, copy) is [string message])
                return new(RevertKind.Message, Excerpt.Of(message), copy, s_message, [message]);
            if (TryDecode(s_panic, copy) is [BigInteger code])
                return new(RevertKind.Panic, DescribePanic(code), copy, s_panic, [code]);
            foreach (var error in errors ?? [])
            {
                if (TryDecode(error, copy) is { } values)
                    return new(RevertKind.Custom, Describe(error, values), copy, error, values);
            }
        }

        var shown = Hex.Format(copy.AsSpan(0, Math.Min(copy.Length, MaxShownBytes)));
        return new(RevertKind.Unknown, $"unknown error {shown}{(copy.Length > MaxShownBytes ? "..." : "")}", copy);
    }

    /// <summary>The reason in one line.</summary>
    public override string ToString() => Text;

    private static object[]? TryDecode(AbiError error, byte[] data)
    {
        if (!data.AsSpan().StartsWith(error.Selector))
            return null;
        try
        {
            return error.Decode(data);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string DescribePanic(BigInteger code)
    {
        var meaning = code <= 0xff ? (int)code switch
        {
            0x01 => "assertion failed",
            0x11 => "arithmetic overflow",
            0x12 => "division by zero",
            0x21 => "value outside its enum",
            0x22 => "corrupt storage bytes",
            0x31 => "pop from an empty array",
            0x32 => "index out of bounds",
            0x41 => "too much memory",
            0x51 => "call of an unset function",
            _ => null,
        } : null;
        return meaning is null ? $"panic {Quantity.Format(code)}" : $"panic {Quantity.Format(code)}: {meaning}";
    }

    private static string Describe(AbiError error, object[] values)
    {
        var text = new StringBuilder(error.Name).Append('(');
        for (var i = 0; i < values.Length; i++)
        {
            if (i > 0)
                text.Append(", ");
            if (error.Inputs[i].Name.Length > 0)
                text.Append(error.Inputs[i].Name).Append(": ");
            AppendValue(text, values[i]);
        }

        return Excerpt.Of(text.Append(')').ToString());
    }

    private static void AppendValue(StringBuilder text, object value)
    {
        switch (value)
        {
            case byte[] bytes:
                text.Append(Hex.Format(bytes.AsSpan(0, Math.Min(bytes.Length, Excerpt.DefaultLength))));
                break;
            case object[] items:
                text.Append('[');
                for (var i = 0; i < items.Length && text.Length <= Excerpt.DefaultLength; i++)
                    AppendValue(text.Append(i > 0 ? ", " : ""), items[i]);
                text.Append(']');
                break;
            default:
                text.Append(CultureInfo.InvariantCulture, $"{value}");
                break;
        }
    }
}
