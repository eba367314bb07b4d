using ZkStyle.Circuit.Graphs;
using ZkStyle.Circuit.Tables;
using ZkStyle.Circuit.Tests.Support;

namespace ZkStyle.Circuit.Tests.Forgeries;

/// <summary>
/// Every largest score and every set of winners against every vector of few scores: the head's tables leave one solution, the
/// lowest class of the largest score.
/// </summary>
public class PaletteUniquenessTests
{
    [Theory]
    [InlineData(2, 6)]
    [InlineData(3, 5)]
    [InlineData(4, 4)]
    public void Tables_leave_the_lowest_class_of_the_largest_score(int classes, int levels)
    {
        var scores = new long[classes];
        var vectors = (int)Math.Pow(levels, classes);
        for (var vector = 0; vector < vectors; vector++)
        {
            for (int c = 0, rest = vector; c < classes; c++, rest /= levels)
                scores[c] = rest % levels;
            Assert.Equal([(scores.Max(), Array.IndexOf(scores, scores.Max()))], Solutions(scores, levels));
        }
    }

    [Fact]
    public void Two_winners_of_64_classes_give_no_index()
    {
        for (var first = 0; first < PaletteHead.MaximumClasses; first++)
        {
            for (var second = first + 1; second < PaletteHead.MaximumClasses; second++)
                Assert.True((2 * PaletteHead.IndexBase) + first + second > PaletteHead.IndexBase + PaletteHead.MaximumClasses - 1);
        }
    }

    /// <summary>What the regions of max, z and index let through, as (largest score, class).</summary>
    private static List<(long Maximum, int Class)> Solutions(long[] scores, int levels)
    {
        var graph = CircuitBench.Palette.Circuit.Graph;
        var (winners, index) = (graph.Tensors[graph.Palette!.Winners], graph.Tensors[graph.ImageTensor]);
        var maximum = new QuantizedRange(0, levels - 1);
        var (distances, indices) = (new QuantizedRange(0, maximum.Count), new QuantizedRange(PaletteHead.IndexBase, PaletteHead.IndexBase + scores.Length - 1));
        var solutions = new List<(long, int)>();
        for (var claimed = maximum.Low; claimed <= maximum.High; claimed++)
        {
            for (var set = 0; set < 1 << scores.Length; set++)
            {
                var (allowed, sum) = (true, 0L);
                for (var c = 0; c < scores.Length; c++)
                {
                    var wins = (set >> c) & 1;
                    var q = claimed - scores[c] + System.Numerics.BitOperations.PopCount((uint)(set & ((1 << c) - 1)));
                    allowed &= distances.Contains(new QuantizedRange(q, q)) && winners.Output(q) == wins;
                    sum += wins * (PaletteHead.IndexBase + c);
                }

                if (allowed && indices.Contains(new QuantizedRange(sum, sum)))
                    solutions.Add((claimed, (int)index.Output(sum)));
            }
        }

        return solutions;
    }
}
