using System.Numerics;
using ZkStyle.Prover.Constraints;

namespace ZkStyle.Prover.Export;

/// <summary>
/// The order in which the contract computes scalars. Inversion is dear, so all that can be inverted together are:
/// an expression's stage is the number of inversions one behind another that it needs, and between two stages one
/// modular exponentiation inverts everything the next stage asks for.
/// </summary>
internal sealed class ScalarPlan
{
    private readonly ConstraintSystem _system;
    private readonly List<ScalarStep> _steps = [];
    private readonly HashSet<int> _definitions = [];
    private readonly HashSet<int> _publicValues = [];
    private readonly Dictionary<string, (ScalarExpression.Inversion Node, int Stage)> _inversions = [];
    private readonly Dictionary<ScalarExpression, int> _stages = [];

    /// <param name="system">The system.</param>
    /// <param name="gates">The compiled gates.</param>
    public ScalarPlan(ConstraintSystem system, ExpressionProgram gates)
    {
        _system = system;
        for (var i = 0; i < gates.Scalars.Count; i++)
        {
            Visit(gates.Scalars[i]);
            if (!IsLeaf(gates.Scalars[i]))
                _steps.Add(new ScalarStep(ScalarStepKind.GateScalar, i, Stage(gates.Scalars[i])));
        }

        foreach (var column in system.SparseColumns)
            Visit(column.Coefficient);
        StageCount = 1 + Math.Max(
            _steps.Select(s => s.Stage).Append(0).Max(), system.SparseColumns.Select(c => Stage(c.Coefficient)).Append(0).Max());
    }

    /// <summary>Number of stages; the first one is 0.</summary>
    public int StageCount { get; }

    /// <summary>What each stage computes, dependencies first.</summary>
    public IEnumerable<ScalarStep> Steps(int stage) => _steps.Where(s => s.Stage == stage);

    /// <summary>The operands whose inverses a stage asks for, by the text of the inversion.</summary>
    public IEnumerable<KeyValuePair<string, ScalarExpression>> Inversions(int stage) => _inversions
        .Where(i => i.Value.Stage == stage).Select(i => KeyValuePair.Create(i.Key, i.Value.Node.Operand));

    /// <summary>Whether an expression is computed where it is used: constants, and what has a place of its own already.</summary>
    public static bool IsLeaf(ScalarExpression expression) =>
        Fold(expression) is not null || expression is ScalarExpression.Challenge or ScalarExpression.Parameter
            or ScalarExpression.Definition or ScalarExpression.PublicInputValue;

    /// <summary>The value of an expression without challenges, parameters and public inputs, in [0, p); null for others.</summary>
    public static BigInteger? Fold(ScalarExpression expression)
    {
        static BigInteger Reduce(BigInteger value) => ((value % Fr.Modulus) + Fr.Modulus) % Fr.Modulus;
        return expression switch
        {
            ScalarExpression.Constant c => Reduce(c.Value),
            ScalarExpression.Sum s when Fold(s.Left) is { } l && Fold(s.Right) is { } r => Reduce(l + r),
            ScalarExpression.Product p when Fold(p.Left) is { } l && Fold(p.Right) is { } r => Reduce(l * r),
            ScalarExpression.Negation n when Fold(n.Operand) is { } v => Reduce(-v),
            ScalarExpression.Inversion i when Fold(i.Operand) is { IsZero: false } v => BigInteger.ModPow(v, Fr.Modulus - 2, Fr.Modulus),
            _ => null,
        };
    }

    /// <summary>Whether an expression depends on the parameters of a sparse entry.</summary>
    public static bool IsOfEntry(ScalarExpression expression) => expression switch
    {
        ScalarExpression.EntryParameter => true,
        ScalarExpression.Sum s => IsOfEntry(s.Left) || IsOfEntry(s.Right),
        ScalarExpression.Product p => IsOfEntry(p.Left) || IsOfEntry(p.Right),
        ScalarExpression.Negation n => IsOfEntry(n.Operand),
        ScalarExpression.Inversion i => IsOfEntry(i.Operand),
        ScalarExpression.Exponentiation e => IsOfEntry(e.Base) || IsOfEntry(e.Exponent),
        _ => false,
    };

    private int Stage(ScalarExpression expression) => Fold(expression) is not null ? 0 : expression switch
    {
        ScalarExpression.Definition d => Once(d, _system.Scalars[d.Index].Value),
        ScalarExpression.PublicInputValue p => Once(p, EncodingParts(_system.PublicInputs[p.Index].Encoding)),
        ScalarExpression.Sum s => Math.Max(Stage(s.Left), Stage(s.Right)),
        ScalarExpression.Product p => Math.Max(Stage(p.Left), Stage(p.Right)),
        ScalarExpression.Negation n => Stage(n.Operand),
        ScalarExpression.Inversion i => Stage(i.Operand) + (IsOfEntry(i) ? 0 : 1),
        ScalarExpression.Exponentiation e => Stage(e.Base),
        _ => 0,
    };

    /// <summary>The stage of something that many expressions may refer to: found once.</summary>
    private int Once(ScalarExpression named, params ScalarExpression[] parts)
    {
        if (!_stages.TryGetValue(named, out var stage))
            _stages.Add(named, stage = parts.Max(Stage));
        return stage;
    }

    private void Visit(ScalarExpression expression)
    {
        if (Fold(expression) is not null)
            return;
        switch (expression)
        {
            case ScalarExpression.Definition d when _definitions.Add(d.Index):
                Visit(_system.Scalars[d.Index].Value);
                _steps.Add(new ScalarStep(ScalarStepKind.Definition, d.Index, Stage(d)));
                break;
            case ScalarExpression.PublicInputValue p when _publicValues.Add(p.Index):
                foreach (var part in EncodingParts(_system.PublicInputs[p.Index].Encoding))
                    Visit(part);
                _steps.Add(new ScalarStep(ScalarStepKind.PublicValue, p.Index, Stage(p)));
                break;
            case ScalarExpression.Sum s:
                Visit(s.Left);
                Visit(s.Right);
                break;
            case ScalarExpression.Product p:
                Visit(p.Left);
                Visit(p.Right);
                break;
            case ScalarExpression.Negation n:
                Visit(n.Operand);
                break;
            case ScalarExpression.Exponentiation e:
                Visit(e.Base);
                break;
            case ScalarExpression.Inversion i:
                Visit(i.Operand);
                if (!IsOfEntry(i))
                    _inversions.TryAdd(i.ToString(), (i, Stage(i)));
                break;
        }
    }

    private static ScalarExpression[] EncodingParts(PublicInputEncoding encoding) => encoding switch
    {
        PublicInputEncoding.PackedWords p => [p.Point, p.Scale],
        PublicInputEncoding.Grid g => [g.ChannelPoint, g.LinePoint, g.CellPoint, g.Scale],
        _ => throw new ArgumentException($"The generator does not know the encoding {encoding.GetType().Name}.", nameof(encoding)),
    };
}

/// <summary>Something the contract computes and keeps.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Index">Its position among its kind.</param>
/// <param name="Stage">How many inversions one behind another it needs.</param>
internal sealed record ScalarStep(ScalarStepKind Kind, int Index, int Stage);

/// <summary>Kinds of <see cref="ScalarStep"/>.</summary>
internal enum ScalarStepKind
{
    /// <summary>A named scalar of the system.</summary>
    Definition,

    /// <summary>The value of a public input.</summary>
    PublicValue,

    /// <summary>A scalar that the compiled gates use.</summary>
    GateScalar,
}
