using ZkStyle.Prover.Curves;
using ZkStyle.Prover.Tests.Fields;

namespace ZkStyle.Prover.Tests.Curves;

public class FixedBaseTableTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 10)]
    [InlineData(3, 700)]
    public void Products_agree_with_double_and_add(int seed, int products)
    {
        var random = new RandomElements(seed);
        var point = random.NextG1();
        Fr[] scalars = [0, 1, -1, 2, -2, 1L << 62, .. random.NextFrs(products)];
        foreach (var threads in new[] { 1, 2 })
        {
            var table = new FixedBaseTable(point, scalars.Length, threads, CancellationToken.None);
            var result = new G1Affine[scalars.Length];
            Array.Fill(result, G1Affine.Generator);
            table.Multiply(scalars, result, CancellationToken.None);
            for (var i = 0; i < scalars.Length; i += 1 + (scalars.Length / 60))
                Assert.Equal((new G1Jacobian(point) * scalars[i]).ToAffine(), result[i]);
        }
    }

    [Fact]
    public void Work_stops_when_asked()
    {
        using var source = new CancellationTokenSource();
        var table = new FixedBaseTable(G1Affine.Generator, 1000, 2, CancellationToken.None);
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => table.Multiply(new Fr[1000], new G1Affine[1000], source.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => new FixedBaseTable(G1Affine.Generator, 1000, 1, source.Token));
    }
}
