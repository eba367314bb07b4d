using ZkStyle.Cli.Benchmarks.Kernels;

namespace ZkStyle.Cli.Tests.Benchmarks.Kernels;

public class QuantilesTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.25, 2)]
    [InlineData(0.5, 3)]
    [InlineData(0.75, 4)]
    [InlineData(1, 5)]
    [InlineData(0.125, 1.5)]
    public void Shares_fall_on_measurements_or_between_them(double share, double expected) =>
        Assert.Equal(expected, new Quantiles([5, 3, 1, 4, 2]).At(share));

    [Fact]
    public void The_median_of_an_even_number_is_the_mean_of_the_middle_two() => Assert.Equal(2.5, new Quantiles([4, 1, 3, 2]).Median);

    [Fact]
    public void There_are_none_of_nothing() => Assert.Throws<ArgumentException>(() => new Quantiles([]));
}
