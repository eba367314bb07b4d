using System.CommandLine;
using ZkStyle.Cli.Files;
using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Cli.Commands;

/// <summary><c>zkstyle stylize</c>: a picture to its latent and to what the model makes of it.</summary>
internal static class StylizeCommand
{
    private const int MaxScale = 32;

    /// <summary>Creates the command.</summary>
    /// <param name="host">Streams and surroundings.</param>
    /// <returns>The command.</returns>
    public static Command Create(CommandHost host)
    {
        var model = CommonArguments.Model();
        var picture = new Argument<string>("IMAGE") { Description = "A picture of any size" };
        var png = CommonArguments.Out("The stylized image as PNG");
        var latent = new Option<string>("--latent") { Description = "The latent, which decode and prove take", HelpName = "LATENT" };
        var prepared = new Option<string>("--prepared") { Description = "The picture as the model sees it, as PNG", HelpName = "PNG" };
        var scale = CommonArguments.Integer("--scale", "How many times the stylized image's pixels are repeated in both directions", 1, MaxScale, 1);
        var data = CommonArguments.Data();
        var preparation = new PreparationArguments();
        var command = new Command("stylize", "Turn a picture into the model's style") { model, picture, png, latent, prepared, scale, data };
        preparation.AddTo(command);
        return command.Runs(host, (parsed, console, cancellationToken) =>
        {
            var style = ModelFile.Read(parsed.GetRequiredValue(model));
            var (input, code, options) = PictureInput.Encode(
                style, parsed.GetRequiredValue(picture), () => preparation.Read(parsed, () => DatasetSource.Read(parsed.GetValue(data), style)));
            var image = style.Decode(code);
            var enlarged = ImageResizer.Box(image, image.Width * parsed.GetValue(scale), image.Height * parsed.GetValue(scale));
            var (pngPath, latentPath, preparedPath) = (parsed.GetRequiredValue(png), parsed.GetValue(latent), parsed.GetValue(prepared));
            OutputFile.Write(pngPath, stream => PngWriter.Write(stream, enlarged), cancellationToken);
            if (latentPath is not null)
                OutputFile.Write(latentPath, code, cancellationToken);
            if (preparedPath is not null)
                OutputFile.Write(preparedPath, stream => PngWriter.Write(stream, input), cancellationToken);
            var signature = options.Signature is { } part ? $", with {style.Provenance.Dataset} part {part.Number}" : "";
            console.Present(
                new Result(pngPath, latentPath, preparedPath, enlarged.Width, enlarged.Height, code.Length, options.Signature?.Number),
                $"stylized to {pngPath} ({enlarged.Width}x{enlarged.Height}{signature}){(latentPath is null ? "" : $", latent of {code.Length} bytes in {latentPath}")}");
            return Task.FromResult(ExitCode.Success);
        });
    }

    private sealed record Result(string Png, string? Latent, string? Prepared, int Width, int Height, int LatentBytes, int? SignaturePart);
}
