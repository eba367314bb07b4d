namespace ZkStyle.Cli.Proving;

/// <summary>One proof's figures.</summary>
/// <param name="WitnessMs">Wall time of the witness.</param>
/// <param name="CommitmentsMs">Wall time of the commitments to advice columns.</param>
/// <param name="QuotientMs">Wall time of the quotient.</param>
/// <param name="OpeningMs">Wall time of the opening argument.</param>
/// <param name="TotalMs">Wall time of the whole proof.</param>
/// <param name="ProcessorSeconds">Processor time of all threads.</param>
/// <param name="VerifyMs">Wall time of the verification.</param>
/// <param name="Bytes">Bytes of the proof.</param>
/// <param name="PeakMemoryBytes">Peak memory of the process: during the proof where each phase's was measured, else so far.</param>
/// <param name="Phases">What each phase took.</param>
internal sealed record ProofMeasurement(
    double WitnessMs, double CommitmentsMs, double QuotientMs, double OpeningMs, double TotalMs,
    double ProcessorSeconds, double VerifyMs, int Bytes, long PeakMemoryBytes, IReadOnlyList<PhaseCost> Phases)
{
    /// <summary>The figures of a proof.</summary>
    /// <param name="proof">The proof.</param>
    /// <returns>Its figures.</returns>
    public static ProofMeasurement Of(MeasuredProof proof) => new(
        proof.Timings.Witness, proof.Timings.Commitments, proof.Timings.Quotient, proof.Timings.Opening, proof.Cost.Milliseconds,
        proof.Cost.ProcessorSeconds, proof.VerifyMilliseconds, proof.Proof.Length, proof.Cost.PeakMemoryBytes, proof.Phases);
}
