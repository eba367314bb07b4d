using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ZkStyle.Circuit.Compilation;
using ZkStyle.Circuit.Tables;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Circuit.Tests.Support;

/// <summary>tests/vectors/circuit/small-decoder.json and the circuit compiled with the table it was made with.</summary>
internal sealed class PrototypeVector
{
    private static readonly Lazy<PrototypeVector> s_instance = new(() => new PrototypeVector());

    private readonly JsonElement _root;

    private PrototypeVector([CallerFilePath] string source = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(source)!, "..", "..", "vectors", "circuit", "small-decoder.json");
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        _root = document.RootElement.Clone();

        var shape = Integers("latentShape");
        var layers = new List<QuantizedLayer>();
        var interiors = new List<QuantizedRange>();
        var inputs = (int)shape[0];
        foreach (var layer in _root.GetProperty("layers").EnumerateArray())
        {
            var outputs = layer.GetProperty("outputChannels").GetInt32();
            layers.Add(QuantizedLayer.Convolution(
                $"decoder.{layers.Count}", inputs, outputs, layer.GetProperty("upsample").GetBoolean(),
                layer.GetProperty("image").GetBoolean() ? Activation.ImageByte : Activation.Relu,
                [.. Integers(layer, "weights").Select(w => (sbyte)w)],
                [.. Integers(layer, "multipliers").Select(m => (int)m)],
                Integers(layer, "offsets")));
            interiors.Add(new QuantizedRange(layer.GetProperty("lowest").GetInt64(), layer.GetProperty("highest").GetInt64()));
            inputs = outputs;
        }

        var decoder = new QuantizedDecoder(new TensorShape((int)shape[0], (int)shape[1], (int)shape[2]), layers);
        Latent = [.. Integers("latent").Select(b => (byte)b)];
        Circuit = DecoderCompiler.Compile(decoder, CompilerOptions.Default with
        {
            Table = (graph, ranges) => LookupTable.Create(graph, interiors, interiors, Integer("zeroReach"), Integers("tags")),
        });
    }

    public static PrototypeVector Instance => s_instance.Value;

    public DecoderCircuit Circuit { get; }

    public byte[] Latent { get; }

    public long Integer(string name) => _root.GetProperty(name).GetInt64();

    public string Text(string name) => _root.GetProperty(name).GetString()!;

    public long[] Integers(string name) => Integers(_root, name);

    public Fr Element(string name) => ParseElement(Text(name));

    public IReadOnlyList<JsonElement> Items(string name) => [.. _root.GetProperty(name).EnumerateArray()];

    public static Fr ParseElement(string hexadecimal) =>
        Fr.FromBigInteger(BigInteger.Parse("0" + hexadecimal, NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    private static long[] Integers(JsonElement parent, string name) =>
        [.. parent.GetProperty(name).EnumerateArray().Select(e => e.GetInt64())];
}
