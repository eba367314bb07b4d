using System.Text.Json;
using ZkStyle.Quantize.Onnx;

namespace ZkStyle.Quantize.Tests.Onnx;

/// <summary>An ONNX file that PyTorch wrote, with inputs and what PyTorch computed of them; see tests/vectors/onnx.</summary>
/// <param name="Bytes">The file.</param>
/// <param name="Inputs">Inputs, CHW.</param>
/// <param name="Outputs">Outputs, CHW.</param>
internal sealed record OnnxVector(byte[] Bytes, float[][] Inputs, float[][] Outputs)
{
    public static IReadOnlyList<string> Names { get; } = ["graph", "chain", "palette", "scores", "encoder", "qdq"];

    public OnnxModel Model => OnnxReader.Read(new MemoryStream(Bytes));

    public static string Folder { get; } = FindFolder();

    public static OnnxVector Load(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, $"{name}.json")));
        float[][] Rows(string property) => [.. document.RootElement.GetProperty(property).EnumerateArray().Select(row => row.EnumerateArray().Select(x => x.GetSingle()).ToArray())];
        return new OnnxVector(File.ReadAllBytes(Path.Combine(Folder, $"{name}.onnx")), Rows("inputs"), Rows("outputs"));
    }

    /// <summary>Latent values as the bytes that latent files hold.</summary>
    public static byte[] ToLatent(float[] values) => Array.ConvertAll(values, value => (byte)(128 + MathF.Round(value * 127)));

    private static string FindFolder()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var candidate = Path.Combine(folder, "tests", "vectors", "onnx");
            if (Directory.Exists(candidate))
                return candidate;
        }

        throw new DirectoryNotFoundException("tests/vectors/onnx is in no folder above the tests.");
    }
}
