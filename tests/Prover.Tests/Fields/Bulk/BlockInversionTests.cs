using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Fields.Bulk;

namespace ZkStyle.Prover.Tests.Fields.Bulk;

public class ScalarBlockInversionTests : BlockInversionTests<FrScalar>;

public class Vector256BlockInversionTests : BlockInversionTests<FrVector256>;

public class Vector512BlockInversionTests : BlockInversionTests<FrVector512>;

public abstract class BlockInversionTests<TField>
    where TField : struct, IBlockField<ScalarFieldModulus>
{
    [Theory]
    [InlineData(8, 1, false)]
    [InlineData(24, 1, true)]
    [InlineData(1 << 10, 2, false)]
    [InlineData(1 << 17, 2, true)]
    public void Every_element_becomes_its_inverse_and_zeros_stay(int count, int threads, bool withZeros)
    {
        var random = new RandomElements(count);
        var elements = random.NextFrs(Math.Min(count, 512));
        var values = Enumerable.Range(0, count).Select(i => elements[i % elements.Length]).ToArray();
        if (withZeros)
        {
            values[0] = values[count - 1] = values[count / 2] = Fr.Zero;
            for (var i = 8; i < 16; i++)
                values[i] = Fr.Zero;
        }

        var expected = (Fr[])values.Clone();
        FieldExtensions.BatchInvert(expected.AsSpan());
        using var buffer = new BlockBuffer(count);
        using var scratch = new BlockBuffer(count);
        BlockConversion<TField>.FromElements(values, buffer, threads);
        BlockInversion<TField>.Invert(buffer, scratch, threads);
        BlockConversion<TField>.ToElements(buffer, values, threads);

        Assert.Equal(expected, values);
    }

    [Fact]
    public void Scratch_space_that_is_too_short_is_refused()
    {
        using var buffer = new BlockBuffer(16);
        using var scratch = new BlockBuffer(8);

        Assert.Throws<ArgumentException>(() => BlockInversion<TField>.Invert(buffer, scratch, 1));
    }
}
