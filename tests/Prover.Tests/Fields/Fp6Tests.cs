using ZkStyle.Prover.Fields;

namespace ZkStyle.Prover.Tests.Fields;

public class Fp6Tests : ExtensionFieldTests<Fp6>
{
    protected override int Degree => 6;

    [Fact]
    public void Shortcuts_agree_with_full_products()
    {
        var random = new RandomElements(12);
        var v = new Fp6(Fp2.Zero, Fp2.One, Fp2.Zero);
        foreach (var value in Samples(5))
        {
            var (a, b) = (random.NextFp2(), random.NextFp2());
            Assert.Equal(value * v, value.MultiplyByV());
            Assert.Equal(value * new Fp6(a, Fp2.Zero, Fp2.Zero), value * a);
            Assert.Equal(value * new Fp6(a, b, Fp2.Zero), value.MultiplySparse(a, b));
        }
    }

    protected override Fp6 Make(Fp[] c) => TowerBasis.ToFp6(c);

    /// <summary>v satisfies (v^3 - 9)^2 + 1 = 0 over Fp.</summary>
    protected override Fp[] Coefficients(Fp6 value) => TowerBasis.FromFp6(value);

    protected override void Reduce(Fp[] c, int power) => TowerBasis.Reduce(c, power, 3);
}
