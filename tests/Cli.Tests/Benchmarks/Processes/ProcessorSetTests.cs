using ZkStyle.Cli.Benchmarks.Processes;

namespace ZkStyle.Cli.Tests.Benchmarks.Processes;

public class ProcessorSetTests
{
    [Theory]
    [InlineData("0-1", new[] { 0, 1 })]
    [InlineData("\t3", new[] { 3 })]
    [InlineData("0-2,5,7-8\n", new[] { 0, 1, 2, 5, 7, 8 })]
    public void Lists_are_read_as_the_system_writes_them(string list, int[] expected) => Assert.Equal(expected, ProcessorSet.Parse(list));

    [Theory]
    [InlineData(1, new[] { 0 })]
    [InlineData(2, new[] { 0, 2 })]
    [InlineData(3, new[] { 0, 1, 2 })]
    [InlineData(9, new[] { 0, 1, 2, 3 })]
    public void Cores_come_before_their_second_threads(int threads, int[] expected)
    {
        // Processors 0 and 1 are one core, 2 and 3 another.
        Assert.Equal(expected, ProcessorSet.Choose([0, 1, 2, 3], processor => [processor & 2, (processor & 2) + 1], threads));
    }

    [Fact]
    public void A_core_whose_first_thread_is_forbidden_still_counts() =>
        Assert.Equal([1, 2], ProcessorSet.Choose([1, 2, 3], processor => [processor & 2, (processor & 2) + 1], 2));
}
