using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using ZkStyle.Prover.Constraints;
using ZkStyle.Prover.Curves;
using ZkStyle.Prover.Plonk;
using ZkStyle.Prover.Transcripts;

namespace ZkStyle.Solidity.Tests.Verifier;

/// <summary>
/// Who knows tau of an SRS proves anything, and this does: keys and valid proofs for any system, statement and size, with
/// no witness, no polynomials and no work. Commitments are random multiples of the generator, evaluations are random,
/// and the last point is solved for. It follows docs/protocol.md and shares no code with the prover beyond fields,
/// curves and the transcript's hash, so an agreement of contract and C# verifier on its proofs is evidence for both.
/// </summary>
internal sealed class TrapdoorSimulator
{
    private readonly uint[] _parameters;
    private readonly SparseEntry[][] _sparse;
    private readonly int _logSize;
    private readonly Random _random;
    private readonly Fr _tau;
    private readonly Fr _omega;
    private readonly Fr[] _fixedLogarithms;
    private readonly VerifyingKey? _verifyingKey;

    public TrapdoorSimulator(
        ConstraintSystem system, int logSize, uint[] parameters, int[] inputLengths, SparseEntry[][] sparse, int seed, Fr? tau = null)
    {
        (System, _logSize, _parameters, _sparse, _random) = (system, logSize, parameters, sparse, new Random(seed));
        InputLengths = inputLengths;
        _tau = tau ?? RandomElement();
        _omega = Fr.FromBigInteger(BigInteger.ModPow(5, (Fr.Modulus - 1) >> logSize, Fr.Modulus));
        _fixedLogarithms = [.. system.FixedColumns.Select(_ => RandomElement())];
        Key = WriteKey();
        _verifyingKey = VerifyingKey.TryRead(system, Key, out var key, out var error) ? key : null;
        Error = error;
    }

    public ConstraintSystem System { get; }

    public IReadOnlyList<int> InputLengths { get; }

    /// <summary>The key's bytes.</summary>
    public byte[] Key { get; }

    /// <summary>Why C# does not read the key, if it does not.</summary>
    public string? Error { get; }

    /// <summary>The secret, for a second simulator of the same setup.</summary>
    public Fr Tau => _tau;

    private VerifyingKey ReadKey => _verifyingKey ?? throw new InvalidOperationException(Error);

    /// <summary>Random public inputs and a random context, proven.</summary>
    /// <param name="encode">Writes an element, by its name, in another way; transcript and proof hold those bytes.</param>
    /// <param name="isZero">Which elements of the proof are zero or infinity instead of random.</param>
    /// <param name="inputLengths">Other lengths of the public inputs than the key's.</param>
    /// <param name="defect">By how much the pairing's left side falls short of its right one: zero for a valid proof.</param>
    public ProvenStatement RandomStatement(
        Func<string, byte[], byte[]>? encode = null, Predicate<string>? isZero = null, IReadOnlyList<int>? inputLengths = null,
        Fr defect = default)
    {
        var context = RandomBytes(32);
        byte[][] inputs = [.. (inputLengths ?? InputLengths).Select(RandomBytes)];
        return new ProvenStatement(ReadKey, context, inputs, Prove(context, inputs, encode ?? ((_, bytes) => bytes), isZero ?? (_ => false), defect));
    }

    private byte[] Prove(
        byte[] context, IReadOnlyList<byte[]> inputs, Func<string, byte[], byte[]> encode, Predicate<string> isZero, Fr defect)
    {
        var proof = new List<byte>();
        var transcript = new Transcript();
        transcript.Absorb(Keccak256.Hash(Key));
        transcript.Absorb(context);
        foreach (var input in inputs)
            transcript.Absorb(Keccak256.Hash(input));
        transcript.CloseRound([]);

        var (logarithms, evaluations, challenges) = (new List<Fr>(), new List<Fr>(), new List<Fr>());
        var rounds = System.Manifest.Rounds;
        for (var i = 1; i < rounds.Count; i++)
        {
            foreach (var item in rounds[i].Items)
            {
                var value = i == rounds.Count - 1 ? SolveForLast(inputs, logarithms, evaluations, challenges, defect)
                    : isZero(item.Name) ? Fr.Zero
                    : RandomElement();
                (item.Kind == TranscriptItemKind.Point ? logarithms : evaluations).Add(value);
                var bytes = encode(item.Name, item.Kind == TranscriptItemKind.Point ? Commit(value) : value.ToBigEndian());
                transcript.Absorb(bytes);
                proof.AddRange(bytes);
            }

            var drawn = new Fr[rounds[i].Challenges.Count];
            transcript.CloseRound(drawn);
            challenges.AddRange(drawn);
        }

        return [.. proof];
    }

    /// <summary>The factor of W': (F + mu W') = tau W' - defect, so W' = (F + defect) / (tau - mu).</summary>
    private Fr SolveForLast(IReadOnlyList<byte[]> inputs, List<Fr> logarithms, List<Fr> evaluations, List<Fr> challenges, Fr defect)
    {
        var own = System.Challenges.Count;
        var (zeta, nu, mu) = (challenges[own + 1], challenges[own + 2], challenges[own + 3]);
        var size = BigInteger.One << _logSize;
        var zetaPower = zeta.Pow(size);
        var vanishing = zetaPower - Fr.One;
        var scalars = new ScalarValues(System, _parameters, [.. inputs.Select(i => (ReadOnlyMemory<byte>)i)]);
        for (var i = 0; i <= own; i++)
            scalars.SetChallenge(i, challenges[i]);

        // The gates, one by one, at zeta.
        var alphaPower = Fr.One;
        var gates = Fr.Zero;
        foreach (var gate in System.Gates)
        {
            gates += alphaPower * Evaluate(gate.Expression);
            alphaPower *= challenges[own];
        }

        // Every polynomial f_i: its logarithm and its values; rotations as in the system's cells.
        var polynomials = new List<(Fr Logarithm, (int Rotation, Fr Value)[] Values)>();
        for (var i = 0; i < System.FixedColumns.Count; i++)
            polynomials.Add((_fixedLogarithms[i], ValuesOf(new Column(ColumnKind.Fixed, i))));
        for (var i = 0; i < System.AdviceColumns.Count; i++)
            polynomials.Add((logarithms[i], ValuesOf(new Column(ColumnKind.Advice, i))));
        var quotient = Fr.Zero;
        for (var piece = System.QuotientPieces - 1; piece >= 0; piece--)
            quotient = (quotient * zetaPower) + logarithms[System.AdviceColumns.Count + piece];
        polynomials.Add((quotient, [(0, gates * vanishing.Inverse())]));

        var sum = Fr.Zero;
        for (var i = 0; i < polynomials.Count; i++)
        {
            var (logarithm, values) = polynomials[i];
            var points = values.Select(v => v.Rotation).ToArray();
            var vanishingAtMu = points.Aggregate(Fr.One, (product, r) => product * (mu - Point(r)));
            var interpolated = Fr.Zero;
            foreach (var (rotation, value) in values)
            {
                var basis = points.Where(r => r != rotation).Aggregate(
                    Fr.One, (product, r) => product * (mu - Point(r)) * (Point(rotation) - Point(r)).Inverse());
                interpolated += value * basis;
            }

            sum += nu.Pow(i) * vanishingAtMu.Inverse() * (logarithm - interpolated);
        }

        sum -= logarithms[^1];
        return (sum + defect) * (_tau - mu).Inverse();

        Fr Point(int rotation) => rotation < 0 ? zeta * _omega.Pow(-rotation).Inverse() : zeta * _omega.Pow(rotation);

        (int Rotation, Fr Value)[] ValuesOf(Column column) => [.. System.Cells.Select((cell, i) => (cell, i))
            .Where(c => c.cell.Column == column).Select(c => (c.cell.Rotation, evaluations[c.i]))];

        Fr Evaluate(Expression expression) => expression switch
        {
            Expression.Scalar s => scalars.Evaluate(s.Value),
            Expression.Cell { Column.Kind: ColumnKind.Sparse } c => SparseAt(c.Column.Index),
            Expression.Cell c => evaluations[System.Cells.ToList().IndexOf(c)],
            Expression.Sum s => Evaluate(s.Left) + Evaluate(s.Right),
            Expression.Difference d => Evaluate(d.Left) - Evaluate(d.Right),
            Expression.Product p => Evaluate(p.Left) * Evaluate(p.Right),
            _ => throw new InvalidOperationException(),
        };

        // c_j L_j(zeta), L_j(zeta) = omega^j (zeta^n - 1) / (n (zeta - omega^j)).
        Fr SparseAt(int column)
        {
            var result = Fr.Zero;
            foreach (var entry in _sparse[column])
            {
                var root = _omega.Pow(entry.Row);
                var coefficient = scalars.Evaluate(System.SparseColumns[column].Coefficient, entry.Parameters);
                result += coefficient * root * vanishing * (Fr.FromBigInteger(size) * (zeta - root)).Inverse();
            }

            return result;
        }
    }

    private byte[] WriteKey()
    {
        var key = new List<byte>();
        key.AddRange(Encoding.ASCII.GetBytes("ZkStyle verifying key v1".PadRight(32, '\0')));
        key.AddRange(System.Digest);
        key.AddRange(RandomElement().ToBigEndian());
        Integer(0);
        Integer(_logSize);
        key.AddRange(Fr.FromBigInteger(BigInteger.One << _logSize).Inverse().ToBigEndian());
        key.AddRange(_omega.ToBigEndian());
        foreach (var rotation in VerifyingKey.Rotations(System))
            key.AddRange((rotation < 0 ? _omega.Pow(-rotation).Inverse() : _omega.Pow(rotation)).ToBigEndian());
        foreach (var parameter in _parameters)
            Integer(parameter);
        foreach (var length in InputLengths)
            Integer(length);
        key.AddRange((G2Jacobian.Generator * _tau).ToAffine().ToBigEndian());
        foreach (var logarithm in _fixedLogarithms)
            key.AddRange(Commit(logarithm));
        foreach (var entries in _sparse)
        {
            Integer(entries.Length);
            foreach (var entry in entries)
            {
                Integer(entry.Row);
                key.AddRange(_omega.Pow(entry.Row).ToBigEndian());
                foreach (var parameter in entry.Parameters)
                    Integer(parameter);
            }
        }

        return [.. key];

        void Integer(long value)
        {
            var word = new byte[32];
            BinaryPrimitives.WriteInt64BigEndian(word.AsSpan(24), value);
            key.AddRange(word);
        }
    }

    private static byte[] Commit(Fr logarithm) => (G1Jacobian.Generator * logarithm).ToAffine().ToBigEndian();

    private Fr RandomElement() => Fr.ReduceBigEndian(RandomBytes(32));

    private byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }
}
