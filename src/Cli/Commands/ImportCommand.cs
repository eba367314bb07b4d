using System.CommandLine;
using System.Globalization;
using ZkStyle.Cli.Files;
using ZkStyle.Cli.Output;
using ZkStyle.Quantize.Calibration;
using ZkStyle.Quantize.Datasets;
using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Model;
using ZkStyle.Quantize.Onnx;

namespace ZkStyle.Cli.Commands;

/// <summary><c>zkstyle import</c>: an ONNX decoder to a model.</summary>
internal static class ImportCommand
{
    // Activations settle long before; measuring is a float decode each.
    private const int MaxLatents = 1024;

    /// <summary>Creates the command.</summary>
    /// <param name="host">Streams and surroundings.</param>
    /// <returns>The command.</returns>
    public static Command Create(CommandHost host)
    {
        var file = new Argument<string>("DECODER") { Description = "The decoder, an .onnx file: in floats, or quantized (QDQ)" };
        var output = CommonArguments.Out("The model, a .zkm file");
        output.Aliases.Add("-o");
        var encoder = new Option<string>("--encoder") { Description = "The encoder, an .onnx file in floats; without one the model decodes and does not stylize", HelpName = "ONNX" };
        var calibration = new Option<string>("--calibration") { Description = $"A folder of pictures to calibrate a float decoder on, through the encoder; the first {MaxLatents} count", HelpName = "FOLDER" };
        var latents = new Option<string>("--latents") { Description = $"Latents to calibrate a float decoder on, one after the other in a file; the first {MaxLatents} count", HelpName = "FILE" };
        var palette = new Option<string>("--palette") { Description = "The colours of a decoder that ends in scores: a text file of lines like #d5d7e1, or a PNG of them in order", HelpName = "FILE" };
        var pixelScale = CommonArguments.Integer("--pixel-scale", "Pixels a side of each image cell; 0 takes what brings a palette image to 64 pixels", 0, StyleModel.MaxPixelScale, 0);
        var latentScale = new Option<double>("--latent-scale") { Description = "The files' latents go from minus this to this", HelpName = "S", DefaultValueFactory = _ => 1 };
        var command = new Command("import", "Make a model of a decoder that another program trained")
        {
            file, output, encoder, calibration, latents, palette, pixelScale, latentScale,
        };
        return command.Runs(host, async (parsed, console, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(output);
            OutputFile.RequireWritable(path);
            var options = new OnnxImportOptions
            {
                Palette = parsed.GetValue(palette) is { } colours ? PaletteFile.Read(colours) : null,
                PixelScale = parsed.GetValue(pixelScale) is > 0 and var scale ? scale : null,
                LatentScale = parsed.GetValue(latentScale),
            };
            var source = parsed.GetRequiredValue(file);
            var import = InputFile.Read(source, "decoder", decoder => parsed.GetValue(encoder) is { } name
                ? InputFile.Read(name, "encoder", stream => OnnxImport.Read(decoder, stream, options))
                : OnnxImport.Read(decoder, null, options));
            var (calibrationFolder, latentFile) = (parsed.GetValue(calibration), parsed.GetValue(latents));
            CheckCalibration(import, source, calibrationFolder, latentFile);
            var (model, report) = await console.WatchAsync<(StyleModel, QuantizationReport?)>("import", progress =>
            {
                if (import.IsQuantized)
                    return (import.ToModel(), null);
                var codes = latentFile is not null ? ReadLatents(latentFile, import.Latent) : EncodeFolder(import, calibrationFolder!, cancellationToken);
                progress.Report("quantize", 0);
                var result = import.Quantize(codes);
                return (result.Model, result.Report);
            }, cancellationToken).ConfigureAwait(false);
            OutputFile.Write(path, model.Write, cancellationToken);
            Present(console, path, import, model, report);
            return ExitCode.Success;
        });
    }

    private static void CheckCalibration(OnnxImport import, string source, string? folder, string? latents)
    {
        if (import.IsQuantized && (folder ?? latents) is not null)
            throw new CommandException($"the decoder {source} is quantized already, with scales of its own; leave --calibration and --latents out");
        if (folder is not null && latents is not null)
            throw new CommandException("give --calibration or --latents, not both");
        if (folder is not null && import.EncoderInput is null)
            throw new CommandException("--calibration needs --encoder, which turns the pictures into latents; or give --latents");
        if (!import.IsQuantized && folder is null && latents is null)
            throw new CommandException($"the decoder {source} is in floats; give --latents, or --encoder and --calibration, to quantize it");
    }

    private static byte[][] ReadLatents(string path, TensorShape shape)
    {
        var bytes = InputFile.ReadAllBytes(path, "latents", FileLimits.Latent);
        if (bytes.Length == 0 || bytes.Length % shape.Length != 0)
            throw new CommandException($"the latents {path} have {bytes.Length} bytes, which is no multiple of {shape.Length} ({shape})");
        return [.. bytes.Chunk(shape.Length).Take(MaxLatents)];
    }

    private static byte[][] EncodeFolder(OnnxImport import, string folder, CancellationToken cancellationToken)
    {
        var side = import.EncoderInput!.Value;
        if (side.Channels != RgbImage.Channels || side.Height != side.Width)
            throw new CommandException($"the encoder takes {side}; square pictures of {RgbImage.Channels} channels expected");
        var pictures = ImageDataset.FromFolder(folder, null, cancellationToken).Images;
        var latents = new byte[Math.Min(pictures.Count, MaxLatents)][];
        for (var i = 0; i < latents.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            latents[i] = import.Encode(ImageResizer.ToSquare(pictures[i], side.Width));
        }

        return latents;
    }

    private static void Present(CommandConsole console, string path, OnnxImport import, StyleModel model, QuantizationReport? report)
    {
        var rows = (report?.Bounds ?? DecoderBounds.Of(model.Decoder)).UsedRows;
        var kind = import.IsQuantized ? "qdq" : "float";
        foreach (var note in import.Notes)
            console.Log(ErrorLine.OneLine($"note: {note}"));
        console.Present(
            new Result(path, kind, import.Opset, import.Producer, Figures.Word(model.Head), model.Decoder.Layers.Count, $"{model.Decoder.Latent}", $"{model.Picture}", rows, import.Notes, model.ComputeDigest()),
            string.Create(
                CultureInfo.InvariantCulture,
                $"imported a {kind} decoder (operator set {import.Opset}, {Figures.Word(model.Head)} head): {model.Decoder.Layers.Count} layers from {model.Decoder.Latent} to pictures of {model.Picture.Width}x{model.Picture.Height}, {Figures.Count(rows)} of {Figures.Count(DecoderBounds.TableRows)} lookup rows: {path}"));
    }

    private sealed record Result(
        string Model, string Kind, int Opset, string Producer, string Head, int Layers, string Latent, string Picture, long LookupRows, IReadOnlyList<string> Notes, string Digest);
}
