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
            var a = random.NextFp2();
            Assert.Equal(value * v, value.MultiplyByV());
            Assert.Equal(value * new Fp6(a, Fp2.Zero, Fp2.Zero), value * a);
        }
    }

    [Fact]
    public void A_product_may_take_the_place_of_a_factor()
    {
        var samples = Samples(6);
        foreach (var (a, b) in samples.Zip(samples.Skip(3)))
        {
            var (left, right, both) = (a, b, a);
            Fp6.Multiply(left, right, out left);
            Assert.Equal(a * b, left);
            Fp6.Multiply(a, right, out right);
            Assert.Equal(a * b, right);
            Fp6.Multiply(both, both, out both);
            Assert.Equal(a * a, both);
        }
    }

    protected override Fp6 Make(Fp[] c) => TowerBasis.ToFp6(c);

    /// <summary>v satisfies (v^3 - 9)^2 + 1 = 0 over Fp.</summary>
    protected override Fp[] Coefficients(Fp6 value) => TowerBasis.FromFp6(value);

    protected override void Reduce(Fp[] c, int power) => TowerBasis.Reduce(c, power, 3);
}
