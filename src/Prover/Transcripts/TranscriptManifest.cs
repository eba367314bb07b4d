using ZkStyle.Prover.Constraints;

namespace ZkStyle.Prover.Transcripts;

/// <summary>
/// What is absorbed and what is drawn, round by round, as data. The prover, the verifier and the generated
/// contract all walk this one list, and its sizes are the proof's layout: the points and scalars of all
/// rounds in order, nothing else.
/// </summary>
public sealed class TranscriptManifest
{
    /// <summary>Bytes of a point: two big-endian coordinates.</summary>
    public const int PointLength = 64;

    /// <summary>Bytes of a scalar.</summary>
    public const int ScalarLength = 32;

    internal TranscriptManifest(ConstraintSystem system)
    {
        var rounds = new List<TranscriptRound>
        {
            new("statement",
                [
                    new TranscriptItem("label", TranscriptItemKind.Digest),
                    new TranscriptItem("key digest", TranscriptItemKind.Digest),
                    new TranscriptItem("context", TranscriptItemKind.Digest),
                    .. system.PublicInputs.Select(p => new TranscriptItem(p.Name + " hash", TranscriptItemKind.Digest)),
                ],
                []),
        };
        for (var phase = 1; phase <= system.PhaseCount; phase++)
        {
            var points = system.ColumnsOfPhase(phase)
                .Select(i => new TranscriptItem(system.AdviceColumns[i].Name, TranscriptItemKind.Point)).ToList();
            var challenges = system.ChallengesOfPhase(phase).Select(i => system.Challenges[i].Name).ToList();
            if (phase == system.PhaseCount)
                challenges.Add("alpha");
            rounds.Add(new TranscriptRound($"phase {phase}", points, challenges));
        }

        rounds.Add(new TranscriptRound(
            "quotient",
            [.. Enumerable.Range(0, system.QuotientPieces).Select(i => new TranscriptItem($"t{i}", TranscriptItemKind.Point))],
            ["zeta"]));
        rounds.Add(new TranscriptRound(
            "evaluations",
            [.. system.Cells.Select(c => new TranscriptItem($"{system.NameOf(c.Column)}@{c.Rotation}", TranscriptItemKind.Scalar))],
            ["nu"]));
        rounds.Add(new TranscriptRound("opening", [new TranscriptItem("W", TranscriptItemKind.Point)], ["mu"]));
        rounds.Add(new TranscriptRound("opening check", [new TranscriptItem("W'", TranscriptItemKind.Point)], []));
        Rounds = rounds;
        ProofLength = rounds.SelectMany(r => r.Items).Sum(i => i.Kind switch
        {
            TranscriptItemKind.Point => PointLength,
            TranscriptItemKind.Scalar => ScalarLength,
            _ => 0,
        });
    }

    /// <summary>The rounds in order. The first holds the statement; the last one's points are absorbed by nobody.</summary>
    public IReadOnlyList<TranscriptRound> Rounds { get; }

    /// <summary>The exact length of a proof in bytes.</summary>
    public int ProofLength { get; }
}
