using System.Diagnostics;
using ZkStyle.Prover.Constraints;
using ZkStyle.Prover.Polynomials;

namespace ZkStyle.Prover.Plonk;

/// <summary>
/// Proves that a witness satisfies a constraint system. It does not check the witness: a wrong one gives a proof
/// that no verifier accepts, or the error that the quotient is no polynomial; use
/// <see cref="WitnessChecker"/> to learn what fails. Proofs are not blinded: they are sound, not
/// zero-knowledge, and reveal evaluations of witness and fixed columns (docs/protocol.md, "What a proof reveals").
/// </summary>
public static class PlonkProver
{
    /// <summary>Makes a proof. Round numbers (R0) to (R6) are those of docs/protocol.md.</summary>
    /// <param name="key">The proving key.</param>
    /// <param name="context">32 bytes that the proof is bound to.</param>
    /// <param name="witness">The witness, public inputs included.</param>
    /// <param name="options">Threads, progress and cancellation.</param>
    /// <returns>The proof and its timings.</returns>
    /// <exception cref="ArgumentException">The context is not 32 bytes, or a public input has the wrong length.</exception>
    /// <exception cref="UnsatisfiedCircuitException">The witness does not satisfy the gates.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static ProofResult Prove(ProvingKey key, ReadOnlySpan<byte> context, IWitness witness, ProverOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(witness);
        options ??= new ProverOptions();
        if (context.Length != PlonkVerifier.ContextLength)
            throw new ArgumentException($"The context is {PlonkVerifier.ContextLength} bytes, got {context.Length}.", nameof(context));

        var system = key.Assignment.System;
        var columns = new WitnessColumns(key.Assignment, witness.PublicInputs);
        var writer = new ProofWriter(system.Manifest);
        TranscriptSteps.AbsorbStatement(writer.Transcript, key.VerifyingKey, context, witness.PublicInputs);

        // (R1) to (R3): advice columns phase by phase, challenges in between.
        var domain = new EvaluationDomain(key.Assignment.LogSize);
        var adviceCoefficients = new Fr[system.AdviceColumns.Count][];
        var (witnessTime, commitmentTime) = (0.0, 0.0);
        for (var phase = 1; phase <= system.PhaseCount; phase++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            options.Report("witness", (phase - 1.0) / system.PhaseCount);
            var clock = Stopwatch.StartNew();
            columns.Fill(phase, witness);
            witnessTime += clock.Elapsed.TotalMilliseconds;

            clock.Restart();
            foreach (var index in system.ColumnsOfPhase(phase))
            {
                options.CancellationToken.ThrowIfCancellationRequested();
                options.Report("commitments", (double)index / system.AdviceColumns.Count);
                var column = columns.Advice(index);
                var elements = column.ToElements();
                writer.Write(column.Integers is { } integers
                    ? key.CommitmentKey.CommitEvaluations(integers, options.MaxThreads)
                    : key.CommitmentKey.CommitEvaluations(elements, options.MaxThreads));
                adviceCoefficients[index] = elements;
                domain.Inverse(adviceCoefficients[index], options.MaxThreads);
            }

            var challenges = writer.CloseRound();
            var own = system.ChallengesOfPhase(phase).ToArray();
            for (var i = 0; i < own.Length; i++)
                columns.Scalars.SetChallenge(own[i], challenges[i]);
            if (phase == system.PhaseCount)
                columns.Scalars.SetChallenge(system.Challenges.Count, challenges[^1]);
            commitmentTime += clock.Elapsed.TotalMilliseconds;
        }

        // (R4): the quotient.
        var quotientClock = Stopwatch.StartNew();
        var pieces = QuotientArgument.Compute(key, columns, adviceCoefficients, options);
        foreach (var piece in pieces)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            options.Report("quotient commitments", 0);
            writer.Write(key.CommitmentKey.CommitCoefficients(piece, options.MaxThreads));
        }

        var zeta = writer.CloseRound()[0];
        var quotientTime = quotientClock.Elapsed.TotalMilliseconds;

        // (R5), (R6): evaluations and the opening argument.
        var openingClock = Stopwatch.StartNew();
        OpeningArgument.Prove(key, adviceCoefficients, pieces, zeta, writer, options);
        options.Report("opening", 1);
        var timings = new ProofTimings(
            witnessTime, commitmentTime, quotientTime, openingClock.Elapsed.TotalMilliseconds);
        return new ProofResult(writer.ToArray(), timings);
    }
}
