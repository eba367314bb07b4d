using ZkStyle.Circuit;
using ZkStyle.Cli.Output;
using ZkStyle.Prover.Commitments;
using ZkStyle.Prover.Plonk;

namespace ZkStyle.Cli.Proving;

/// <summary>Makes keys and proofs of a compiled decoder, and lets no proof out that does not verify.</summary>
internal static class ModelProver
{
    /// <summary>Makes the keys of a model.</summary>
    /// <param name="circuit">The compiled decoder.</param>
    /// <param name="srs">The SRS.</param>
    /// <param name="progress">Receives progress.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The proving key, which holds the verifying key.</returns>
    public static ProvingKey GenerateKeys(
        DecoderCircuit circuit, Srs srs, IPhaseProgress progress, CancellationToken cancellationToken) =>
        KeyGenerator.Generate(circuit.Assignment, srs, Options(progress, cancellationToken));

    /// <summary>Proves one decoding and verifies the proof.</summary>
    /// <param name="circuit">The compiled decoder.</param>
    /// <param name="key">Its proving key.</param>
    /// <param name="latent">The latent.</param>
    /// <param name="context">32 bytes the proof is bound to.</param>
    /// <param name="progress">Receives progress.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The proof, the decoded image, and what both took.</returns>
    /// <exception cref="CommandException">The proof does not verify, so the proving key is damaged.</exception>
    public static ModelProof Prove(
        DecoderCircuit circuit, ProvingKey key, byte[] latent, ReadOnlySpan<byte> context,
        IPhaseProgress progress, CancellationToken cancellationToken)
    {
        var proving = new WorkMeter();
        var witness = circuit.CreateWitness(latent);
        var trace = proving.Stop();
        var result = PlonkProver.Prove(key, context, witness, Options(progress, cancellationToken));
        var cost = proving.Stop();

        progress.Report("verify", 0);
        var verifying = new WorkMeter();
        var verdict = PlonkVerifier.Verify(key.VerifyingKey, context, witness.PublicInputs, result.Proof);
        if (verdict != VerificationResult.Valid)
            throw new CommandException($"the proof just made does not verify ({verdict.Explain()}), so the proving key is damaged; make it again with zkstyle keygen");
        var timings = result.Timings with { Witness = result.Timings.Witness + trace.Milliseconds };
        return new ModelProof(result.Proof, witness.Image.ToArray(), timings, cost, verifying.Stop().Milliseconds);
    }

    /// <summary>Makes sure that a proving key read from a file belongs to a model.</summary>
    /// <param name="circuit">The compiled decoder.</param>
    /// <param name="key">The key.</param>
    /// <param name="path">The key's file, for the error.</param>
    /// <exception cref="CommandException">It belongs to another model.</exception>
    public static void RequireMatch(DecoderCircuit circuit, ProvingKey key, string path)
    {
        var (own, other) = (circuit.Assignment, key.Assignment);
        var same = own.LogSize == other.LogSize && own.Parameters.SequenceEqual(other.Parameters)
            && own.PublicInputLengths.SequenceEqual(other.PublicInputLengths)
            && own.Columns.Zip(other.Columns).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));
        if (!same)
            throw new CommandException($"the proving key {path} belongs to another model; make this model's with zkstyle keygen");
    }

    private static ProverOptions Options(IPhaseProgress progress, CancellationToken cancellationToken) => new()
    {
        Progress = new ProgressAdapter<ProverProgress>(p => progress.Report(p.Phase, p.Fraction)),
        CancellationToken = cancellationToken,
    };
}
