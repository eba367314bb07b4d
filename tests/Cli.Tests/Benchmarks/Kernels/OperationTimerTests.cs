using ZkStyle.Cli.Benchmarks.Kernels;
using ZkStyle.Cli.Output;

namespace ZkStyle.Cli.Tests.Benchmarks.Kernels;

public class OperationTimerTests
{
    [Fact]
    public void Operations_are_prepared_in_turn_and_called_after_warming_up()
    {
        var log = new List<string>();
        MeasuredOperation Operation(string name) => new(name, "vectors", 10, 1, () =>
        {
            log.Add($"prepare {name}");
            return () => log.Add(name);
        });

        var timings = OperationTimer.Measure([Operation("a"), Operation("b")], TimeSpan.Zero, new SilentProgress(), CancellationToken.None);

        Assert.Equal(["prepare a", .. Enumerable.Repeat("a", 8), "prepare b", .. Enumerable.Repeat("b", 8)], log);
        Assert.Equal([("a", 5), ("b", 5)], timings.Select(t => (t.Name, t.Calls)));
        Assert.All(timings, t => Assert.Equal(t.MedianMs * 1e6 / 1024, t.MedianNanosecondsPerElement, 6));
    }

    [Fact]
    public void A_cancelled_timer_prepares_nothing()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var operation = new MeasuredOperation("a", "vectors", 10, 1, () => throw new InvalidOperationException("prepared"));

        Assert.Throws<OperationCanceledException>(() => OperationTimer.Measure([operation], TimeSpan.Zero, new SilentProgress(), stop.Token));
    }
}
