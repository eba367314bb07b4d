using System.CommandLine;
using ZkStyle.Cli.Files;
using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Cli.Commands;

/// <summary><c>zkstyle stylize</c>: a picture to its latent and to what the model makes of it.</summary>
internal static class StylizeCommand
{
    /// <summary>Creates the command.</summary>
    /// <param name="host">Streams and surroundings.</param>
    /// <returns>The command.</returns>
    public static Command Create(CommandHost host)
    {
        var model = CommonArguments.Model();
        var picture = new Argument<string>("IMAGE") { Description = "A PNG of any size; its middle square is taken" };
        var png = CommonArguments.Out("The stylized image as PNG");
        var latent = new Option<string>("--latent") { Description = "The latent, which decode and prove take", HelpName = "LATENT" };
        var command = new Command("stylize", "Turn a picture into the model's style") { model, picture, png, latent };
        return command.Runs(host, (parsed, console, cancellationToken) =>
        {
            var style = ModelFile.Read(parsed.GetRequiredValue(model));
            var input = ImageResizer.ToSquare(PictureFile.Read(parsed.GetRequiredValue(picture)), style.Picture.Width);
            var code = style.Encode(input);
            var image = style.Decode(code);
            var (pngPath, latentPath) = (parsed.GetRequiredValue(png), parsed.GetValue(latent));
            OutputFile.Write(pngPath, stream => PngWriter.Write(stream, image), cancellationToken);
            if (latentPath is not null)
                OutputFile.Write(latentPath, code, cancellationToken);
            console.Present(
                new Result(pngPath, latentPath, image.Width, image.Height, code.Length),
                $"stylized to {pngPath} ({image.Width}x{image.Height}){(latentPath is null ? "" : $", latent of {code.Length} bytes in {latentPath}")}");
            return Task.FromResult(ExitCode.Success);
        });
    }

    private sealed record Result(string Png, string? Latent, int Width, int Height, int LatentBytes);
}
