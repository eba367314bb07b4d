using System.CommandLine;
using ZkStyle.Cli.Files;
using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Cli.Commands;

/// <summary><c>zkstyle decode</c>: a latent to its image, bit for bit as proofs show.</summary>
internal static class DecodeCommand
{
    /// <summary>Creates the command.</summary>
    /// <param name="host">Streams and surroundings.</param>
    /// <returns>The command.</returns>
    public static Command Create(CommandHost host)
    {
        var model = CommonArguments.Model();
        var latent = CommonArguments.Latent();
        var png = new Option<string>("--out") { Description = "The image as PNG", HelpName = "PNG" };
        var raw = new Option<string>("--raw") { Description = "The image as a proof's public input: red, green and blue planes, or a palette's colour numbers", HelpName = "RGB" };
        var command = new Command("decode", "Decode a latent to its image with integers only, bit for bit as proofs show") { model, latent, png, raw };
        return command.Runs(host, (parsed, console, cancellationToken) =>
        {
            var (pngPath, rawPath) = (parsed.GetValue(png), parsed.GetValue(raw));
            if (pngPath is null && rawPath is null)
                throw new CommandException("decode has nothing to write; give --out PNG, --raw RGB or both");
            var style = ModelFile.Read(parsed.GetRequiredValue(model));
            var bytes = IntegerInference.Decode(style.Decoder, ModelFile.ReadLatent(parsed.GetRequiredValue(latent), style.Decoder));
            var image = style.Render(bytes);
            if (pngPath is not null)
                OutputFile.Write(pngPath, stream => PngWriter.Write(stream, image), cancellationToken);
            if (rawPath is not null)
                OutputFile.Write(rawPath, bytes, cancellationToken);
            console.Present(
                new Result(pngPath, rawPath, image.Width, image.Height),
                $"decoded {image.Width}x{image.Height} pixels to {string.Join(" and ", new[] { pngPath, rawPath }.OfType<string>())}");
            return Task.FromResult(ExitCode.Success);
        });
    }

    private sealed record Result(string? Png, string? Raw, int Width, int Height);
}
