using System.Numerics;

namespace ZkStyle.Prover.Constraints;

/// <summary>
/// Evaluates <see cref="ScalarExpression"/>s for one key and one proof. Challenges are set as they are drawn;
/// a scalar that needs one not yet drawn is an error, which is how a system that uses a challenge too early
/// shows itself. The alpha of the quotient is the challenge after the system's own.
/// </summary>
public sealed class ScalarValues
{
    private readonly ConstraintSystem _system;
    private readonly IReadOnlyList<uint> _parameters;
    private readonly IReadOnlyList<ReadOnlyMemory<byte>> _publicInputs;
    private readonly Fr?[] _challenges;
    private readonly Fr?[] _definitions;
    private readonly Fr?[] _publicValues;

    /// <summary>Creates the values of one proof; no challenge is known yet.</summary>
    /// <param name="system">The system.</param>
    /// <param name="parameters">The key's parameters, in the system's order.</param>
    /// <param name="publicInputs">The public bytes, in the system's order.</param>
    /// <exception cref="ArgumentException">A count does not match the system's.</exception>
    public ScalarValues(
        ConstraintSystem system, IReadOnlyList<uint> parameters, IReadOnlyList<ReadOnlyMemory<byte>> publicInputs)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(publicInputs);
        if (parameters.Count != system.Parameters.Count)
            throw new ArgumentException($"{system.Parameters.Count} parameters expected, got {parameters.Count}.", nameof(parameters));
        if (publicInputs.Count != system.PublicInputs.Count)
            throw new ArgumentException($"{system.PublicInputs.Count} public inputs expected, got {publicInputs.Count}.", nameof(publicInputs));
        _system = system;
        _parameters = parameters;
        _publicInputs = publicInputs;
        _challenges = new Fr?[system.Challenges.Count + 1];
        _definitions = new Fr?[system.Scalars.Count];
        _publicValues = new Fr?[publicInputs.Count];
    }

    /// <summary>The challenge alpha, which combines gates, as an expression.</summary>
    /// <param name="system">The system.</param>
    /// <returns>The challenge after the system's own.</returns>
    public static ScalarExpression Alpha(ConstraintSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        return new ScalarExpression.Challenge(system.Challenges.Count);
    }

    /// <summary>Sets a challenge that has been drawn.</summary>
    /// <param name="index">Its position; the count of the system's challenges stands for alpha.</param>
    /// <param name="value">Its value.</param>
    public void SetChallenge(int index, Fr value) => _challenges[index] = value;

    /// <summary>The value of a challenge by name.</summary>
    /// <param name="name">A challenge of the system.</param>
    /// <returns>Its value.</returns>
    /// <exception cref="InvalidOperationException">It has not been drawn yet.</exception>
    /// <exception cref="ArgumentException">The system has no such challenge.</exception>
    public Fr Challenge(string name)
    {
        for (var i = 0; i < _system.Challenges.Count; i++)
        {
            if (_system.Challenges[i].Name == name)
                return Drawn(i);
        }

        throw new ArgumentException($"System {_system.Name} has no challenge {name}.", nameof(name));
    }

    /// <summary>The value of a named scalar.</summary>
    /// <param name="name">A scalar of the system.</param>
    /// <returns>Its value.</returns>
    /// <exception cref="ArgumentException">The system has no such scalar.</exception>
    public Fr Scalar(string name)
    {
        for (var i = 0; i < _system.Scalars.Count; i++)
        {
            if (_system.Scalars[i].Name == name)
                return Evaluate(new ScalarExpression.Definition(i));
        }

        throw new ArgumentException($"System {_system.Name} has no scalar {name}.", nameof(name));
    }

    /// <summary>The value of an expression.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="entry">The parameters of the sparse entry it belongs to, if any.</param>
    /// <returns>Its value; the inverse of zero is zero (see <see cref="HasVanishingInverse"/>).</returns>
    /// <exception cref="InvalidOperationException">A challenge it needs has not been drawn yet.</exception>
    public Fr Evaluate(ScalarExpression expression, IReadOnlyList<uint>? entry = null)
    {
        switch (expression)
        {
            case ScalarExpression.Constant c:
                return Fr.FromBigInteger(c.Value);
            case ScalarExpression.Challenge c:
                return Drawn(c.Index);
            case ScalarExpression.Parameter p:
                return Fr.FromUInt64(_parameters[p.Index]);
            case ScalarExpression.EntryParameter p:
                return Fr.FromUInt64(entry![p.Index]);
            case ScalarExpression.PublicInputValue p:
                return _publicValues[p.Index] ??= EvaluatePublicInput(p.Index);
            case ScalarExpression.Definition d:
                return _definitions[d.Index] ??= Evaluate(_system.Scalars[d.Index].Value);
            case ScalarExpression.Sum s:
                return Evaluate(s.Left, entry) + Evaluate(s.Right, entry);
            case ScalarExpression.Product p:
                return Evaluate(p.Left, entry) * Evaluate(p.Right, entry);
            case ScalarExpression.Negation n:
                return -Evaluate(n.Operand, entry);
            case ScalarExpression.Inversion i:
                var operand = Evaluate(i.Operand, entry);
                HasVanishingInverse |= operand.IsZero;
                return operand.Inverse();
            case ScalarExpression.Exponentiation e:
                return Evaluate(e.Base, entry).Pow(Exponent(e.Exponent, entry));
            default:
                throw new ArgumentException($"Unknown scalar expression {expression?.GetType().Name}.", nameof(expression));
        }
    }

    /// <summary>
    /// Whether an inverse of zero was asked for. It happens for challenges of probability about 2^-250 only;
    /// the verifier refuses such a proof.
    /// </summary>
    public bool HasVanishingInverse { get; private set; }

    /// <summary>The values of a sparse column's entries.</summary>
    /// <param name="column">Position among the sparse columns.</param>
    /// <param name="entries">The key's entries.</param>
    /// <returns>One value per entry.</returns>
    public Fr[] SparseCoefficients(int column, IReadOnlyList<SparseEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return [.. entries.Select(e => Evaluate(_system.SparseColumns[column].Coefficient, e.Parameters))];
    }

    private Fr Drawn(int index) => _challenges[index]
        ?? throw new InvalidOperationException(
            $"Challenge {(index < _system.Challenges.Count ? _system.Challenges[index].Name : "alpha")} is used before it is drawn.");

    private BigInteger Exponent(ScalarExpression exponent, IReadOnlyList<uint>? entry) => exponent switch
    {
        ScalarExpression.Parameter p => _parameters[p.Index],
        ScalarExpression.EntryParameter p => entry![p.Index],
        _ => throw new ArgumentException("An exponent is a key parameter or an entry parameter.", nameof(exponent)),
    };

    private Fr EvaluatePublicInput(int index)
    {
        var bytes = _publicInputs[index].Span;
        switch (_system.PublicInputs[index].Encoding)
        {
            case PublicInputEncoding.PackedWords packed:
                return Evaluate(packed.Scale) * new IntegerPolynomial(Evaluate(packed.Point))
                    .Evaluate(bytes, PublicInputEncoding.PackedWords.BytesPerWord);
            case PublicInputEncoding.Grid grid:
                return Evaluate(grid.Scale) * GridValue(
                    grid, bytes, (int)_parameters[grid.Lines.Index], (int)_parameters[grid.Cells.Index]);
            default:
                throw new InvalidOperationException($"Public input {_system.PublicInputs[index].Name} has an unknown encoding.");
        }
    }

    private Fr GridValue(PublicInputEncoding.Grid grid, ReadOnlySpan<byte> bytes, int lines, int cells)
    {
        var (channelPoint, linePoint) = (Evaluate(grid.ChannelPoint), Evaluate(grid.LinePoint));
        var line = new IntegerPolynomial(Evaluate(grid.CellPoint));
        var plane = lines * cells;
        // Whole channels; a verifier has refused any other length before.
        bytes = bytes[..(bytes.Length / plane * plane)];
        var words = new byte[cells * grid.ChannelsPerWord];
        var ones = new byte[cells * grid.ChannelsPerWord];
        Array.Fill(ones, (byte)1);
        var sum = Fr.Zero;
        for (var start = 0; start < bytes.Length; start += plane * grid.ChannelsPerWord)
        {
            var group = bytes[start..Math.Min(start + (plane * grid.ChannelsPerWord), bytes.Length)];
            var length = group.Length / plane;

            // The offset of a line: the same for all, so that words are made of the bytes as they are.
            var offset = Fr.FromInt64(-grid.Offset) * line.Evaluate(ones.AsSpan(0, cells * length), length);
            var value = Fr.Zero;
            for (var y = lines - 1; y >= 0; y--)
            {
                for (var j = 0; j < length; j++)
                {
                    // Little-endian: the group's first channel is a word's last byte.
                    var channel = group.Slice((((length - 1 - j) * lines) + y) * cells, cells);
                    for (var x = 0; x < cells; x++)
                        words[(x * length) + j] = channel[x];
                }

                value = (value * linePoint) + line.Evaluate(words.AsSpan(0, cells * length), length) + offset;
            }

            sum = (sum * channelPoint) + value;
        }

        return sum;
    }
}
