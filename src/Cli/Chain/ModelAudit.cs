using System.Numerics;
using ZkStyle.Ethereum.Contracts;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Rpc;
using ZkStyle.Prover.Plonk;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Cli.Chain;

/// <summary>Compares a registered model, part by part, with a model file and the key made from it.</summary>
/// <param name="client">The node.</param>
/// <param name="model">The model file.</param>
/// <param name="key">The key that it compiles to under the SRS at hand.</param>
internal sealed class ModelAudit(HttpRpcClient client, StyleModel model, VerifyingKey key)
{
    private readonly List<AuditLine> _lines = [];

    private Bytes32 Digest { get; } = new(key.Digest);

    /// <summary>Compares.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="modelId">The model's number.</param>
    /// <param name="collection">A collection to compare as well; null for none.</param>
    /// <param name="verifierArtifact">The compiled verifier of this repository.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>One line for each thing compared.</returns>
    public async Task<IReadOnlyList<AuditLine>> RunAsync(
        ModelRegistry registry, BigInteger modelId, StyleCollection? collection, ContractArtifact verifierArtifact, CancellationToken cancellationToken)
    {
        _lines.Clear();
        var registered = await registry.ModelOfAsync(modelId, cancellationToken).ConfigureAwait(false);
        var (told, file) = (registered.Registration, ModelDescription.FileHash(model));
        Compare("model file, SHA-256", told.WeightsCommitment, file);
        Compare("model file, CID", told.Cid, ContentId.OfRawBlock(file));
        CompareFormat(told.Format, ModelDescription.FormatOf(model));
        Compare("key digest", told.KeyDigest, Digest);
        CompareKey(await client.GetCodeAsync(registered.Key, BlockTag.Latest, cancellationToken).ConfigureAwait(false));

        var verifierAddress = await registry.Contract.CallAsync<Address>("verifier", [], default, cancellationToken).ConfigureAwait(false);
        var verifier = new ZkStyleVerifier(client, verifierAddress);
        var code = await client.GetCodeAsync(verifierAddress, BlockTag.Latest, cancellationToken).ConfigureAwait(false);
        Compare("verifier's code", Bytes32.Keccak(code), Bytes32.Keccak(verifierArtifact.DeployedBytecode.Span));
        Compare("verifier reads the key", (await verifier.IsKeyAsync(registered.Key, cancellationToken).ConfigureAwait(false)).ToString(), true.ToString());
        if (collection is not null)
        {
            Compare("collection's model", await collection.Contract.CallAsync<BigInteger>("modelId", [], default, cancellationToken).ConfigureAwait(false), modelId);
            Compare("collection's registry", await collection.Contract.CallAsync<Address>("registry", [], default, cancellationToken).ConfigureAwait(false), registry.Address);
            Compare("collection's verifier", await collection.VerifierAsync(cancellationToken).ConfigureAwait(false), verifierAddress);
            Compare("collection's key", await collection.KeyAsync(cancellationToken).ConfigureAwait(false), registered.Key);
            Compare("collection's key digest", await collection.KeyDigestAsync(cancellationToken).ConfigureAwait(false), Digest);
        }

        return [.. _lines];
    }

    private void CompareFormat(ModelImageFormat told, ModelImageFormat own)
    {
        Compare("image", $"{told.Width}x{told.Height} cells of {told.Scale} pixels", $"{own.Width}x{own.Height} cells of {own.Scale} pixels");
        Compare("palette", Convert.ToHexStringLower(told.Palette.Span), Convert.ToHexStringLower(own.Palette.Span));
    }

    /// <summary>The key's bytes and, where they differ, which of its parts do.</summary>
    private void CompareKey(byte[] code)
    {
        var bytes = code is [0, .. var data] ? data : [];
        Compare("key's bytes, Keccak-256", Bytes32.Keccak(bytes), Digest);
        if (bytes.AsSpan().SequenceEqual(key.ToBytes()))
            return;
        if (!VerifyingKey.TryRead(key.System, bytes, out var told, out var error))
        {
            _lines.Add(new("key on chain", error, "a verifying key", false));
            return;
        }

        Compare("key: rows, log2", told.LogSize, key.LogSize);
        Compare("key: public inputs", string.Join(", ", told.PublicInputLengths), string.Join(", ", key.PublicInputLengths));
        Compare("key: parameters", string.Join(", ", told.Parameters), string.Join(", ", key.Parameters));
        Compare("key: SRS digest", Convert.ToHexStringLower([.. told.SrsDigest]), Convert.ToHexStringLower([.. key.SrsDigest]));
        Compare("key: SRS", Origin(told), Origin(key));
        Compare("key: [tau]_2", told.TauG2 == key.TauG2 ? "the same" : "another", "the same");
        var differing = Enumerable.Range(0, Math.Min(told.FixedCommitments.Count, key.FixedCommitments.Count))
            .Where(i => told.FixedCommitments[i] != key.FixedCommitments[i]).ToArray();
        Compare("key: fixed columns that differ", string.Join(", ", differing), "");
        static string Origin(VerifyingKey key) => key.IsUnsafe ? "UNSAFE" : "of a ceremony";
    }

    private void Compare<T>(string what, T onChain, T expected)
        where T : notnull
    {
        var (told, own) = (Shown(onChain), Shown(expected));
        _lines.Add(new(what, told, own, told == own));
        static string Shown(T value) => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!;
    }
}
