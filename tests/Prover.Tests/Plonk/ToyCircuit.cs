using System.Numerics;
using ZkStyle.Prover.Constraints;

namespace ZkStyle.Prover.Tests.Plonk;

/// <summary>
/// A small system that uses everything the prover knows: both kinds of public input, three phases, rotations in
/// both directions, a degree-4 gate, a lookup of pairs and sparse columns with parameters. It says: a walks the
/// key's pattern from some start, a2 is its square by table, the running sum of a in powers of r is the public
/// grid of bytes, and a marker column holds the packed public bytes on row 0.
/// </summary>
internal sealed class ToyCircuit
{
    public const int LogSize = 5;
    public const int Size = 1 << LogSize;
    public const int PackedLength = 40;
    private const int Lines = 2;
    private const int Cells = 8;

    private readonly int[] _pattern;

    public ToyCircuit(int seed = 1)
    {
        var random = new Random(seed);
        _pattern = [.. Enumerable.Range(0, Size).Select(_ => random.Next(16))];
        var difference = new Fr[Size];
        var keys = new Fr[Size];
        var squares = new Fr[Size];
        for (var i = 0; i < Size; i++)
        {
            difference[i] = _pattern[(i + 1) % Size] - _pattern[i];
            keys[i] = i;
            squares[i] = i * i;
        }

        // The second channel begins on row 16, where the step is r^2 (r^7)^3 instead of r.
        Assignment = new FixedAssignment(
            System, LogSize, [difference, keys, squares], [Lines, Cells, 7, 17, 3], [Size, PackedLength],
            [
                [new SparseEntry(0, [])],
                [new SparseEntry(Size - 1, [])],
                [new SparseEntry(0, [0, 1, 0]), new SparseEntry(16, [1, 2, 3])],
            ],
            row => $"toy row {row}");
    }

    public static ConstraintSystem System { get; } = BuildSystem();

    public FixedAssignment Assignment { get; }

    public ToyWitness Witness(int start = 3) => new(_pattern, start);

    private static ConstraintSystem BuildSystem()
    {
        var b = new ConstraintSystemBuilder("toy");
        var lines = b.AddParameter("lines");
        var cells = b.AddParameter("cells");
        var seven = b.AddParameter("exponent");
        var stepPower = b.AddParameter("stepPower");
        var highPower = b.AddParameter("highPower");
        var difference = b.AddFixed("difference");
        var key = b.AddFixed("key");
        var square = b.AddFixed("square");
        var a = b.AddAdvice("a", 1);
        var a2 = b.AddAdvice("a2", 1);
        var mult = b.AddAdvice("mult", 1);
        var marker = b.AddAdvice("marker", 1);
        var r = b.AddChallenge("r", 1);
        var sum = b.AddAdvice("sum", 2);
        var theta = b.AddChallenge("theta", 2);
        var beta = b.AddChallenge("beta", 2);
        var phi = b.AddAdvice("phi", 3);
        var high = b.DefineScalar("high", r.Power(seven));
        var channel = b.DefineScalar("channel", r.Power(stepPower) * high.Power(highPower));
        var rInverse = b.DefineScalar("rInverse", r.Inverse());
        var bytes = b.AddPublicInput(
            "bytes", new PublicInputEncoding.Grid(lines, cells, channel, r.Power(cells), r, r * rInverse));
        var packed = b.AddPublicInput("packed", new PublicInputEncoding.PackedWords(3, 5));
        var first = b.AddSparse("first", 0, ScalarExpression.One);
        var last = b.AddSparse("last", 0, ScalarExpression.One);
        var step = b.AddSparse(
            "step", 3,
            (new ScalarExpression.EntryParameter(0) * r.Power(new ScalarExpression.EntryParameter(1))
                * high.Power(new ScalarExpression.EntryParameter(2))) - r);

        b.AddGate("pattern", Expression.Query(a, 1) - a.Current - difference.Current);
        b.AddGate("cube", (a.Current * a.Current * a.Current * key.Current) - (a.Current * a2.Current * key.Current));
        b.AddGate("sum", sum.Current - (((Expression)r + step.Current) * sum.Previous) - a.Current);
        b.AddGate("bytes", last.Current * (sum.Current - bytes));
        b.AddGate("packed", first.Current * (marker.Current - packed));
        b.AddLookup(new LookupArgument(
            "squares", [[a.Current, a2.Current]], [key.Current, square.Current], mult, phi, theta, beta));
        return b.Build();
    }

    /// <summary>An honest witness; tests bend its parts.</summary>
    internal sealed class ToyWitness : IWitness
    {
        public ToyWitness(int[] pattern, int start)
        {
            A = [.. pattern.Select(p => (long)(p + start))];
            A2 = [.. A.Select(v => v * v)];
            Mult = new long[Size];
            foreach (var v in A)
                Mult[v]++;
            Bytes = new byte[Size];
            for (var row = 0; row < Size; row++)
                Bytes[(16 * (row / 16)) + 15 - (row % 16)] = (byte)A[row];
            Packed = [.. Enumerable.Range(0, PackedLength).Select(i => (byte)(251 - (i * 6)))];
            Marker = new Fr[Size];
            var words = Packed.Chunk(31).Select(w => w.Concat(new byte[31 - w.Length]).ToArray())
                .Select(w => new BigInteger(w, isUnsigned: true, isBigEndian: true)).ToArray();
            Marker[0] = Fr.FromBigInteger(5 * (words[0] + (3 * words[1])));
        }

        public long[] A { get; }

        public long[] A2 { get; }

        public long[] Mult { get; }

        public Fr[] Marker { get; }

        public byte[] Bytes { get; }

        public byte[] Packed { get; }

        public Action<Fr[]>? BendSum { get; set; }

        public IReadOnlyList<ReadOnlyMemory<byte>> PublicInputs => [Bytes, Packed];

        public IReadOnlyList<AdviceValues> Generate(int phase, ScalarValues scalars)
        {
            if (phase == 1)
                return [new AdviceValues(A), new AdviceValues(A2), new AdviceValues(Mult), new AdviceValues(Marker)];
            if (phase == 3)
                return [];
            var r = scalars.Challenge("r");
            var sum = new Fr[Size];
            var previous = Fr.Zero;
            for (var row = 0; row < Size; row++)
            {
                var step = row == 16 ? r.Pow(2) * r.Pow(7).Pow(3) : r;
                previous = sum[row] = (previous * step) + Fr.FromInt64(A[row]);
            }

            BendSum?.Invoke(sum);
            return [new AdviceValues(sum)];
        }
    }
}
