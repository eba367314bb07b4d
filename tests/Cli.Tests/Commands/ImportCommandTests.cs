using ZkStyle.Circuit;
using ZkStyle.Cli.Tests.Support;
using ZkStyle.Prover.Constraints;
using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Cli.Tests.Commands;

/// <summary>Import and export, on the files that PyTorch wrote; see tests/vectors/onnx.</summary>
public sealed class ImportCommandTests : IDisposable
{
    private const int LatentLength = 64;

    private readonly TemporaryFolder _folder = new();

    public ImportCommandTests()
    {
        var random = new Random(3);
        _folder.Write("some.latents", [.. Enumerable.Range(0, 32 * LatentLength).Select(_ => (byte)random.Next(1, 256))]);
        _folder.Write("colours.txt", [.. "#000000\n#ffffff\r\n\nff0000\n#00ff00\n#0000ff\n#abcdef\n"u8]);
    }

    [Theory]
    [InlineData("graph")]
    [InlineData("chain")]
    [InlineData("qdq")]
    public async Task A_decoder_of_PyTorch_becomes_a_model_whose_circuit_is_satisfied(string name)
    {
        string[] calibration = name == "qdq" ? [] : ["--latents", _folder["some.latents"]];
        var imported = await CommandRun.Of(["import", Vector(name), "-o", _folder["m.zkm"], .. calibration, "--json"]);
        Assert.Equal((0, ""), (imported.Code, imported.Error));
        var result = imported.Json();
        Assert.Equal((name == "qdq" ? "qdq" : "float", "rgb", "3x16x16"), (result.GetProperty("kind").GetString(), result.GetProperty("head").GetString(), result.GetProperty("picture").GetString()));

        var latent = File.ReadAllBytes(_folder["some.latents"])[..LatentLength];
        _folder.Write("one.latent", latent);
        var decoded = await CommandRun.Of("decode", _folder["m.zkm"], _folder["one.latent"], "--raw", _folder["one.rgb"]);
        Assert.Equal(0, decoded.Code);
        var decoder = StyleModel.ReadFile(_folder["m.zkm"]).Decoder;
        Assert.Equal(IntegerInference.Decode(decoder, latent), File.ReadAllBytes(_folder["one.rgb"]));

        // Every gate on every row, without the cost of a proof.
        var circuit = DecoderCompiler.Compile(decoder);
        Assert.Equal(17, circuit.Report.LogSize);
        Assert.Empty(WitnessChecker.Check(circuit.Assignment, circuit.CreateWitness(latent), index => Fr.FromInt64(1_000_003 + index).Pow(77)));
    }

    [Fact]
    public async Task A_palette_is_read_from_text_or_a_picture_and_comes_back_from_the_export()
    {
        // The decoder's latent is 4x6x6.
        _folder.Write("palette.latents", [.. Enumerable.Range(0, 16 * 144).Select(i => (byte)(1 + (i * 7919 % 255)))]);
        string[] calibration = ["--latents", _folder["palette.latents"]];
        var text = await CommandRun.Of(["import", Vector("palette"), "--out", _folder["t.zkm"], "--palette", _folder["colours.txt"], .. calibration]);
        Assert.Equal("", text.Error);
        var model = StyleModel.ReadFile(_folder["t.zkm"]);
        Assert.Equal([new RgbColour(0, 0, 0), new(255, 255, 255), new(255, 0, 0), new(0, 255, 0), new(0, 0, 255), new(0xab, 0xcd, 0xef)], model.Palette);

        var strip = new RgbImage(6, 2);
        for (var i = 0; i < 12; i++)
            (strip.Pixels[3 * i], strip.Pixels[(3 * i) + 1], strip.Pixels[(3 * i) + 2]) = (model.Palette![i % 6].Red, model.Palette[i % 6].Green, model.Palette[i % 6].Blue);
        PngWriter.WriteFile(_folder["strip.png"], strip);
        var drawn = await CommandRun.Of(["import", Vector("palette"), "--out", _folder["p.zkm"], "--palette", _folder["strip.png"], .. calibration]);
        Assert.Equal(0, drawn.Code);
        Assert.Equal(File.ReadAllBytes(_folder["t.zkm"]), File.ReadAllBytes(_folder["p.zkm"]));

        var exported = await CommandRun.Of("export", _folder["t.zkm"], "-o", _folder["e.onnx"], "--int8", "--json");
        Assert.Equal("int8 decoder", exported.Json().GetProperty("network").GetString());
        var again = await CommandRun.Of("import", _folder["e.onnx"], "-o", _folder["again.zkm"]);
        Assert.Equal((0, ""), (again.Code, again.Error));
        var copy = StyleModel.ReadFile(_folder["again.zkm"]);
        Assert.Equal(model.Palette, copy.Palette);
        var latent = File.ReadAllBytes(_folder["palette.latents"])[..144];
        Assert.Equal(model.Decode(latent).Pixels, copy.Decode(latent).Pixels);
    }

    [Fact]
    public async Task An_encoder_calibrates_on_pictures_and_everything_is_exported()
    {
        Directory.CreateDirectory(_folder["pictures"]);
        var random = new Random(4);
        for (var i = 0; i < 3; i++)
        {
            var picture = new RgbImage(20, 20);
            random.NextBytes(picture.Pixels);
            PngWriter.WriteFile(Path.Combine(_folder["pictures"], $"{i}.png"), picture);
        }

        var imported = await CommandRun.Of("import", Vector("chain"), "-o", _folder["m.zkm"], "--encoder", Vector("encoder"), "--calibration", _folder["pictures"]);
        Assert.StartsWith("imported a float decoder (operator set 17, rgb head): 3 layers from 4x4x4 to pictures of 16x16", imported.Output, StringComparison.Ordinal);
        var stylized = await CommandRun.Of("stylize", _folder["m.zkm"], Path.Combine(_folder["pictures"], "0.png"), "--out", _folder["s.png"]);
        Assert.Equal(0, stylized.Code);
        foreach (var arguments in (string[][])[["f.onnx"], ["e.onnx", "--encoder"], ["i.onnx", "--int8"], ["f.safetensors"], ["e.safetensors", "--encoder"], ["i.safetensors", "--int8"]])
        {
            var exported = await CommandRun.Of(["export", _folder["m.zkm"], "--out", _folder[arguments[0]], .. arguments[1..]]);
            Assert.Equal((0, ""), (exported.Code, exported.Error));
            Assert.InRange(new FileInfo(_folder[arguments[0]]).Length, 500, 50_000);
        }

        var back = await CommandRun.Of("import", _folder["f.onnx"], "-o", _folder["b.zkm"], "--encoder", _folder["e.onnx"], "--calibration", _folder["pictures"]);
        Assert.Equal((0, ""), (back.Code, back.Error));
        var (model, copy) = (StyleModel.ReadFile(_folder["m.zkm"]), StyleModel.ReadFile(_folder["b.zkm"]));
        var latent = File.ReadAllBytes(_folder["some.latents"])[..LatentLength];
        Assert.Equal(IntegerInference.Decode(model.Decoder, latent), IntegerInference.Decode(copy.Decoder, latent));
    }

    [Fact]
    public async Task Mistakes_are_named()
    {
        async Task Fails(string problem, params string[] arguments)
        {
            var run = await CommandRun.Of(arguments);
            Assert.Equal(1, run.Code);
            Assert.Contains(problem, run.Problem(), StringComparison.Ordinal);
        }

        var (model, latents) = (_folder["m.zkm"], _folder["some.latents"]);
        _folder.Write("broken.onnx", File.ReadAllBytes(Vector("chain"))[..3000]);
        _folder.Write("odd.txt", [.. "#00\n"u8]);
        await Fails("does not exist", "import", _folder["none.onnx"], "-o", model);
        await Fails("cannot read the decoder", "import", _folder["broken.onnx"], "-o", model);
        await Fails("is in floats; give --latents", "import", Vector("chain"), "-o", model);
        await Fails("--calibration needs --encoder", "import", Vector("chain"), "-o", model, "--calibration", _folder.Root);
        await Fails("not both", "import", Vector("chain"), "-o", model, "--calibration", _folder.Root, "--latents", latents);
        await Fails("is quantized already", "import", Vector("qdq"), "-o", model, "--latents", latents);
        await Fails("no multiple of 64 (4x4x4)", "import", Vector("chain"), "-o", model, "--latents", _folder["odd.txt"]);
        await Fails("6 colours, which the file does not name", "import", Vector("palette"), "-o", model, "--latents", latents);
        await Fails("line 1 of the palette", "import", Vector("palette"), "-o", model, "--palette", _folder["odd.txt"]);
        await Fails("The latent scale must be", "import", Vector("chain"), "-o", model, "--latents", latents, "--latent-scale", "-1");
        Assert.False(File.Exists(model));

        await Fails("the model", "export", _folder["none.zkm"], "-o", _folder["x.onnx"]);
        var imported = await CommandRun.Of("import", Vector("qdq"), "-o", model);
        Assert.Equal(0, imported.Code);
        await Fails("neither .onnx nor .safetensors", "export", model, "-o", _folder["x.pt"]);
        await Fails("leave --int8 or --encoder out", "export", model, "-o", _folder["x.onnx"], "--int8", "--encoder");
        await Fails("has no float decoder; export the INT8 one with --int8", "export", model, "-o", _folder["x.onnx"]);
        await Fails("no encoder", "export", model, "-o", _folder["x.safetensors"], "--encoder");
        Assert.False(File.Exists(_folder["x.onnx"]));
    }

    /// <inheritdoc />
    public void Dispose() => _folder.Dispose();

    private static string Vector(string name)
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var file = Path.Combine(folder, "tests", "vectors", "onnx", $"{name}.onnx");
            if (File.Exists(file))
                return file;
        }

        throw new FileNotFoundException($"tests/vectors/onnx/{name}.onnx is in no folder above the tests.");
    }
}
