using System.Globalization;
using System.Numerics;
using ZkStyle.Prover.Constraints;
using ZkStyle.Prover.Transcripts;

namespace ZkStyle.Prover.Export;

/// <summary>
/// The function of the generated contract that checks lengths, copies the proof to memory round by round and draws
/// the challenges. Each round's part of memory is the transcript's state followed by the round's items, so that
/// closing a round is one hash.
/// </summary>
internal sealed class TranscriptSection
{
    private readonly VerifierContext _context;
    private readonly List<MemoryRegion> _rounds = [];
    private readonly List<MemoryRegion> _challenges = [];
    private readonly List<MemoryRegion> _points = [];
    private readonly Dictionary<Expression.Cell, MemoryRegion> _evaluations = [];

    public TranscriptSection(VerifierContext context)
    {
        _context = context;
        var (system, frame) = (context.System, context.Frame);
        _rounds.Add(frame.Add("ROUND 0", 3 + system.PublicInputs.Count, "label, key digest, context, digests of the public inputs"));
        Inputs = [.. system.PublicInputs.Select(p => frame.Add($"INPUT {p.Name}", 2, $"the {p.Name}: offset in calldata, length"))];
        ProofOffset = frame.Add("PROOF OFFSET", 1, "the proof's offset in calldata");
        Scratch = frame.Add("SCRATCH", 0, "where public inputs are hashed, before anything else is kept from here on");
        for (var i = 1; i < system.Manifest.Rounds.Count; i++)
            AddRound(i);
        foreach (var name in system.Manifest.Rounds.SelectMany(r => r.Challenges))
            _challenges.Add(frame.Add($"CHALLENGE {name}", 1, $"challenge {name}"));
    }

    /// <summary>Per public input: its offset in calldata and its length.</summary>
    public IReadOnlyList<MemoryRegion> Inputs { get; }

    public MemoryRegion ProofOffset { get; }

    public MemoryRegion Scratch { get; }

    /// <summary>The system's challenges, then alpha, zeta, nu and mu.</summary>
    public IReadOnlyList<MemoryRegion> Challenges => _challenges;

    public MemoryRegion Alpha => _challenges[_context.System.Challenges.Count];

    public MemoryRegion Zeta => _challenges[_context.System.Challenges.Count + 1];

    public MemoryRegion Nu => _challenges[_context.System.Challenges.Count + 2];

    public MemoryRegion Mu => _challenges[_context.System.Challenges.Count + 3];

    /// <summary>Points of the proof in order: advice, quotient pieces, W, W'.</summary>
    public IReadOnlyList<MemoryRegion> Points => _points;

    /// <summary>Evaluations of the proof.</summary>
    public IReadOnlyDictionary<Expression.Cell, MemoryRegion> Evaluations => _evaluations;

    /// <summary>Constants of this section.</summary>
    public void WriteConstants(SourceWriter writer) => writer.Lines(
        $$"""
        /// @dev keccak256("ZkStyle PLONK v2"), the transcript's first state.
        uint256 private constant TRANSCRIPT_LABEL = {{YulArithmetic.Number(new BigInteger(Transcript.Label, isUnsigned: true, isBigEndian: true))}};
        /// @dev keccak256("ZkStyle batch v1"), the first state of a batch's digest.
        uint256 private constant BATCH_LABEL = {{YulArithmetic.Number(new BigInteger(Plonk.PlonkBatchVerifier.Label, isUnsigned: true, isBigEndian: true))}};
        /// @dev Bytes of a proof.
        uint256 private constant PROOF_LENGTH = {{_context.System.Manifest.ProofLength.ToString(CultureInfo.InvariantCulture)}};
        """);

    /// <summary>Writes what a verification keeps of its context, a variable of that name.</summary>
    public void WriteContext(SourceWriter writer) => writer.Line($"mstore({_rounds[0].Word(2)}, context)");

    /// <summary>Writes what a verification keeps of a public input: digest, offset and length.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="index">The input's position.</param>
    /// <param name="name">The calldata variable.</param>
    /// <param name="buffer">Memory to hash in.</param>
    public void WriteInput(SourceWriter writer, int index, string name, string buffer) => writer.Lines(
        $$"""
        calldatacopy({{buffer}}, {{name}}.offset, {{name}}.length)
        mstore({{_rounds[0].Word(3 + index)}}, keccak256({{buffer}}, {{name}}.length))
        mstore({{Inputs[index].Name}}, {{name}}.offset)
        mstore({{Inputs[index].Word(1)}}, {{name}}.length)
        """);

    /// <summary>Writes what a verification keeps of its proof, a variable of that name.</summary>
    public void WriteProof(SourceWriter writer) => writer.Line($"mstore({ProofOffset.Name}, proof.offset)");

    /// <summary>Writes the function.</summary>
    public void Write(SourceWriter writer, MemoryRegion keyDigest)
    {
        var (system, key) = (_context.System, _context.Key);
        var rounds = system.Manifest.Rounds;
        writer.Lines(
            """
            /// @dev (V1) to (V3): checks the public inputs' lengths, points and scalars, and draws the challenges of rounds
            /// (R0) to (R6). state = keccak256(state, items); challenge j = keccak256(state, byte j) mod p.
            """);
        writer.Open("function _replay() private pure returns (bool ok)");
        writer.Open("assembly (\"memory-safe\")");
        writer.Lines(YulFunctions.ArePoints);
        writer.Lines(
            """
            // Challenge number index of the state at an address; the byte behind the state is overwritten.
            function draw(state, index, p) -> challenge {
                mstore8(add(state, 0x20), index)
                challenge := mod(keccak256(state, 0x21), p)
            }
            let p := P
            ok := 1
            """);

        if (Inputs.Count > 0)
            writer.Line("// (V1) The key's lengths are exact.");
        for (var i = 0; i < Inputs.Count; i++)
            writer.Line($"ok := and(ok, eq({Inputs[i].Load(1)}, {key.Lengths[i].Load()}))");
        writer.Line();
        writer.Line("// (R0) The statement: label and key digest; context and digests are in place.");
        writer.Line($"mstore({_rounds[0].Name}, TRANSCRIPT_LABEL)");
        writer.Line($"mstore({_rounds[0].Word(1)}, {keyDigest.Load()})");
        writer.Line($"mstore({_rounds[1].Name}, keccak256({_rounds[0].Name}, {MemoryMap.Hex(32 * (3 + Inputs.Count))}))");
        writer.Line($"let source := {ProofOffset.Load()}");

        var drawn = 0;
        for (var i = 1; i < rounds.Count; i++)
        {
            var length = rounds[i].Items.Sum(ItemLength);
            writer.Line();
            writer.Comment($"{RoundNumber(i)} {string.Join(", ", rounds[i].Items.Select(t => t.Name))}"
                + (rounds[i].Challenges.Count == 0 ? "." : $"; then {string.Join(", ", rounds[i].Challenges)}."));
            writer.Line($"calldatacopy({_rounds[i].Word(1)}, source, {MemoryMap.Hex(length)})");
            if (rounds[i].Items[0].Kind == TranscriptItemKind.Point)
            {
                writer.Line($"ok := and(ok, arePoints({_rounds[i].Word(1)}, {_rounds[i].Word(1 + (length / 32))}, Q))");
            }
            else
            {
                writer.Line("// (V3) Canonical scalars.");
                foreach (var cell in system.Cells)
                    writer.Line($"ok := and(ok, lt({_evaluations[cell].Load()}, p))");
            }

            if (i == rounds.Count - 1)
                continue;
            writer.Line($"source := add(source, {MemoryMap.Hex(length)})");
            writer.Line($"mstore({_rounds[i + 1].Name}, keccak256({_rounds[i].Name}, {MemoryMap.Hex(32 + length)}))");
            for (var j = 0; j < rounds[i].Challenges.Count; j++)
                writer.Line($"mstore({_challenges[drawn++].Name}, draw({_rounds[i + 1].Name}, {j.ToString(CultureInfo.InvariantCulture)}, p))");
        }

        writer.Close();
        writer.Close();
    }

    private static int ItemLength(TranscriptItem item) => item.Kind switch
    {
        TranscriptItemKind.Point => TranscriptManifest.PointLength,
        _ => TranscriptManifest.ScalarLength,
    };

    /// <summary>The round's number in docs/protocol.md, whose system has three phases; other systems' rounds go by name.</summary>
    private string RoundNumber(int round) => _context.System.PhaseCount == 3
        ? $"(R{Math.Min(round, 6).ToString(CultureInfo.InvariantCulture)})"
        : $"{_context.System.Manifest.Rounds[round].Name}:";

    private void AddRound(int index)
    {
        var (system, frame) = (_context.System, _context.Frame);
        var round = system.Manifest.Rounds[index];
        var words = 1 + (round.Items.Sum(ItemLength) / 32);
        var region = frame.Add($"ROUND {index.ToString(CultureInfo.InvariantCulture)}", words, $"the state before {RoundNumber(index)}, then:");
        _rounds.Add(region);
        var at = 1;
        foreach (var item in round.Items)
        {
            if (item.Kind == TranscriptItemKind.Point)
            {
                _points.Add(frame.AddPart($"POINT {item.Name}", region, at, $"[{item.Name}]"));
                at += 2;
            }
            else
            {
                var cell = system.Cells[_evaluations.Count];
                var name = system.NameOf(cell.Column);
                var place = frame.AddPart(
                    cell.Rotation == 0 ? $"EVAL {name}" : $"EVAL {name} {KeyLayout.RotationName(cell.Rotation)}", region, at, item.Name);
                _evaluations.Add(cell, place);
                at++;
            }
        }
    }
}
