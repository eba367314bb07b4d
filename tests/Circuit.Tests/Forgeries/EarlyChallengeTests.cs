using System.Numerics;
using Xunit.Abstractions;
using ZkStyle.Circuit.Tests.Support;

namespace ZkStyle.Circuit.Tests.Forgeries;

/// <summary>
/// Why r and v come after phase 1: whoever knows them first looks for small changes of a pixel's accumulator and of
/// 15 border accumulators whose weighted sum is 0 mod p, a short vector of a lattice, and forges the pixel.
/// </summary>
public class EarlyChallengeTests(ITestOutputHelper output)
{
    private const int Pixel = 77;

    [Fact]
    public void Known_challenges_forge_a_pixel_and_fresh_ones_catch_it()
    {
        var bench = CircuitBench.Product;
        var random = Seeds.Random(41, output);
        var (r, v) = (Seeds.Element(random), Seeds.Element(random));
        int[] cells = [bench.ByteRows[Pixel], .. bench.Border(3).Where(row => bench.Layout.Row(row).Y == 0).Take(15)];
        var vectors = ShortRelations(bench, cells, r, v);
        var honest = bench.Forge();

        var forged = (
            from vector in vectors
            from scale in new[] { 1, 2, 4, 8, -1, -2, -4, -8 }
            let candidate = Apply(bench, honest, cells, vector, scale)
            where candidate is not null
            select candidate).FirstOrDefault();
        Assert.NotNull(forged);
        Assert.NotEqual(bench.Honest.Image.Span[Pixel], forged.Image[Pixel]);

        // r and v as known beforehand, theta and beta drawn: every gate holds for the false pixel.
        var draw = CircuitBench.DrawFrom(42);
        Assert.Empty(bench.FailingGates(forged, index => index switch { 0 => r, 1 => v, _ => draw(index) }));
        Assert.Equal(["G5"], bench.FailingGates(forged, seed: 43));
    }

    [Fact]
    public void Reduction_finds_the_shortest_vector_of_a_small_lattice()
    {
        // The lattice of (x, y, z) with x + 7 y + 19 z divisible by 1009.
        BigInteger[][] basis = [[1009, 0, 0], [-7, 1, 0], [-19, 0, 1]];
        IntegralLattice.Reduce(basis);
        Assert.All(basis, vector => Assert.Equal(0, (vector[0] + (7 * vector[1]) + (19 * vector[2])) % 1009));
        var shortest = (
            from x in Enumerable.Range(-15, 31)
            from y in Enumerable.Range(-15, 31)
            from z in Enumerable.Range(-15, 31)
            where (x, y, z) != (0, 0, 0) && (x + (7 * y) + (19 * z)) % 1009 == 0
            select (x * x) + (y * y) + (z * z)).Min();
        Assert.Equal(shortest, basis.Min(vector => vector.Select(e => e * e).Aggregate(BigInteger.Add)));
    }

    /// <summary>Short integer vectors d with sum d_i m_i = 0 mod p, where m_i are the cells' monomials (E3).</summary>
    private static BigInteger[][] ShortRelations(CircuitBench bench, int[] cells, Fr r, Fr v)
    {
        var plan = bench.Layout.Plan;
        var monomials = cells.Select(row =>
        {
            var at = bench.Layout.Row(row);
            return r.Pow(plan.ChannelCount - at.Kappa) * v.Pow((plan.LineStride * at.Y) + at.X);
        }).ToArray();
        var basis = cells.Select(_ => new BigInteger[cells.Length]).ToArray();
        basis[0][0] = Fr.Modulus;
        for (var i = 1; i < cells.Length; i++)
        {
            basis[i][0] = -(monomials[i] * monomials[0].Inverse()).ToBigInteger();
            basis[i][i] = 1;
        }

        IntegralLattice.Reduce(basis);
        return basis;
    }

    /// <summary>The forged witness, or null where a cell leaves its table region or the pixel stays.</summary>
    private static ForgedWitness? Apply(CircuitBench bench, ForgedWitness honest, int[] cells, BigInteger[] vector, int scale)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            var region = i == 0 ? bench.Circuit.Table.OfTensor(3) : bench.Circuit.Table.Zero;
            var value = (CircuitBench.Signed(honest.K[cells[i]]) << bench.Shift) + CircuitBench.Signed(honest.Rem[cells[i]]) + (scale * vector[i]);
            var q = (long)(value >> bench.Shift) - region.Tag;
            if (q < region.Values.Low || q > region.Values.High)
                return null;
            if (i == 0 && region.Output(q) == bench.Honest.Image.Span[Pixel])
                return null;
        }

        var witness = bench.Forge();
        for (var i = 0; i < cells.Length; i++)
            witness.AddToAccumulator(cells[i], (long)(scale * vector[i]));
        witness.X[cells[0]] = bench.Activate(3, witness.K[cells[0]]);
        witness.Image[Pixel] = (byte)CircuitBench.Signed(witness.X[cells[0]]);
        return witness;
    }
}
