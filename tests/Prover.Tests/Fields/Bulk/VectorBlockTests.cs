using System.Numerics;
using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Fields.Bulk;

namespace ZkStyle.Prover.Tests.Fields.Bulk;

/// <summary>
/// What holds of limbs in doubles alone: results for every representation that the contract allows, and the bounds
/// it promises.
/// </summary>
public abstract unsafe class VectorBlockTests<TField, TModulus> : BlockFieldTests<TField, TModulus>
    where TField : struct, IBlockField<TModulus>
    where TModulus : struct, IFieldModulus
{
    private const int Lanes = BlockLayout.Lanes;

    private const double HalfRadix = 1L << (BlockLayout.LimbBits - 1);

    private static readonly BigInteger s_p = PrimeField<TModulus>.Modulus;

    private static readonly BigInteger s_inverseRadix = BigInteger.ModPow(BigInteger.One << (BlockLayout.LimbBits * BlockLayout.Limbs), s_p - 2, s_p);

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 32, 32)]
    [InlineData(3, 64, 16)]
    [InlineData(4, 16, 64)]
    public void Factors_of_any_allowed_magnitude_give_the_product_within_its_bound(int seed, int left, int right)
    {
        var random = new Random(seed);
        using var buffer = new BlockBuffer(3 * Lanes);
        double* a = buffer.Block(0), b = buffer.Block(1), result = buffer.Block(2);
        for (var round = 0; round < 4_000; round++)
        {
            FillNormal(random, a, left, round);
            FillNormal(random, b, right, round / 3);
            TField.Multiply(a, b, result);
            CheckProduct(a, b, result, 1.5 + (left * right / 84.0));
            if (left == right)
            {
                TField.Square(a, result);
                CheckProduct(a, a, result, 1.5 + (left * right / 84.0));
            }
        }
    }

    // The second row is the widest that the contract allows: the sum's limbs reach 2^52, the right's highest limb nearly 2^51.
    [Theory]
    [InlineData(8, 16)]
    [InlineData(12, 42)]
    public void A_left_factor_may_be_an_uncarried_sum_or_difference(int term, int right)
    {
        var random = new Random(5);
        using var buffer = new BlockBuffer(6 * Lanes);
        double* a = buffer.Block(0), b = buffer.Block(1), sum = buffer.Block(2), c = buffer.Block(3), result = buffer.Block(4), difference = buffer.Block(5);
        var bound = 1.5 + (2 * term * right / 84.0);
        for (var round = 0; round < 4_000; round++)
        {
            FillNormal(random, a, term, round);
            FillNormal(random, b, term, (round & 1) == 0 ? round : round / 5);
            FillNormal(random, c, right, round / 2);
            TField.SumAndDifferenceLazy(a, b, sum, difference);
            TField.Multiply(sum, c, result);
            CheckProduct(sum, c, result, bound);
            TField.Multiply(difference, c, result);
            CheckProduct(difference, c, result, bound);
            TField.SubtractLazy(a, b, sum);
            TField.Multiply(sum, c, result);
            CheckProduct(sum, c, result, bound);
        }
    }

    [Fact]
    public void Sums_of_forty_thousand_blocks_stay_exact_when_reduced_now_and_then()
    {
        var random = new Random(6);
        using var buffer = new BlockBuffer(2 * Lanes);
        double* term = buffer.Block(0), sum = buffer.Block(1);
        buffer.Clear();
        var expected = new BigInteger[Lanes];
        for (var i = 0; i < 40_000; i++)
        {
            FillNormal(random, term, 1, i);
            for (var lane = 0; lane < Lanes; lane++)
                expected[lane] += Value(term, lane);
            TField.Add(sum, term, sum);
            if (i % 32 == 31)
                TField.Reduce(sum, sum);
        }

        for (var lane = 0; lane < Lanes; lane++)
            Assert.True(((Value(sum, lane) - expected[lane]) % s_p).IsZero);
    }

    [Fact]
    public void Reduction_keeps_the_residue_and_halves_the_prime()
    {
        var random = new Random(7);
        using var buffer = new BlockBuffer(2 * Lanes);
        double* a = buffer.Block(0), result = buffer.Block(1);
        for (var round = 0; round < 10_000; round++)
        {
            FillNormal(random, a, 64, round);
            TField.Reduce(a, result);
            CheckNormal(result, 0.51);
            for (var lane = 0; lane < Lanes; lane++)
                Assert.True(((Value(a, lane) - Value(result, lane)) % s_p).IsZero);
        }

        for (var multiple = -64; multiple <= 64; multiple++)
        {
            for (var lane = 0; lane < Lanes; lane++)
                BlockConstants<TModulus>.WriteLimbs((s_p * multiple) + (lane & 1), a + lane, Lanes);
            TField.Reduce(a, result);
            for (var lane = 0; lane < Lanes; lane++)
                Assert.Equal(lane & 1, Value(result, lane));
            Assert.Equal(0b01010101, TField.ZeroLanes(a));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(64)]
    public void A_prepared_factor_gives_the_product_within_its_bound(int magnitude)
    {
        var random = new Random(magnitude);
        using var buffer = new BlockBuffer(10 * Lanes);
        double* a = buffer.Block(0), b = buffer.Block(1), factors = buffer.Block(2), result = buffer.Block(3), prepared = buffer.Block(4);
        var difference = buffer.Block(9);
        for (var round = 0; round < 2_000; round++)
        {
            FillNormal(random, a, magnitude, round);
            FillNormal(random, factors, 64, round / 2);
            TField.Prepare(factors, prepared);
            var factor = (round % Lanes) * BlockLayout.PreparedDoubles;
            TField.MultiplyPrepared(a, prepared + factor, result);
            CheckPrepared(a, Value(factors, round % Lanes), result, 1.51 + (magnitude / 160.0));

            // Half the magnitude each: the sum, or difference, is a left factor that is not normal.
            FillNormal(random, a, (magnitude + 1) / 2, round);
            FillNormal(random, b, magnitude / 2, (round & 2) == 0 ? round : round / 5);
            TField.SumAndDifferenceLazy(a, b, result, difference);
            var left = (round & 1) != 0 ? difference : result;
            TField.MultiplyPrepared(left, prepared + factor, b);
            CheckPrepared(left, Value(factors, round % Lanes), b, 2.51 + (magnitude / 160.0));
        }
    }

    [Fact]
    public void Butterflies_of_the_largest_limbs_are_exact_and_normal()
    {
        var random = new Random(8);
        using var buffer = new BlockBuffer(8 * Lanes);
        var blocks = new BigInteger[4];
        for (var round = 0; round < 2_000; round++)
        {
            for (var k = 0; k < 4; k++)
                FillNormal(random, buffer.Block(k), 16, k == 0 ? round : (round * k) + (round / (k + 1)));
            TField.SplitQuad(
                buffer.Block(0), buffer.Block(1), buffer.Block(2), buffer.Block(3),
                buffer.Block(4), buffer.Block(5), buffer.Block(6), buffer.Block(7));
            CheckSums((1, 1, 1, 0), (1, 1, -1, 0), (1, -1, 0, 1), (1, -1, 0, -1));
            for (var k = 4; k < 8; k++)
                CheckNormal(buffer.Block(k), 48);
            TField.JoinQuad(
                buffer.Block(0), buffer.Block(1), buffer.Block(2), buffer.Block(3),
                buffer.Block(4), buffer.Block(5), buffer.Block(6), buffer.Block(7));
            CheckSums((1, 1, 1, 1), (1, 1, -1, -1), (1, -1, 0, 0), (0, 0, 1, -1));
            CheckNormal(buffer.Block(4), 64);
            CheckNormal(buffer.Block(5), 64);
            TField.SumAndDifference(buffer.Block(2), buffer.Block(3), buffer.Block(4), buffer.Block(5));
            CheckSums((0, 0, 1, 1), (0, 0, 1, -1));
            CheckNormal(buffer.Block(4), 32);
            CheckNormal(buffer.Block(5), 32);
        }

        void CheckSums(params (int A, int B, int C, int D)[] signs)
        {
            for (var lane = 0; lane < Lanes; lane++)
            {
                for (var k = 0; k < 4; k++)
                    blocks[k] = Value(buffer.Block(k), lane);
                for (var k = 0; k < signs.Length; k++)
                {
                    var (a, b, c, d) = signs[k];
                    Assert.Equal((a * blocks[0]) + (b * blocks[1]) + (c * blocks[2]) + (d * blocks[3]), Value(buffer.Block(4 + k), lane));
                }
            }
        }
    }

    /// <summary>Limbs at random, or at the ends of their ranges in ever other combinations.</summary>
    private static void FillNormal(Random random, double* block, int magnitude, int pattern)
    {
        var top = Math.Floor(magnitude * (double)s_p / Math.ScaleB(1, 4 * BlockLayout.LimbBits)) - 1;
        for (var lane = 0; lane < Lanes; lane++)
        {
            for (var limb = 0; limb < BlockLayout.Limbs; limb++)
            {
                var bound = limb == BlockLayout.Limbs - 1 ? top : HalfRadix;
                var choice = lane < 4 ? random.Next(4) : (pattern >> limb & 1) + (pattern >> (limb + 5) & 1);
                block[(Lanes * limb) + lane] = lane < 4 || pattern > 1_024
                    ? Math.Round(bound * ((2 * random.NextDouble()) - 1))
                    : choice switch { 0 => bound, 1 => -bound, _ => 0 };
            }
        }
    }

    private static BigInteger Value(double* block, int lane)
    {
        var value = BigInteger.Zero;
        for (var limb = BlockLayout.Limbs - 1; limb >= 0; limb--)
            value = (value << BlockLayout.LimbBits) + new BigInteger(block[(Lanes * limb) + lane]);
        return value;
    }

    private static void CheckProduct(double* left, double* right, double* result, double magnitude)
    {
        CheckNormal(result, magnitude);
        for (var lane = 0; lane < Lanes; lane++)
            Assert.True(((Value(left, lane) * Value(right, lane) * s_inverseRadix) - Value(result, lane)) % s_p == 0);
    }

    private static void CheckPrepared(double* left, BigInteger factor, double* result, double magnitude)
    {
        CheckNormal(result, magnitude);
        for (var lane = 0; lane < Lanes; lane++)
            Assert.True(((Value(left, lane) * factor * s_inverseRadix) - Value(result, lane)) % s_p == 0);
    }

    private static void CheckNormal(double* block, double magnitude)
    {
        for (var lane = 0; lane < Lanes; lane++)
        {
            for (var limb = 0; limb < BlockLayout.Limbs - 1; limb++)
                Assert.InRange(block[(Lanes * limb) + lane], -HalfRadix, HalfRadix);
            Assert.InRange((double)Value(block, lane) / (double)s_p, -magnitude, magnitude);
        }
    }
}
