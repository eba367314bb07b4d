using ZkStyle.Prover.Curves.Bulk;

namespace ZkStyle.Prover.Tests.Curves.Bulk;

public class MsmPlanTests
{
    private const int ElementBits = MsmDigits.ElementBits;

    [Theory]
    [InlineData(17, 1000, 1)]
    [InlineData(17, 100_000, 1)]
    [InlineData(17, 100_000, 3)]
    [InlineData(17, 1000, 2)]
    [InlineData(1, 1000, 3)]
    [InlineData(3, 2, 4)]
    [InlineData(16, 1, 4)]
    public void Tasks_cover_every_window_once_in_shares_that_threads_can_split(int windows, int count, int threads)
    {
        var tasks = MsmPlan.Tasks(windows, count, threads);
        for (var window = 0; window < windows; window++)
        {
            var next = 0;
            foreach (var task in tasks.Where(t => t.Window <= window && window < t.Window + t.Windows))
            {
                Assert.Equal(next, task.First);
                next += task.Count;
            }

            Assert.Equal(count, next);
        }

        // As many whole windows for every thread.
        Assert.True(count < threads || tasks.Where(t => t.Count == count).Sum(t => t.Windows) % threads == 0);
        Assert.Equal(tasks.OrderBy(t => t.Window), tasks);
    }

    [Theory]
    [InlineData(ElementBits)]
    [InlineData(8)]
    [InlineData(15)]
    [InlineData(31)]
    [InlineData(62)]
    public void Widths_are_possible_and_wide_enough_for_many_points(int bits)
    {
        for (var log = 0; log <= 24; log++)
        {
            var width = MsmPlan.ChooseWidth(1 << log, bits);
            Assert.InRange(width, 2, 16);
            Assert.True(MsmPlan.IsPossible(width, bits));
        }

        Assert.InRange(MsmPlan.ChooseWidth(1 << 20, bits), Math.Min(bits + 1, 11), 16);
        Assert.False(MsmPlan.IsPossible(16, 31));
        Assert.True(MsmPlan.IsPossible(16, 15));
    }
}
