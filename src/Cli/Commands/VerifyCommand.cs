using System.CommandLine;
using ZkStyle.Cli.Files;
using ZkStyle.Cli.Output;
using ZkStyle.Prover.Plonk;

namespace ZkStyle.Cli.Commands;

/// <summary><c>zkstyle verify</c>: checks a proof.</summary>
internal static class VerifyCommand
{
    /// <summary>Creates the command.</summary>
    /// <param name="host">Streams and surroundings.</param>
    /// <returns>The command.</returns>
    public static Command Create(CommandHost host)
    {
        var proofFile = new Argument<string>("PROOF") { Description = "The proof" };
        var keyFile = new Option<string>("--key") { Description = "The verifying key", HelpName = "VK", Required = true };
        var latentFile = new Option<string>("--latent") { Description = "The latent", HelpName = "LATENT", Required = true };
        var imageFile = new Option<string>("--image") { Description = "The image: raw planes as decode --raw writes them, or a PNG", HelpName = "IMAGE", Required = true };
        var context = CommonArguments.Context();
        var command = new Command("verify", "Check that the model of the key decodes the latent to the image; exit code 1 when the proof does not show it")
        {
            keyFile, latentFile, imageFile, context, proofFile,
        };
        return command.Runs(host, (parsed, console, _) =>
        {
            var key = ProofFiles.ReadVerifyingKey(parsed.GetRequiredValue(keyFile));
            var latent = InputFile.ReadAllBytes(parsed.GetRequiredValue(latentFile), "latent", FileLimits.Latent);
            var image = PictureFile.ReadPlanes(parsed.GetRequiredValue(imageFile));
            var proof = InputFile.ReadAllBytes(parsed.GetRequiredValue(proofFile), "proof", FileLimits.Proof);
            var verdict = PlonkVerifier.Verify(key, parsed.GetRequiredValue(context), [latent, image], proof);
            var valid = verdict == VerificationResult.Valid;
            if (key.IsUnsafe)
                console.Log(UnsafeNotice.OfKey);
            console.Present(
                new Result(valid, valid ? null : verdict.Explain(), Convert.ToHexStringLower(key.Digest), key.IsUnsafe),
                $"{(valid ? "valid" : "invalid")}: {verdict.Explain()}");
            return Task.FromResult(valid ? ExitCode.Success : ExitCode.Failure);
        });
    }

    private sealed record Result(bool Valid, string? Reason, string KeyDigest, bool IsUnsafe);
}
