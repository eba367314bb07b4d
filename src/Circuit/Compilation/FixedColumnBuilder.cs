using ZkStyle.Circuit.Graphs;
using ZkStyle.Circuit.Layout;
using ZkStyle.Circuit.Tables;
using ZkStyle.Prover.Constraints;

namespace ZkStyle.Circuit.Compilation;

/// <summary>Fills the fixed columns of one model (docs/circuit.md, "Fixed columns").</summary>
internal sealed class FixedColumnBuilder
{
    private readonly ChainLayout _layout;
    private readonly LookupTable _table;
    private readonly Fr[][] _columns;

    private FixedColumnBuilder(ChainLayout layout, LookupTable table)
    {
        _layout = layout;
        _table = table;
        _columns = [.. Enumerable.Range(0, DecoderColumns.FixedCount).Select(_ => new Fr[layout.Size])];
    }

    /// <summary>Builds the columns.</summary>
    /// <param name="layout">The rows.</param>
    /// <param name="table">The lookup table; it fits the domain.</param>
    /// <returns>One array of n values per fixed column.</returns>
    public static Fr[][] Build(ChainLayout layout, LookupTable table)
    {
        var builder = new FixedColumnBuilder(layout, table);
        builder.FillTable();
        builder.FillSteps();
        builder.FillOffsets();
        builder.FillWeights();
        builder.FillPacking();
        return builder._columns;
    }

    /// <summary>The entries of the sparse columns L_0, L_e and sp.</summary>
    /// <param name="layout">The rows.</param>
    /// <returns>Entries per sparse column.</returns>
    public static IReadOnlyList<IReadOnlyList<SparseEntry>> SparseEntries(ChainLayout layout)
    {
        // Row 1 must not continue from row 0: its step becomes 0, which anchors the cycle.
        var corrections = new List<SparseEntry> { new(1, [0, 0, 0]) };

        // From (kappa, 0, 0), or the last padding row's r^N, to the last cell of the next image channel.
        var exponent = ((layout.Plan.Graph.Image.Height + 2L) * layout.Plan.LineStride) - 1;
        foreach (var chain in layout.Chains.Take(layout.Plan.Graph.Image.Channels))
            corrections.Add(new SparseEntry(chain.FirstRow, [1, 1, checked((uint)exponent)]));
        corrections.Add(new SparseEntry(layout.RowAfterImage, [1, 1, 0]));
        return [[new SparseEntry(0, [])], [new SparseEntry(layout.RowAfterImage, [])], corrections];
    }

    private void FillTable()
    {
        var values = _columns[DecoderColumns.TableValue];
        var outputs = _columns[DecoderColumns.TableOutput];
        foreach (var region in _table.Regions)
        {
            for (var q = region.Values.Low; q <= region.Values.High; q++)
            {
                values[region.RowOf(q)] = Fr.FromInt64(region.FirstEntry(q));
                outputs[region.RowOf(q)] = Fr.FromInt64(region.Output(q));
            }
        }

        outputs.AsSpan((int)_table.RowCount).Fill(Fr.FromInt64(DecoderConstraints.RangeMarker));
    }

    private void FillSteps()
    {
        Fr[] coordinates = [-Fr.One, Fr.Zero, Fr.One];
        for (var row = 0; row < _layout.Size; row++)
        {
            _columns[DecoderColumns.StepX][row] = coordinates[_layout.Steps[row].Dx() + 1];
            _columns[DecoderColumns.StepY][row] = coordinates[_layout.Steps[row].Dy() + 1];
        }

        foreach (var chain in _layout.Chains)
        {
            if (_layout.Plan.Graph.Tensors[chain.Plan.Tensor].IsDoubled)
                _columns[DecoderColumns.Upsample].AsSpan(chain.FirstRow, chain.Grid.Length).Fill(Fr.One);
        }
    }

    private void FillOffsets()
    {
        var column = _columns[DecoderColumns.Offset];
        column.AsSpan().Fill(Fr.FromInt64(_table.Zero.Tag << _table.Shift));
        foreach (var chain in _layout.Chains)
        {
            var tensor = _layout.Plan.Graph.Tensors[chain.Plan.Tensor];
            var interior = Fr.FromInt64((_table.OfTensor(chain.Plan.Tensor).Tag << _table.Shift) + tensor.Offsets[chain.Plan.Channel]);
            for (var i = 0; i < chain.Grid.Length; i++)
            {
                if (ChainLayout.IsInterior(tensor.Shape, chain.Grid.Y(i), chain.Grid.X(i)))
                    column[chain.FirstRow + i] = interior;
            }
        }
    }

    /// <summary>
    /// A kernel line of output o stands e_o + (2 - line) A rows before the input channel's last row, so that (G3)
    /// gives it r^(e_o) u^(2 - line); w0, w1, w2 are its columns 2, 1, 0.
    /// </summary>
    private void FillWeights()
    {
        foreach (var chain in _layout.Chains.Where(c => c.Plan.Tensor != _layout.Plan.Graph.ImageTensor))
        {
            foreach (var edge in _layout.Plan.Graph.From(chain.Plan.Tensor))
                FillKernels(chain, edge);
            if (chain.Plan.Tensor == 0)
                FillWordTap(chain);

            // Channels with 1x1 kernels alone may end before the second boundary, which none of their taps lies beyond.
            var longest = chain.Plan.LongestTapDistance;
            foreach (var distance in new[] { longest, longest + _layout.Plan.KernelStride })
            {
                if (distance < chain.Plan.Length - 1)
                    _columns[DecoderColumns.Boundary][chain.LastRow - distance] = Fr.One;
            }
        }
    }

    private void FillKernels(ChannelChain chain, CircuitEdge edge)
    {
        var (plan, channel) = (_layout.Plan, chain.Plan.Channel);
        var (firstLine, lastLine) = edge.Kernel == 1 ? (1, 1) : (0, 2);
        for (var o = 0; o < plan.Graph.Tensors[edge.Target].Shape.Channels; o++)
        {
            if (!edge.Joins(o, channel))
                continue;
            for (var line = firstLine; line <= lastLine; line++)
            {
                var row = chain.LastRow - plan.TapDistance(chain.Plan, edge.Target, o) - ((2 - line) * plan.KernelStride);
                for (var tap = 0; tap < 3; tap++)
                    _columns[DecoderColumns.FirstTap + tap][row] = Fr.FromInt64(edge.Weight(o, channel, line, 2 - tap));
            }
        }
    }

    /// <summary>
    /// (P2): the words read a latent channel by a centre tap of -256^j. No row carries them, so that the products of all
    /// channels of a group are what is left of their monomials on row 0: (G5) compares it with the public bytes.
    /// </summary>
    private void FillWordTap(ChannelChain chain)
    {
        const int PerWord = DecoderConstraints.LatentChannelsPerWord;
        var (plan, channel) = (_layout.Plan, chain.Plan.Channel);
        var distance = chain.Plan.Kappa + 1 - plan.WordKappa(channel / PerWord);
        _columns[DecoderColumns.FirstTap + 1][chain.LastRow - distance - plan.KernelStride] = -Fr.FromInt64(256).Pow(channel % PerWord);
    }

    /// <summary>
    /// (P1): on image rows hx's multiplier is w0 + v w1. Public bytes are visited last to first; a byte weighs 256
    /// times the next one of its word, and a word's first byte v 256^30 times less than the last byte of the word before.
    /// </summary>
    private void FillPacking()
    {
        const int WordLength = PublicInputEncoding.PackedWords.BytesPerWord;
        var image = _layout.Plan.Graph.Image;
        var nextByte = Fr.FromInt64(256).Inverse();
        var nextWord = Fr.FromInt64(256).Pow(WordLength - 1);
        foreach (var chain in _layout.Chains.Take(image.Channels))
        {
            for (var i = 0; i < chain.Grid.Length; i++)
            {
                var row = chain.FirstRow + i;
                var (y, x) = (chain.Grid.Y(i), chain.Grid.X(i));
                var position = ((((long)chain.Plan.Channel * image.Height) + y - 1) * image.Width) + x - 1;
                if (!ChainLayout.IsInterior(image, y, x) || position == image.Length - 1)
                    _columns[DecoderColumns.FirstTap][row] = Fr.One;
                else if (position % WordLength == WordLength - 1)
                    _columns[DecoderColumns.FirstTap + 1][row] = nextWord;
                else
                    _columns[DecoderColumns.FirstTap][row] = nextByte;
            }
        }
    }
}
