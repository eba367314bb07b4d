using System.Numerics;
using ZkStyle.Prover.Constraints;
using ZkStyle.Prover.Tests.Fields;

namespace ZkStyle.Prover.Tests.Constraints;

public class IntegerPolynomialTests
{
    [Theory]
    [InlineData(1)]
    public void Values_agree_with_sums_of_powers(int seed)
    {
        var random = new RandomElements(seed);
        foreach (var length in new[] { 1, 2, 8, 30, 31 })
        {
            foreach (var count in new[] { 0, 1, 2, 9, 10, 11, 20, 21, 57 })
            {
                foreach (var missing in new[] { 0, 1, length - 1 })
                {
                    var bytes = new byte[Math.Max(0, (count * length) - missing)];
                    random.Random.NextBytes(bytes);
                    if (count % 2 == 0)
                        Array.Fill(bytes, (byte)0xff);
                    foreach (var point in new[] { random.NextFr(), Fr.Zero, Fr.One, -Fr.One })
                        Assert.Equal(Naive(bytes, length, point), new IntegerPolynomial(point).Evaluate(bytes, length));
                }
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(32)]
    public void Coefficients_have_1_to_31_bytes(int length) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new IntegerPolynomial(3).Evaluate(new byte[64], length));

    private static Fr Naive(byte[] bytes, int length, Fr point)
    {
        var (sum, power) = (Fr.Zero, Fr.One);
        foreach (var word in bytes.Chunk(length))
        {
            var padded = word.Concat(new byte[length - word.Length]).ToArray();
            sum += power * Fr.FromBigInteger(new BigInteger(padded, isUnsigned: true, isBigEndian: true));
            power *= point;
        }

        return sum;
    }
}
