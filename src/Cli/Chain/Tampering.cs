using ZkStyle.Ethereum.Contracts;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Rpc;
using ZkStyle.Ethereum.Sending;
using ZkStyle.Prover.Plonk;

namespace ZkStyle.Cli.Chain;

/// <summary>Asks the contracts about a mint with one bit changed: each time they must refuse.</summary>
internal static class Tampering
{
    /// <summary>Changes one bit of each part of a mint in turn, and asks the collection or the verifier.</summary>
    /// <param name="sender">Pays for putting a changed key on chain.</param>
    /// <param name="deployment">The contracts.</param>
    /// <param name="key">The verifying key.</param>
    /// <param name="recipient">Whom the proof was made for.</param>
    /// <param name="latent">The latent.</param>
    /// <param name="image">The image.</param>
    /// <param name="proof">The proof.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was changed, each refused.</returns>
    /// <exception cref="CommandException">The contract refuses the untouched mint, or accepts a changed one.</exception>
    public static async Task<IReadOnlyList<string>> CheckAsync(
        TransactionSender sender, CollectionDeployment deployment, VerifyingKey key, Address recipient,
        byte[] latent, byte[] image, byte[] proof, CancellationToken cancellationToken)
    {
        if (!await AcceptsAsync(recipient, latent, image, proof).ConfigureAwait(false))
            throw new CommandException("the contract refuses the proof that the C# verifier accepted");
        var (changedKey, _) = await DataContract.DeployAsync(sender, Flip(key.ToBytes()), cancellationToken).ConfigureAwait(false);
        var context = await deployment.ContextOfAsync(recipient, latent, cancellationToken).ConfigureAwait(false);
        (string What, Task<bool> Accepted)[] attempts =
        [
            ("image", AcceptsAsync(recipient, latent, Flip(image), proof)),
            ("latent", AcceptsAsync(recipient, Flip(latent), image, proof)),
            ("proof", AcceptsAsync(recipient, latent, image, Flip(proof))),
            ("recipient", AcceptsAsync(new Address(Flip(recipient.ToArray())), latent, image, proof)),
            ("context", deployment.Verifier.VerifyAsync(deployment.Key, new Bytes32(Flip(context.ToArray())), latent, image, proof, cancellationToken)),
            ("key", deployment.Verifier.VerifyAsync(changedKey, context, latent, image, proof, cancellationToken)),
        ];
        foreach (var (what, accepted) in attempts)
        {
            if (await accepted.ConfigureAwait(false))
                throw new CommandException($"the contract accepts the proof with one bit of the {what} changed");
        }

        return [.. attempts.Select(a => a.What)];

        Task<bool> AcceptsAsync(Address to, byte[] prompt, byte[] data, byte[] evidence) =>
            deployment.Collection.VerifyAsync(prompt, data, StyleCollection.Envelope(to, evidence), cancellationToken);
    }

    /// <summary>Tries to mint a changed image; nothing may be sent.</summary>
    /// <param name="mint">Mints an image.</param>
    /// <param name="image">The image.</param>
    /// <returns>The name of the contract's error.</returns>
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
            return e.Reason.Error?.Name ?? e.Reason.Text;
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
