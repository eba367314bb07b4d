using System.Globalization;
using System.Numerics;
using System.Text.Json;
using ZkStyle.Ethereum.Abi;
using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Tests.Support;

/// <summary>Values of the ABI as JSON and as the decoder gives them, and a comparison that looks into arrays.</summary>
internal static class AbiValues
{
    public static object FromJson(AbiType type, JsonElement json) => type.Kind switch
    {
        AbiKind.UnsignedInteger or AbiKind.SignedInteger => BigInteger.Parse(json.GetString()!, CultureInfo.InvariantCulture),
        AbiKind.Address => Address.Parse(json.GetString()!),
        AbiKind.Boolean => json.GetString() == "true",
        AbiKind.FixedBytes or AbiKind.Bytes => Hex.Parse(json.GetString()!),
        AbiKind.String => json.GetString()!,
        AbiKind.Tuple => json.EnumerateArray().Zip(type.Components, (item, c) => FromJson(c.Type, item)).ToArray(),
        _ => json.EnumerateArray().Select(item => FromJson(type.Element!, item)).ToArray(),
    };

    public static void AssertEqual(object expected, object actual)
    {
        if (expected is object[] items)
        {
            var others = Assert.IsType<object[]>(actual);
            Assert.Equal(items.Length, others.Length);
            for (var i = 0; i < items.Length; i++)
                AssertEqual(items[i], others[i]);
        }
        else
        {
            Assert.Equal(expected, actual);
        }
    }
}
