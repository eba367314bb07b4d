using System.CommandLine;
using System.Numerics;
using ZkStyle.Cli.Chain;
using ZkStyle.Cli.Files;
using ZkStyle.Cli.Output;
using ZkStyle.Ethereum.Contracts;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Cli.Commands;

/// <summary><c>zkstyle gallery</c>: a collection's images, from the chain alone.</summary>
internal static class GalleryCommand
{
    private const int MaxTokens = 4096;
    private const int StandardTokens = 256;
    private const int SheetColumns = 8;
    private const int SheetSide = 128;
    private const int UntilFinalized = -1;
    private const string SheetName = "sheet.png";

    /// <summary>Creates the command.</summary>
    /// <param name="host">Streams and surroundings.</param>
    /// <returns>The command.</returns>
    public static Command Create(CommandHost host)
    {
        var named = ChainArguments.Account("--collection", "The collection; the deployment's when not given");
        var confirmations = CommonArguments.Integer(
            "--confirmations", "Read up to this many blocks below the newest; up to the finalized block when not given", 0, int.MaxValue, UntilFinalized);
        var limit = CommonArguments.Integer("--limit", "The most tokens to draw, the newest ones", 1, MaxTokens, StandardTokens);
        var folder = CommonArguments.Out($"A folder for a PNG a token and {SheetName}, made when missing");
        var chain = new ChainArguments();
        var command = new Command("gallery", "Draw a collection's tokens from what is on chain") { named, confirmations, limit, folder };
        chain.AddTo(command, sends: false);
        return command.Runs(host, async (parsed, console, cancellationToken) =>
        {
            var output = parsed.GetRequiredValue(folder);
            if (File.Exists(output))
                throw new CommandException($"{output} is a file; name a folder");
            OutputFile.RequireWritable(Path.Combine(output, SheetName));
            using var client = chain.Connect(parsed);
            var collection = new StyleCollection(client, await chain.CollectionAsync(parsed, named, client, cancellationToken).ConfigureAwait(false));
            var depth = parsed.GetValue(confirmations);
            var settled = await SettledBlock.FindAsync(client, depth == UntilFinalized ? null : (ulong)depth, cancellationToken).ConfigureAwait(false);

            var registry = new ModelRegistry(client, await collection.Contract.CallAsync<Address>("registry", [], default, cancellationToken).ConfigureAwait(false));
            var modelId = await collection.Contract.CallAsync<BigInteger>("modelId", [], default, cancellationToken).ConfigureAwait(false);
            var isStored = await collection.Contract.CallAsync<bool>("storesImage", [], default, cancellationToken).ConfigureAwait(false);
            var model = await registry.ModelOfAsync(modelId, cancellationToken).ConfigureAwait(false);

            var reader = new CollectionReader(client, collection);
            // No collection is older than its model.
            var tokens = await reader.TokensAsync(model.BlockNumber, settled.Number, cancellationToken).ConfigureAwait(false);
            await settled.RequireStillThereAsync(client, cancellationToken).ConfigureAwait(false);
            var shown = new List<Entry>();
            var images = new List<RgbImage>();
            foreach (var token in tokens.TakeLast(parsed.GetValue(limit)))
            {
                var id = Bytes32.FromInteger(token.TokenId).ToString();
                var bytes = await reader.ImageAsync(token, isStored, cancellationToken).ConfigureAwait(false);
                var png = bytes is null ? null : Path.Combine(output, id + ".png");
                if (bytes is null)
                    console.Log($"token {id} was minted through another contract, which alone can read its calldata; its image is left out");
                else
                    images.Add(Draw(model.Registration.Format, bytes, png!, cancellationToken));
                shown.Add(new Entry(id, token.Owner.ToString(), token.Block, token.Transaction.ToString(), png));
            }

            var sheet = images.Count > 0 ? Path.Combine(output, SheetName) : null;
            if (sheet is not null)
            {
                var rows = images.Select(Shrink).Chunk(SheetColumns).Select(row => (IReadOnlyList<RgbImage>)row).ToArray();
                OutputFile.Write(sheet, stream => PngWriter.Write(stream, ContactSheet.Compose(rows)), cancellationToken);
            }

            var table = new ResultTable("token", "owner", "block")
            {
                AlignsFigures = false,
                Title = $"{Figures.Counted(tokens.Count, "token")} of {collection.Address} up to block {settled.Number}{(shown.Count < tokens.Count ? $", the newest {shown.Count}" : "")}{(sheet is null ? "" : $": {sheet}")}",
            };
            foreach (var entry in shown)
                table.Add(entry.TokenId, entry.Owner, Figures.Count((long)entry.Block));
            console.Present(new Result(collection.Address.ToString(), settled.Number, tokens.Count, sheet, shown), table);
            return ExitCode.Success;
        });
    }

    private static RgbImage Draw(ModelImageFormat format, byte[] bytes, string png, CancellationToken cancellationToken)
    {
        var image = TokenImage.Draw(format, bytes);
        OutputFile.Write(png, stream => PngWriter.Write(stream, image), cancellationToken);
        return image;
    }

    private static RgbImage Shrink(RgbImage image)
    {
        var side = Math.Max(image.Width, image.Height);
        return side <= SheetSide
            ? image
            : ImageResizer.Box(image, Math.Max(1, image.Width * SheetSide / side), Math.Max(1, image.Height * SheetSide / side));
    }

    private sealed record Entry(string TokenId, string Owner, ulong Block, string Transaction, string? Png);

    private sealed record Result(string Collection, ulong Block, int Tokens, string? Sheet, IReadOnlyList<Entry> Shown);
}
