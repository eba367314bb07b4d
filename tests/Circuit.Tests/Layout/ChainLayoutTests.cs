using ZkStyle.Circuit.Graphs;
using ZkStyle.Circuit.Layout;
using ZkStyle.Circuit.Tests.Support;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Circuit.Tests.Layout;

public class ChainLayoutTests
{
    [Fact]
    public void The_reference_decoder_takes_124108_rows()
    {
        var plan = Plan(TestDecoders.Reference(Seeds.Random(1)));
        Assert.Equal(124_108, plan.UsedRows);
        Assert.Equal(
            [1640, 13830, 15552, 27744, 52272, 13068],
            Enumerable.Range(0, 6).Select(t => plan.Channels.Where(c => c.Tensor == t).Sum(c => c.Length)));
        Assert.Equal(64 + 1, plan.KernelStride);
        Assert.Equal(66, plan.LineStride);
        Assert.Equal(8 + 1 + 64 + 48 + 24 + 12 + 3 + 1, plan.ChannelCount);
    }

    [Fact]
    public void Every_row_is_one_cell_of_one_channel()
    {
        var layout = CircuitBench.Fast.Layout;
        var cells = new HashSet<(int, int, int, int)>();
        foreach (var chain in layout.Chains)
        {
            for (var row = chain.FirstRow; row <= chain.LastRow; row++)
            {
                var at = layout.Row(row);
                Assert.Equal((chain.Plan.Tensor, chain.Plan.Channel, chain.Plan.Kappa), (at.Tensor, at.Channel, at.Kappa));
                Assert.True(cells.Add((at.Tensor, at.Channel, at.Y, at.X)));
            }
        }

        Assert.Equal(layout.Plan.UsedRows - layout.WordRows, cells.Count);
        for (var t = 0; t < layout.Plan.Graph.Decoder.Shapes.Count; t++)
        {
            var shape = layout.Plan.Graph.Decoder.Shapes[t];
            for (var c = 0; c < shape.Channels; c++)
            {
                for (var y = 0; y < shape.Height + 2; y++)
                {
                    for (var x = 0; x < shape.Width + 2; x++)
                        Assert.Contains((t, c, y, x), cells);
                }
            }
        }
    }

    [Fact]
    public void Channels_are_numbered_from_the_image_back_and_image_planes_last_to_first()
    {
        var plan = CircuitBench.Fast.Layout.Plan;
        Assert.Equal([.. Enumerable.Range(1, 21), .. Enumerable.Range(23, 4)], plan.Channels.Select(c => c.Kappa));
        Assert.Equal((1, 22), (plan.WordChannels, plan.WordKappa(0)));
        Assert.Equal([3, 3, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0], plan.Channels.Select(c => c.Tensor));
        Assert.Equal([2, 1, 0, 0, 1, 2, 3, 4, 5], plan.Channels.Take(9).Select(c => c.Channel));
        foreach (var channel in plan.Channels)
            Assert.Equal(channel.Kappa, plan.Kappa(channel.Tensor, channel.Channel));
    }

    [Fact]
    public void The_first_rows_and_the_row_after_the_image_are_as_described()
    {
        var layout = CircuitBench.Fast.Layout;
        Assert.Equal(new ChainRow(StepCode.NextChannel, layout.Plan.ChannelCount, 0, 0, -1, -1, false), layout.Row(0));
        Assert.Equal(new ChainRow(StepCode.Left, 0, 0, layout.PaddingRows - 1, -1, -1, false), layout.Row(1));
        Assert.Equal(new ChainRow(StepCode.Left, 0, 0, 0, -1, -1, false), layout.Row(layout.FirstImageRow - 1));
        var after = layout.Row(layout.RowAfterImage);
        Assert.Equal((StepCode.Packed, 4, 0, 0), (after.Step, after.Kappa, after.Y, after.X));
        Assert.Throws<ArgumentOutOfRangeException>(() => layout.Row(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => layout.Row(layout.Size));
    }

    [Fact]
    public void The_palette_reference_takes_125370_rows()
    {
        var plan = Plan(SampleDecoders.PaletteReference(1));
        Assert.Equal(125_370, plan.UsedRows);
        Assert.Equal((64, 34, 12 + 1 + 56 + 64 + 48 + 24 + 1 + 32 + 1 + 1), (plan.KernelStride, plan.LineStride, plan.ChannelCount));
    }

    /// <summary>A residual's source feeds the layer between and the sum: kernels need room for both, 1x1 kernels alone for one line less.</summary>
    [Fact]
    public void Channels_have_room_for_all_their_readers()
    {
        var plan = Plan(SampleDecoders.Graph(1));
        Assert.Equal(["latent", "stem", "block.0", "block.1", "side", "joined", "mixed", "image"], Enumerable.Range(0, 8).Select(plan.Name));

        // stem's channel c feeds block.0's eight channels and channel c of block.1, eight kappas or less below them; the latent
        // feeds the four of side up to the eight of stem, with block.1 and block.0 between, and its words.
        Assert.Equal(4 + 8 + 8 + 8 + 1, plan.KernelStride);
        var stem = plan.Channels.Single(c => c is { Tensor: 1, Channel: 3 });
        Assert.Equal(8 + 8 + 1, stem.LongestTapDistance);
        Assert.All(plan.Channels.Where(c => c.Tensor < 7), c =>
            Assert.True(c.Length >= c.LongestTapDistance + ((c.Tensor == 5 ? 1 : 2) * plan.KernelStride) + 1));
    }

    [Fact]
    public void Labels_name_tensor_channel_and_cell()
    {
        var bench = CircuitBench.Fast;
        Assert.Equal("row 0, where all sums end", bench.Layout.RowLabel(0));
        Assert.Equal("padding", bench.Layout.RowLabel(1));
        Assert.Equal("decoder.1 channel 5, y 3, x 7", bench.Layout.RowLabel(bench.RowOf(2, 5, 4, 8)));
        Assert.Equal("image channel 0, y 0, x 15", bench.Layout.RowLabel(bench.RowOf(3, 0, 1, 16)));
        Assert.Equal("latent channel 3, y 3, x 0", bench.Layout.RowLabel(bench.RowOf(0, 3, 4, 1)));
        Assert.Equal("decoder.0 channel 2, border of the full product at line 0, column 4", bench.Layout.RowLabel(bench.RowOf(1, 2, 0, 4)));
        Assert.Equal("latent channel 3, filler at line 0, column 6", bench.Layout.RowLabel(bench.RowOf(0, 3, 0, 6)));
        Assert.Equal("decoder.2.z class 7, y 0, x 1", CircuitBench.Palette.Layout.RowLabel(CircuitBench.Palette.RowOf(4, 0, 1, 2)));
        Assert.Equal("image channel 0, y 0, x 15", bench.Circuit.Assignment.RowLabel(bench.RowOf(3, 0, 1, 16)));
    }

    [Fact]
    public void Odd_heights_get_a_line_of_filler()
    {
        var decoder = TestDecoders.Create(Seeds.Random(2), new TensorShape(2, 5, 7), 16, 300, 127, (3, false), (3, true));
        var plan = Plan(decoder);
        Assert.Equal(8, plan.Channels.First(c => c.Tensor == 0).Lines);
        Assert.Equal(12, plan.Channels.First(c => c.Tensor == 2).Lines);
    }

    [Fact]
    public void A_small_map_with_many_readers_grows_in_lines_where_columns_would_repeat_monomials()
    {
        var decoder = TestDecoders.Create(Seeds.Random(3), new TensorShape(4, 2, 2), 8, 300, 7, (64, false), (3, true));
        var plan = Plan(decoder);
        Assert.Equal(6, plan.LineStride);

        // Channel 63 of decoder.0 needs 67 + 2 * 64 + 1 rows: 34 lines of 6.
        var last = plan.Channels.Single(c => c is { Tensor: 1, Channel: 63 });
        Assert.Equal((67, 34, 6), (last.LongestTapDistance, last.Lines, last.Columns));
        Assert.All(plan.Channels.Where(c => c.Tensor < 2), c => Assert.Equal((0, 6), (c.Lines % 2, c.Columns)));

        var bench = new CircuitBench(DecoderCompiler.Compile(decoder, new(Shift: 8, MinimumLogSize: 14)), TestDecoders.Latent(Seeds.Random(5), decoder));
        Assert.Empty(bench.FailingGates(bench.Honest));
    }

    [Fact]
    public void The_first_channel_after_the_image_has_room_for_a_row_without_weights()
    {
        // The farthest tap stands e_max + 2A = 5 + 14 rows before the last one: 4 lines of 5 would put it on row e.
        var decoder = TestDecoders.Create(Seeds.Random(4), new TensorShape(2, 2, 3), 8, 300, 7, (6, false), (4, true));
        var plan = Plan(decoder);
        Assert.Equal(19, plan.Channels[4].LongestTapDistance + (2 * plan.KernelStride));
        Assert.Equal((4, 6), (plan.Channels[4].Lines, plan.Channels[4].Columns));

        var bench = new CircuitBench(DecoderCompiler.Compile(decoder, CircuitBench.FastOptions), TestDecoders.Latent(Seeds.Random(5), decoder));
        Assert.Empty(bench.FailingGates(bench.Honest));
    }

    [Fact]
    public void Sides_without_bounds_are_refused_before_anything_is_counted()
    {
        var layer = TestDecoders.Create(Seeds.Random(5), new TensorShape(1, 4, 4), 16, 300, 127, (3, false)).Layers[0];
        foreach (var shape in new[] { new TensorShape(1, 1 << 30, 1 << 30), new TensorShape(1, (1 << 20) + 1, 1), new TensorShape(1, 1, int.MaxValue) })
        {
            var error = Assert.Throws<CompilationException>(() => DecoderCompiler.Compile(new QuantizedDecoder(shape, [layer])));
            Assert.Contains("side", error.Message, StringComparison.Ordinal);
        }
    }

    private static ChainPlan Plan(QuantizedDecoder decoder) => ChainPlan.Create(CircuitGraphBuilder.Build(decoder, 16));
}
