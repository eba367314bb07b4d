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
        KeyGenerator.Generate(
            circuit.Assignment, srs, CircuitProver.Options(Environment.ProcessorCount, progress, cancellationToken));

    /// <summary>Proves one decoding and verifies the proof.</summary>
    /// <param name="circuit">The compiled decoder.</param>
    /// <param name="key">Its proving key.</param>
    /// <param name="latent">The latent.</param>
    /// <param name="context">32 bytes the proof is bound to.</param>
    /// <param name="effort">Threads, and what is measured.</param>
    /// <param name="progress">Receives progress.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The proof, the decoded image, and what both took.</returns>
    /// <exception cref="CommandException">The proof does not verify, so the proving key is damaged.</exception>
    public static ModelProof Prove(
        DecoderCircuit circuit, ProvingKey key, byte[] latent, ReadOnlySpan<byte> context, ProofEffort effort,
        IPhaseProgress progress, CancellationToken cancellationToken)
    {
        var (proof, witness) = CircuitProver.Prove(
            key, () => circuit.CreateWitness(latent), context, effort, progress, cancellationToken);
        return new ModelProof(proof, witness.Image.ToArray());
    }

}
