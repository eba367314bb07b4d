using System.Text.Json;

namespace ZkStyle.Ethereum.Tests.Support;

/// <summary>The encodings of an independent implementation; Vectors/generate.mjs says where they come from.</summary>
internal static class Vectors
{
    private static readonly JsonDocument s_document = Load();

    /// <summary>The members of one of the file's arrays.</summary>
    public static IEnumerable<JsonElement> Of(string name) => s_document.RootElement.GetProperty(name).EnumerateArray();

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static JsonDocument Load()
    {
        using var stream = typeof(Vectors).Assembly.GetManifestResourceStream("viem.json")!;
        return JsonDocument.Parse(stream);
    }
}
