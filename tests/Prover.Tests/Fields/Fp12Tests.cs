using ZkStyle.Prover.Fields;

namespace ZkStyle.Prover.Tests.Fields;

public class Fp12Tests : ExtensionFieldTests<Fp12>
{
    protected override int Degree => 12;

    [Fact]
    public void Frobenius_is_the_pth_power_and_has_order_twelve()
    {
        foreach (var value in Samples(6).Take(4))
        {
            Assert.Equal(value.Pow(Fp.Modulus), value.Frobenius());
            var image = value;
            for (var i = 0; i < 12; i++)
            {
                if (i == 6)
                    Assert.Equal(value.Conjugate(), image);
                image = image.Frobenius();
            }

            Assert.Equal(value, image);
        }
    }

    [Fact]
    public void Line_products_agree_with_full_products()
    {
        var random = new RandomElements(13);
        foreach (var value in Samples(7))
        {
            var (b, c) = (random.NextFp2(), random.NextFp2());
            var line = new Fp12(Fp6.One, new Fp6(b, c, Fp2.Zero));
            Fp12.MultiplyByLine(value, b, c, out var product);
            Assert.Equal(value * line, product);
            var inPlace = value;
            Fp12.MultiplyByLine(inPlace, b, c, out inPlace);
            Assert.Equal(product, inPlace);
        }
    }

    /// <summary>The powers to (p^6 - 1)(p^2 + 1) are the subgroup that the short square is for.</summary>
    [Fact]
    public void Squares_in_the_cyclotomic_subgroup_agree_with_squares()
    {
        foreach (var value in Samples(8).Where(s => !s.IsZero))
        {
            var easy = value.Conjugate() * value.Inverse();
            easy = easy.Frobenius().Frobenius() * easy;
            Assert.Equal(easy.Square(), easy.SquareCyclotomic());
            Assert.Equal(Fp12.One, easy.SquareCyclotomic() * easy.Conjugate() * easy.Conjugate());
        }
    }

    protected override Fp12 Make(Fp[] c) => new(
        TowerBasis.ToFp6([.. Enumerable.Range(0, 6).Select(i => c[2 * i])]),
        TowerBasis.ToFp6([.. Enumerable.Range(0, 6).Select(i => c[(2 * i) + 1])]));

    /// <summary>Coefficients in powers of w, of which v = w^2 and u = w^6 - 9.</summary>
    protected override Fp[] Coefficients(Fp12 value)
    {
        var even = TowerBasis.FromFp6(value.C0);
        var odd = TowerBasis.FromFp6(value.C1);
        return [.. Enumerable.Range(0, 12).Select(i => i % 2 == 0 ? even[i / 2] : odd[i / 2])];
    }

    protected override void Reduce(Fp[] c, int power) => TowerBasis.Reduce(c, power, 6);
}
