using ZkStyle.Prover.Constraints;
using ZkStyle.Prover.Plonk;
using ZkStyle.Prover.Polynomials;

namespace ZkStyle.Prover.Tests.Plonk.Reference;

/// <summary>
/// The protocol of docs/protocol.md in plain field elements, a polynomial at a time: what the prover's bytes are compared with.
/// </summary>
internal static class ReferenceProver
{
    /// <summary>The proof's bytes.</summary>
    public static byte[] Prove(ProvingKey key, ReadOnlySpan<byte> context, IWitness witness)
    {
        var options = new ProverOptions();

        var system = key.Assignment.System;
        var columns = new WitnessColumns(key.Assignment, witness.PublicInputs);
        var writer = new ProofWriter(system.Manifest);
        TranscriptSteps.AbsorbStatement(writer.Transcript, key.VerifyingKey, context, witness.PublicInputs);

        // (R1) to (R3): advice columns phase by phase, challenges in between.
        var domain = new EvaluationDomain(key.Assignment.LogSize);
        var adviceCoefficients = new Fr[system.AdviceColumns.Count][];
        for (var phase = 1; phase <= system.PhaseCount; phase++)
        {
            columns.Fill(phase, witness);

            foreach (var index in system.ColumnsOfPhase(phase))
            {
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
        }

        // (R4): the quotient.
        var pieces = ReferenceQuotient.Compute(key, columns, adviceCoefficients, options);
        foreach (var piece in pieces)
        {
            writer.Write(key.CommitmentKey.CommitCoefficients(piece, options.MaxThreads));
        }

        var zeta = writer.CloseRound()[0];

        // (R5), (R6): evaluations and the opening argument.
        ReferenceOpening.Prove(key, adviceCoefficients, pieces, zeta, writer, options);
        return writer.ToArray();
    }
}
