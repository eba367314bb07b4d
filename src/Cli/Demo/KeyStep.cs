using ZkStyle.Circuit;
using ZkStyle.Cli.Files;
using ZkStyle.Cli.Output;
using ZkStyle.Cli.Proving;
using ZkStyle.Prover.Commitments;
using ZkStyle.Prover.Plonk;

namespace ZkStyle.Cli.Demo;

/// <summary>From a compiled model to its keys, under an unsafe SRS made on the spot.</summary>
internal static class KeyStep
{
    /// <summary>Makes the SRS.</summary>
    /// <param name="circuit">The compiled model.</param>
    /// <param name="files">Receive the SRS.</param>
    /// <param name="progress">Receives progress.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The SRS, just long enough.</returns>
    public static Srs MakeUnsafeSrs(DecoderCircuit circuit, DemoFiles files, IPhaseProgress progress, CancellationToken cancellationToken)
    {
        var srs = UnsafeSrs.Generate(
            circuit.Assignment.LogSize, progress: new ProgressAdapter<double>(f => progress.Report("points", f)), cancellationToken: cancellationToken);
        OutputFile.Write(files.Srs, srs.Write, cancellationToken);
        return srs;
    }

    /// <summary>Makes the keys.</summary>
    /// <param name="circuit">The compiled model.</param>
    /// <param name="srs">The SRS.</param>
    /// <param name="files">Receive the keys.</param>
    /// <param name="progress">Receives progress.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The proving key.</returns>
    public static ProvingKey MakeKeys(
        DecoderCircuit circuit, Srs srs, DemoFiles files, IPhaseProgress progress, CancellationToken cancellationToken)
    {
        var key = ModelProver.GenerateKeys(circuit, srs, progress, cancellationToken);
        ProofFiles.WriteKeys(files.Keys, key, cancellationToken);
        return key;
    }
}
