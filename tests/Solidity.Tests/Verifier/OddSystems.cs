using System.Numerics;
using ZkStyle.Prover.Constraints;

namespace ZkStyle.Solidity.Tests.Verifier;

/// <summary>Constraint systems that need not mean anything, to show that the generator knows no particular one.</summary>
internal static class OddSystems
{
    /// <summary>One column, one gate, nothing else.</summary>
    public static ConstraintSystem Smallest()
    {
        var b = new ConstraintSystemBuilder("smallest");
        var a = b.AddAdvice("a", 1).Current;
        b.AddGate("3 or -2", (a * a) - a - 6);
        return b.Build();
    }

    /// <summary>
    /// Inverses of inverses, powers of powers, four public inputs under names that Solidity forbids, sparse columns with
    /// inverses of their own and without entries, four sets of rotations, degree 6, five phases.
    /// </summary>
    public static ConstraintSystem Everything()
    {
        var b = new ConstraintSystemBuilder("every \"thing\"\n*/ }");
        var two = b.AddParameter("two");
        var five = b.AddParameter("five");
        var lines = b.AddParameter("lines");
        var cells = b.AddParameter("cells");
        var f = b.AddFixed("f");
        var g = b.AddFixed("F");
        var one = b.AddAdvice("one", 1);
        var x = b.AddChallenge("x", 1);
        var second = b.AddAdvice("second", 2);
        var y = b.AddChallenge("y", 2);
        var third = b.AddAdvice("third", 3);
        var fourth = b.AddAdvice("fourth", 4);
        var theta = b.AddChallenge("theta", 4);
        var beta = b.AddChallenge("beta", 4);
        var phi = b.AddAdvice("phi", 5);

        var inverse = b.DefineScalar("inverse", x.Inverse());
        var nested = b.DefineScalar("nested", (x + inverse).Inverse());
        var deep = b.DefineScalar("deep", ((y * nested) - 3).Inverse().Power(five));
        b.DefineScalar("unused", y.Inverse());
        ScalarExpression negative = new ScalarExpression.Constant(-(BigInteger.One << 130));
        var long1 = Enumerable.Range(1, 12).Aggregate(x, (sum, i) => (sum * y) + (i * (x - inverse)));
        var long2 = Enumerable.Range(1, 12).Aggregate(y, (sum, i) => (i * x) - (-(sum * nested)));
        var longs = b.DefineScalar("longs", -(long1 * long2) + (negative * ((ScalarExpression)7).Inverse()));
        var bytes = b.AddPublicInput("bytes", new PublicInputEncoding.PackedWords(nested * y, -inverse));
        var key = b.AddPublicInput("key", new PublicInputEncoding.PackedWords(3, 5));
        var grid = b.AddPublicInput("uint8", new PublicInputEncoding.Grid(lines, cells, x, y + deep, x * bytes, longs));
        var last = b.AddPublicInput("8 my-input!", new PublicInputEncoding.Grid(two, five, grid, bytes, -y, 1));

        var plain = b.AddSparse("plain", 0, x - 1);
        var entry0 = new ScalarExpression.EntryParameter(0);
        var entry1 = new ScalarExpression.EntryParameter(1);
        var busy = b.AddSparse("busy", 2, (x.Power(entry0) + (deep * entry1)).Inverse() - (y * (entry0 + nested)));
        var empty = b.AddSparse("empty", 1, -entry0);

        b.AddGate("first", (one.Current * Expression.Query(one, 1)) - (Expression.Query(second, 2) * longs) + (plain.Current * bytes));
        b.AddGate("second", (one.Current * one.Current * second.Current * second.Previous * third.Current * f.Current) - (busy.Current * last) - key);
        b.AddGate("third", empty.Current + third.Previous - Expression.Query(third, -3) + (Expression.Query(f, 1) * deep) - (g.Current * (x - y - 2)));
        b.AddLookup(new LookupArgument(
            "lookup", [[one.Current, second.Current, 4], [third.Current, 9, one.Previous]],
            [f.Current, g.Current, Expression.Query(g, 1)], fourth, phi, theta, beta));
        return b.Build();
    }

    /// <summary>A grid and packed words, to be keyed with many shapes.</summary>
    public static ConstraintSystem Inputs()
    {
        var b = new ConstraintSystemBuilder("inputs");
        var lines = b.AddParameter("lines");
        var cells = b.AddParameter("cells");
        var a = b.AddAdvice("a", 1);
        var x = b.AddChallenge("x", 1);
        var y = b.AddChallenge("y", 1);
        var z = b.AddChallenge("z", 1);
        var grid = b.AddPublicInput("grid", new PublicInputEncoding.Grid(lines, cells, x, y, z, 1));
        var words = b.AddPublicInput("words", new PublicInputEncoding.PackedWords(x, y));
        b.AddGate("sum", a.Current - grid - (words * z));
        return b.Build();
    }

    /// <summary>Random columns, rotations, scalars and gates.</summary>
    public static ConstraintSystem Random(int seed)
    {
        var random = new Random(seed);
        var b = new ConstraintSystemBuilder($"random {seed}");
        var parameters = Enumerable.Range(0, random.Next(3)).Select(i => b.AddParameter($"p{i}")).ToArray();
        var columns = new List<Column>();
        for (var i = random.Next(4); i > 0; i--)
            columns.Add(b.AddFixed($"f{i}"));
        var scalars = new List<ScalarExpression> { 1, -1, 300, new ScalarExpression.Constant(BigInteger.One << 200) };
        scalars.AddRange(parameters);
        var phases = 1 + random.Next(3);
        for (var phase = 1; phase <= phases; phase++)
        {
            for (var i = 1 + random.Next(3); i > 0; i--)
                columns.Add(b.AddAdvice($"a{phase}{i}", phase));
            for (var i = random.Next(3); i > 0; i--)
                scalars.Add(b.AddChallenge($"c{phase}{i}", phase));
        }

        for (var i = random.Next(8); i > 0; i--)
            scalars.Add(b.DefineScalar($"s{i}", Scalar(3)));
        if (random.Next(2) == 0)
            scalars.Add(b.AddPublicInput("words", new PublicInputEncoding.PackedWords(Scalar(1), Scalar(2))));
        for (var i = random.Next(3); i > 0; i--)
            columns.Add(b.AddSparse($"sparse{i}", 1, Scalar(2) * new ScalarExpression.EntryParameter(0)));
        for (var i = 1 + random.Next(4); i > 0; i--)
            b.AddGate($"g{i}", Gate(4));
        return b.Build();

        ScalarExpression Scalar(int depth) => depth == 0 ? scalars[random.Next(scalars.Count)] : random.Next(6) switch
        {
            0 => Scalar(depth - 1) + Scalar(depth - 1),
            1 => Scalar(depth - 1) - Scalar(depth - 1),
            2 => Scalar(depth - 1) * Scalar(depth - 1),
            3 => -Scalar(depth - 1),
            4 when scalars.Count > 6 => (scalars[^1] * scalars[^1] + 5 + Scalar(depth - 1)).Inverse(),
            5 when parameters.Length > 0 => Scalar(depth - 1).Power(parameters[random.Next(parameters.Length)]),
            _ => scalars[random.Next(scalars.Count)],
        };

        Expression Gate(int depth) => depth == 0 ? Leaf() : random.Next(4) switch
        {
            0 => Gate(depth - 1) + Gate(depth - 1),
            1 => Gate(depth - 1) - Gate(depth - 1),
            2 => Gate(depth - 1) * Leaf(),
            _ => Leaf(),
        };

        Expression Leaf()
        {
            if (random.Next(4) == 0)
                return Scalar(1);
            var column = columns[random.Next(columns.Count)];
            return column.Kind == ColumnKind.Sparse ? column.Current : Expression.Query(column, random.Next(-2, 3));
        }
    }
}
