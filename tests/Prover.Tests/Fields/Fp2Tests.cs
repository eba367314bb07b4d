using ZkStyle.Prover.Fields;

namespace ZkStyle.Prover.Tests.Fields;

public class Fp2Tests : ExtensionFieldTests<Fp2>
{
    protected override int Degree => 2;

    [Fact]
    public void Bytes_have_the_order_of_EIP_197_and_are_canonical()
    {
        var random = new RandomElements(11);
        var value = random.NextFp2();
        var bytes = new byte[Fp2.ByteLength];
        value.WriteBigEndian(bytes);
        Assert.Equal(value.Imaginary.ToBigEndian(), bytes[..32]);
        Assert.Equal(value.Real.ToBigEndian(), bytes[32..]);
        Assert.True(Fp2.TryReadBigEndian(bytes, out var read));
        Assert.Equal(value, read);

        Assert.False(Fp2.TryReadBigEndian(bytes.AsSpan(1), out _));
        Assert.Throws<ArgumentException>(() => value.WriteBigEndian(new byte[63]));
        var modulus = Fp.Modulus.ToByteArray(isUnsigned: true, isBigEndian: true);
        Assert.False(Fp2.TryReadBigEndian([.. modulus, .. value.Real.ToBigEndian()], out _));
        Assert.False(Fp2.TryReadBigEndian([.. value.Real.ToBigEndian(), .. modulus], out _));
    }

    [Fact]
    public void The_conjugate_is_the_pth_power()
    {
        foreach (var value in Samples(3))
            Assert.Equal(value.Pow(Fp.Modulus), value.Conjugate());
    }

    [Fact]
    public void Minus_one_is_the_square_of_u_and_xi_has_no_root()
    {
        Assert.Equal(-Fp2.One, new Fp2(0, 1).Square());
        var order = (Fp.Modulus * Fp.Modulus) - 1;
        Assert.NotEqual(Fp2.One, Fp2.NonResidue.Pow(order / 2));
        Assert.NotEqual(Fp2.One, Fp2.NonResidue.Pow(order / 3));
        foreach (var value in Samples(4))
            Assert.Equal(value * Fp2.NonResidue, value.MultiplyByNonResidue());
    }

    protected override Fp2 Make(Fp[] c) => new(c[0], c[1]);

    /// <summary>Coefficients in powers of u.</summary>
    protected override Fp[] Coefficients(Fp2 value) => [value.Real, value.Imaginary];

    /// <summary>u^2 = -1.</summary>
    protected override void Reduce(Fp[] c, int power) => c[power - 2] -= c[power];
}
