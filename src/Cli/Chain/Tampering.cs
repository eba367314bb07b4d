using ZkStyle.Ethereum.Contracts;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Rpc;

namespace ZkStyle.Cli.Chain;

/// <summary>Asks the contracts about a mint with one bit changed: each time they must refuse.</summary>
internal static class Tampering
{
    /// <summary>Changes one bit of each part of a mint in turn, and asks the collection.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="recipient">Whom the proof was made for.</param>
    /// <param name="latent">The latent.</param>
    /// <param name="image">The image.</param>
    /// <param name="proof">The proof.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was changed, each refused.</returns>
    /// <exception cref="CommandException">The contract refuses the untouched mint, or accepts a changed one.</exception>
    public static async Task<IReadOnlyList<string>> CheckAsync(
        StyleCollection collection, Address recipient, byte[] latent, byte[] image, byte[] proof, CancellationToken cancellationToken)
    {
        if (!await AcceptsAsync(recipient, latent, image, proof).ConfigureAwait(false))
            throw new CommandException("the contract refuses the proof that the C# verifier accepted");
        (string What, Task<bool> Accepted)[] attempts =
        [
            ("one bit of the image", AcceptsAsync(recipient, latent, Flip(image), proof)),
            ("one bit of the latent", AcceptsAsync(recipient, Flip(latent), image, proof)),
            ("one bit of the proof", AcceptsAsync(recipient, latent, image, Flip(proof))),
            ("the recipient, and so the context", AcceptsAsync(new Address(Flip(recipient.ToArray())), latent, image, proof)),
        ];
        foreach (var (what, accepted) in attempts)
        {
            if (await accepted.ConfigureAwait(false))
                throw new CommandException($"the contract accepts the proof with {what} changed");
        }

        return [.. attempts.Select(a => a.What)];

        Task<bool> AcceptsAsync(Address to, byte[] prompt, byte[] data, byte[] evidence) =>
            collection.VerifyAsync(prompt, data, StyleCollection.Envelope(to, evidence), cancellationToken);
    }

    /// <summary>Tries to mint a changed image; nothing may be sent.</summary>
    /// <param name="mint">Mints an image.</param>
    /// <param name="image">The image.</param>
    /// <returns>The contract's reason.</returns>
    /// <exception cref="CommandException">The mint went through.</exception>
    public static async Task<string> RequireRefusedMintAsync(Func<byte[], Task<Mint>> mint, byte[] image)
    {
        try
        {
            var minted = await mint(Flip(image)).ConfigureAwait(false);
            throw new CommandException($"the contract minted a changed image as token {minted.TokenId}");
        }
        catch (ContractRevertedException e)
        {
            return e.Reason.ToString()!;
        }
    }

    /// <summary>A copy with the lowest bit of the middle byte flipped.</summary>
    internal static byte[] Flip(byte[] bytes)
    {
        var changed = (byte[])bytes.Clone();
        changed[changed.Length / 2] ^= 1;
        return changed;
    }
}
