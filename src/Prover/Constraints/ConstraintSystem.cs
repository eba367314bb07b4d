using System.Globalization;
using System.Text;
using ZkStyle.Prover.Transcripts;

namespace ZkStyle.Prover.Constraints;

/// <summary>
/// The shape of a statement: columns, phases, challenges, gates and lookups, without any model's numbers.
/// One description has four readers: the quotient evaluator, the verifier, the witness checker and the
/// Solidity exporter. Build it with <see cref="ConstraintSystemBuilder"/>.
/// </summary>
public sealed class ConstraintSystem
{
    private readonly byte[] _digest;

    internal ConstraintSystem(
        string name, IReadOnlyList<string> fixedColumns, IReadOnlyList<AdviceColumn> adviceColumns,
        IReadOnlyList<SparseColumn> sparseColumns, IReadOnlyList<KeyParameter> parameters,
        IReadOnlyList<PublicInput> publicInputs, IReadOnlyList<ChallengeDefinition> challenges,
        IReadOnlyList<ScalarDefinition> scalars, IReadOnlyList<Gate> gates, IReadOnlyList<LookupArgument> lookups)
    {
        Name = name;
        FixedColumns = fixedColumns;
        AdviceColumns = adviceColumns;
        SparseColumns = sparseColumns;
        Parameters = parameters;
        PublicInputs = publicInputs;
        Challenges = challenges;
        Scalars = scalars;
        Lookups = lookups;
        Gates = [.. gates, .. lookups.Select(l => l.ToGate())];
        PhaseCount = adviceColumns.Max(c => c.Phase);
        Degree = Math.Max(2, Gates.Max(g => g.Expression.Degree));
        Cells = FindCells();
        Manifest = new TranscriptManifest(this);
        _digest = Keccak256.Hash(Encoding.UTF8.GetBytes(Describe()));
    }

    /// <summary>The system's name, for reports and the generated contract.</summary>
    public string Name { get; }

    /// <summary>Names of the committed key columns.</summary>
    public IReadOnlyList<string> FixedColumns { get; }

    /// <summary>The columns the prover commits to, in order; phases never decrease.</summary>
    public IReadOnlyList<AdviceColumn> AdviceColumns { get; }

    /// <summary>The columns the verifier evaluates by itself.</summary>
    public IReadOnlyList<SparseColumn> SparseColumns { get; }

    /// <summary>Integers every key carries.</summary>
    public IReadOnlyList<KeyParameter> Parameters { get; }

    /// <summary>Byte strings the statement speaks of.</summary>
    public IReadOnlyList<PublicInput> PublicInputs { get; }

    /// <summary>Challenges of the phases; alpha, zeta, nu and mu are the protocol's own and not listed.</summary>
    public IReadOnlyList<ChallengeDefinition> Challenges { get; }

    /// <summary>Named scalars, each using earlier ones only.</summary>
    public IReadOnlyList<ScalarDefinition> Scalars { get; }

    /// <summary>All gates, the lookups' own last; the quotient combines them by powers of alpha, the first gate's being 1.</summary>
    public IReadOnlyList<Gate> Gates { get; }

    /// <summary>The lookups.</summary>
    public IReadOnlyList<LookupArgument> Lookups { get; }

    /// <summary>Number of phases in which advice columns are committed.</summary>
    public int PhaseCount { get; }

    /// <summary>The highest degree of a gate, at least 2.</summary>
    public int Degree { get; }

    /// <summary>
    /// The cells of fixed and advice columns that gates read, each an evaluation in the proof:
    /// fixed before advice, by column, rotation 0 first and then by rising distance.
    /// Every fixed and advice column appears at rotation 0.
    /// </summary>
    public IReadOnlyList<Expression.Cell> Cells { get; }

    /// <summary>What is absorbed and drawn, in order; prover, verifier and contract share it.</summary>
    public TranscriptManifest Manifest { get; }

    /// <summary>Keccak-256 of the canonical text; a key made for another system has another digest.</summary>
    public byte[] Digest => [.. _digest];

    /// <summary>Pieces of n coefficients that the quotient is committed in.</summary>
    public int QuotientPieces => Degree - 1;

    /// <summary>The advice columns of a phase.</summary>
    /// <param name="phase">The phase, from 1.</param>
    /// <returns>Positions in <see cref="AdviceColumns"/>, rising.</returns>
    public IEnumerable<int> ColumnsOfPhase(int phase) =>
        Enumerable.Range(0, AdviceColumns.Count).Where(i => AdviceColumns[i].Phase == phase);

    /// <summary>The challenges drawn after a phase.</summary>
    /// <param name="phase">The phase, from 1.</param>
    /// <returns>Positions in <see cref="Challenges"/>, rising.</returns>
    public IEnumerable<int> ChallengesOfPhase(int phase) =>
        Enumerable.Range(0, Challenges.Count).Where(i => Challenges[i].Phase == phase);

    /// <summary>The name of a column.</summary>
    /// <param name="column">A column of this system.</param>
    /// <returns>Its name.</returns>
    public string NameOf(Column column) => column.Kind switch
    {
        ColumnKind.Fixed => FixedColumns[column.Index],
        ColumnKind.Advice => AdviceColumns[column.Index].Name,
        _ => SparseColumns[column.Index].Name,
    };

    /// <summary>The whole system as canonical text: what <see cref="Digest"/> hashes.</summary>
    /// <returns>Lines of text.</returns>
    public string Describe()
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

        Line($"system {Name}");
        foreach (var column in FixedColumns)
            Line($"fixed {column}");
        foreach (var column in AdviceColumns)
            Line($"advice {column.Name} phase {column.Phase}");
        foreach (var column in SparseColumns)
            Line($"sparse {column.Name} parameters {column.EntryParameters} coefficient {column.Coefficient}");
        foreach (var parameter in Parameters)
            Line($"parameter {parameter.Name}");
        foreach (var input in PublicInputs)
            Line($"public {input.Name} {Describe(input.Encoding)}");
        foreach (var challenge in Challenges)
            Line($"challenge {challenge.Name} phase {challenge.Phase}");
        foreach (var scalar in Scalars)
            Line($"scalar {scalar.Name} {scalar.Value}");
        foreach (var gate in Gates)
            Line($"gate {gate.Name} {gate.Expression}");
        return text.ToString();
    }

    private static string Describe(PublicInputEncoding encoding) => encoding switch
    {
        PublicInputEncoding.PackedWords p => $"packed point {p.Point} scale {p.Scale}",
        PublicInputEncoding.Grid g =>
            $"grid lines {g.Lines} cells {g.Cells} points {g.ChannelPoint} {g.LinePoint} {g.CellPoint} scale {g.Scale} channels per word {g.ChannelsPerWord} offset {g.Offset}",
        _ => throw new InvalidOperationException($"Unknown encoding {encoding.GetType().Name}."),
    };

    private List<Expression.Cell> FindCells()
    {
        var read = Gates.SelectMany(g => g.Expression.Cells()).ToHashSet();
        IEnumerable<Column> columns =
        [
            .. Enumerable.Range(0, FixedColumns.Count).Select(i => new Column(ColumnKind.Fixed, i)),
            .. Enumerable.Range(0, AdviceColumns.Count).Select(i => new Column(ColumnKind.Advice, i)),
        ];
        var cells = new List<Expression.Cell>();
        foreach (var column in columns)
        {
            cells.Add(new Expression.Cell(column, 0));
            cells.AddRange(read.Where(c => c.Column == column && c.Rotation != 0)
                .OrderBy(c => Math.Abs(c.Rotation)).ThenBy(c => c.Rotation));
        }

        return cells;
    }
}
