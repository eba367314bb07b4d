using System.Numerics;
using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Fields.Bulk;
using ZkStyle.Prover.Polynomials;

namespace ZkStyle.Prover.Tests.Polynomials;

/// <summary>What holds of limbs in doubles alone: inputs of every representation allowed, outputs within their bounds.</summary>
public abstract unsafe class VectorBlockTransformTests<TField> : BlockTransformTests<TField>
    where TField : struct, IBlockField<ScalarFieldModulus>
{
    private const int Lanes = BlockLayout.Lanes;

    private const double HalfRadix = 1L << (BlockLayout.LimbBits - 1);

    [Theory]
    [InlineData(5, 0)]
    [InlineData(8, 1)]
    [InlineData(9, 0)]
    [InlineData(10, 2)]
    [InlineData(11, 1)]
    [InlineData(12, 0)]
    [InlineData(13, 2)]
    public void Inputs_of_the_largest_magnitude_give_outputs_within_their_bounds(int logSize, int kind)
    {
        var domain = new EvaluationDomain(logSize);
        using var transform = new BlockTransform<TField>(logSize);
        using var source = new BlockBuffer(domain.Size);
        using var destination = new BlockBuffer(domain.Size);
        Fill(source, kind, new Random(logSize));
        var before = new ReadOnlySpan<double>(source.Data, source.Blocks * BlockLayout.Doubles).ToArray();
        foreach (var shift in new[] { Fr.One, EvaluationDomain.CosetShift })
        {
            var expected = Read(source);
            domain.ForwardCoset(expected, shift);
            transform.Forward(source, destination, shift, 1);
            Assert.Equal(expected, Read(destination));
            CheckBounds(destination);

            expected = Read(source);
            domain.InverseCoset(expected, shift);
            transform.Inverse(source, destination, shift, 2);
            Assert.Equal(expected, Read(destination));
            CheckBounds(destination);
        }

        Assert.Equal(before, new ReadOnlySpan<double>(source.Data, before.Length).ToArray());
    }

    /// <summary>Magnitude 8 in every lane: all of one sign, of random signs, or random limbs.</summary>
    private static void Fill(BlockBuffer buffer, int kind, Random random)
    {
        var top = Math.Floor(BlockTransform<TField>.InputMagnitude * (double)Fr.Modulus / Math.ScaleB(1, 4 * BlockLayout.LimbBits)) - 1;
        for (var i = 0; i < buffer.Blocks * BlockLayout.Doubles; i++)
        {
            var bound = i % BlockLayout.Doubles >= BlockLayout.Doubles - Lanes ? top : HalfRadix;
            buffer.Data[i] = kind switch
            {
                0 => bound,
                1 => random.Next(2) == 0 ? bound : -bound,
                _ => Math.Round(bound * ((2 * random.NextDouble()) - 1)),
            };
        }
    }

    private static void CheckBounds(BlockBuffer buffer)
    {
        for (var i = 0; i < buffer.Blocks; i++)
        {
            for (var lane = 0; lane < Lanes; lane++)
            {
                var value = BigInteger.Zero;
                for (var limb = BlockLayout.Limbs - 1; limb >= 0; limb--)
                {
                    var digit = buffer.Block(i)[(Lanes * limb) + lane];
                    value = (value << BlockLayout.LimbBits) + new BigInteger(digit);
                    if (limb < BlockLayout.Limbs - 1)
                        Assert.InRange(digit, -HalfRadix, HalfRadix);
                }

                Assert.True(BigInteger.Abs(value) <= BlockTransform<TField>.OutputMagnitude * Fr.Modulus);
            }
        }
    }
}
