using System.CommandLine;
using ZkStyle.Cli.Files;
using ZkStyle.Cli.Output;
using ZkStyle.Quantize.Model;
using ZkStyle.Quantize.Onnx;

namespace ZkStyle.Cli.Commands;

/// <summary><c>zkstyle export</c>: a model's networks for other programs.</summary>
internal static class ExportCommand
{
    private const string Onnx = ".onnx";
    private const string Safetensors = ".safetensors";

    /// <summary>Creates the command.</summary>
    /// <param name="host">Streams and surroundings.</param>
    /// <returns>The command.</returns>
    public static Command Create(CommandHost host)
    {
        var model = CommonArguments.Model();
        var output = CommonArguments.Out($"The file; its ending says what is written: {Onnx} a graph, {Safetensors} weights alone");
        output.Aliases.Add("-o");
        var int8 = new Option<bool>("--int8") { Description = "The INT8 decoder that proofs speak of, and not the float one; as ONNX in QuantizeLinear and DequantizeLinear" };
        var encoder = new Option<bool>("--encoder") { Description = "The encoder, and not the decoder" };
        var command = new Command("export", "Write a model's float decoder, INT8 decoder or encoder for other programs") { model, output, int8, encoder };
        return command.Runs(host, (parsed, console, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(output);
            var (isInt8, isEncoder) = (parsed.GetValue(int8), parsed.GetValue(encoder));
            if (isInt8 && isEncoder)
                throw new CommandException("the encoder is in floats alone; leave --int8 or --encoder out");
            var write = Writer(path, isInt8, isEncoder);
            var style = ModelFile.Read(parsed.GetRequiredValue(model));
            OutputFile.Write(path, stream => write(style, stream), cancellationToken);
            var (network, bytes) = (isEncoder ? "encoder" : isInt8 ? "int8 decoder" : "float decoder", new FileInfo(path).Length);
            console.Present(new Result(path, network, bytes), $"exported the {network} to {path} ({Figures.Bytes(bytes)})");
            return Task.FromResult(ExitCode.Success);
        });
    }

    private static Action<StyleModel, Stream> Writer(string path, bool isInt8, bool isEncoder) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        Onnx when isInt8 => OnnxExport.WriteQuantizedDecoder,
        Onnx when isEncoder => OnnxExport.WriteEncoder,
        Onnx => OnnxExport.WriteFloatDecoder,
        Safetensors when isInt8 => SafetensorsExport.WriteQuantized,
        Safetensors => (style, stream) => SafetensorsExport.WriteFloat(style, isEncoder, stream),
        _ => throw new CommandException($"{path} ends in neither {Onnx} nor {Safetensors}, which say what to write"),
    };

    private sealed record Result(string File, string Network, long Bytes);
}
