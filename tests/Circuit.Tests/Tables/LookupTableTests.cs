using ZkStyle.Circuit.Tables;
using ZkStyle.Circuit.Tests.Support;

namespace ZkStyle.Circuit.Tests.Tables;

public class LookupTableTests
{
    [Fact]
    public void Side_by_side_every_first_entry_is_its_row()
    {
        var table = CircuitBench.Product.Circuit.Table;
        long row = 0;
        foreach (var region in table.Regions)
        {
            Assert.Equal(row, region.FirstRow);
            for (var q = region.Values.Low; q <= region.Values.High; q++)
            {
                Assert.Equal(region.IsFree ? region.FirstRow : row, region.FirstEntry(q));
                Assert.Equal(row, region.RowOf(q));
                row++;
            }
        }

        Assert.Equal([table.OfTensor(0)], table.Regions.Where(r => r.IsFree));
        Assert.Equal(row, table.RowCount);
        Assert.Equal(65536, table.Range.Values.Count);
    }

    [Fact]
    public void Regions_hold_exactly_what_the_weights_reach()
    {
        var circuit = CircuitBench.Product.Circuit;
        for (var i = 0; i < circuit.Ranges.Count; i++)
            Assert.Equal(circuit.Ranges[i].Interior, circuit.Table.OfTensor(i + 1).Values);
        Assert.Equal(new QuantizedRange(0, 255), circuit.Table.OfTensor(0).Values);

        var reach = circuit.Table.Zero.Values.High + 1;
        Assert.Equal(-reach, circuit.Table.Zero.Values.Low);
        Assert.True(circuit.Ranges.All(r => r.Border.Low >= -reach && r.Border.High < reach));
        Assert.Contains(circuit.Ranges, r => r.Border.Low == -reach || r.Border.High == reach - 1);
    }

    [Fact]
    public void What_a_palettes_tensors_reach_meets_no_other_region()
    {
        var circuit = CircuitBench.Palette.Circuit;
        var palette = circuit.Graph.Palette!;
        var scores = palette.Scores.Interior;
        var (maximum, winners, index) = (circuit.Table.OfTensor(palette.Maximum), circuit.Table.OfTensor(palette.Winners), circuit.Table.OfTensor(circuit.Graph.ImageTensor));
        Assert.Equal(scores, maximum.Values);
        Assert.Equal(new QuantizedRange(0, scores.Count), winners.Values);
        Assert.Equal(new QuantizedRange(64, 71), index.Values);
        Assert.Equal([scores.Low - scores.High, 0], new[] { scores.Low, scores.High }.Select(maximum.Output));
        Assert.Equal([1, 0, 0], new[] { 0, 1, scores.Count }.Select(winners.Output));
        Assert.Equal([0, 7], new long[] { 64, 71 }.Select(index.Output));
        for (var t = 1; t < circuit.Graph.Tensors.Count; t++)
        {
            var (own, reach) = (circuit.Table.OfTensor(t), circuit.Ranges[t - 1].Interior);
            foreach (var other in circuit.Table.Regions.Where(r => r != own))
                Assert.True(other.Tag + other.Values.High < own.Tag + reach.Low || own.Tag + reach.High < other.Tag + other.Values.Low, $"{own.Name} reaches {other.Name}");
        }
    }

    [Fact]
    public void Outputs_are_the_activations()
    {
        var table = CircuitBench.Product.Circuit.Table;
        Assert.Equal([0, 0, 0, 1, 126, 127, 127], new long[] { -300, -1, 0, 1, 126, 127, 128 }.Select(table.OfTensor(1).Output));
        Assert.Equal([0, 0, 0, 254, 255, 255], new long[] { -300, -1, 0, 254, 255, 256 }.Select(table.OfTensor(3).Output));
        Assert.Equal([-128, 0, 127], new long[] { 0, 128, 255 }.Select(table.OfTensor(0).Output));
        Assert.Equal(0, table.Zero.Output(5));
        Assert.Equal(256, table.Range.Output(5));
    }
}
