using ZkStyle.Quantize.Model;

namespace ZkStyle.Circuit.Layout;

/// <summary>
/// All rows of a circuit (docs/circuit.md): row 0, padding, the image, the hidden layers from the last to the
/// first, the latent. The domain is a cycle, so the last latent row comes before row 0.
/// </summary>
internal sealed class ChainLayout
{
    private readonly StepCode[] _steps;

    /// <summary>Lays a plan out on 2^<paramref name="logSize"/> rows.</summary>
    /// <param name="plan">The plan; it leaves room for row 0 and one padding row.</param>
    /// <param name="logSize">log2 of the number of rows.</param>
    public ChainLayout(ChainPlan plan, int logSize)
    {
        Plan = plan;
        LogSize = logSize;
        FirstImageRow = checked((int)(Size - plan.UsedRows));
        ArgumentOutOfRangeException.ThrowIfLessThan(FirstImageRow, 2, nameof(plan));
        RowAfterImage = FirstImageRow + (int)plan.ImageRows;

        var grids = new Dictionary<(int, int, bool), ChannelGrid>();
        var chains = new List<ChannelChain>();
        foreach (var channel in plan.Channels)
        {
            var isImage = channel.Tensor == plan.Graph.ImageTensor;
            if (!grids.TryGetValue((channel.Lines, channel.Columns, isImage), out var grid))
            {
                grid = isImage
                    ? ChannelGrid.RowMajor(channel.Lines, channel.Columns)
                    : ChannelGrid.Snake(channel.Lines, channel.Columns);
                grids.Add((channel.Lines, channel.Columns, isImage), grid);
            }

            chains.Add(new ChannelChain(channel, FirstImageRow + (int)channel.Offset, grid));
        }

        Chains = chains;
        _steps = new StepCode[Size];
        _steps.AsSpan(1, PaddingRows).Fill(StepCode.Left);
        foreach (var chain in chains)
        {
            for (var i = 0; i < chain.Grid.Length; i++)
                _steps[chain.FirstRow + i] = chain.Grid.Step(i);
        }

        // Two unit steps past each channel of words: to its cell (0, 0), and on to (0, 1), where channels end.
        FirstWordRow = chains.Find(c => c.Plan.Tensor == 0)!.FirstRow - (ChainPlan.RowsOfWords * plan.WordChannels);
        for (var group = 0; group < plan.WordChannels; group++)
        {
            _steps[FirstWordRow + (ChainPlan.RowsOfWords * group)] = StepCode.NextChannel;
            _steps[FirstWordRow + (ChainPlan.RowsOfWords * group) + 1] = StepCode.Right;
        }

        // The only channel start that multiplies nothing: the image's channels have no kernel.
        _steps[RowAfterImage] = StepCode.Packed;
    }

    /// <summary>The plan.</summary>
    public ChainPlan Plan { get; }

    /// <summary>log2 of the number of rows.</summary>
    public int LogSize { get; }

    /// <summary>The number of rows n.</summary>
    public int Size => 1 << LogSize;

    /// <summary>Rows between row 0 and the image; at least one.</summary>
    public int PaddingRows => FirstImageRow - 1;

    /// <summary>The image's first row.</summary>
    public int FirstImageRow { get; }

    /// <summary>Row e, the first one after the image.</summary>
    public int RowAfterImage { get; }

    /// <summary>The first row of the channels of words, which come just before the latent.</summary>
    public int FirstWordRow { get; }

    /// <summary>Rows of the channels of words.</summary>
    public int WordRows => ChainPlan.RowsOfWords * Plan.WordChannels;

    /// <summary>The channels in the order of their rows, but for those of words.</summary>
    public IReadOnlyList<ChannelChain> Chains { get; }

    /// <summary>The step into each row.</summary>
    public ReadOnlySpan<StepCode> Steps => _steps;

    /// <summary>Describes a row.</summary>
    /// <param name="row">The row.</param>
    /// <returns>What it stands for.</returns>
    public ChainRow Row(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Size);
        if (row == 0)
            return new ChainRow(StepCode.NextChannel, Plan.ChannelCount, 0, 0, -1, -1, false);
        if (row < FirstImageRow)
            return new ChainRow(StepCode.Left, 0, 0, FirstImageRow - 1 - row, -1, -1, false);
        if (row - FirstWordRow is var word && word >= 0 && word < WordRows)
            return new ChainRow(_steps[row], Plan.WordKappa(word / ChainPlan.RowsOfWords), 0, word % ChainPlan.RowsOfWords, -1, -1, false);
        var chain = ChainOf(row);
        var (y, x) = (chain.Grid.Y(row - chain.FirstRow), chain.Grid.X(row - chain.FirstRow));
        return new ChainRow(
            _steps[row], chain.Plan.Kappa, y, x, chain.Plan.Tensor, chain.Plan.Channel,
            IsInterior(Plan.Graph.Tensors[chain.Plan.Tensor].Shape, y, x));
    }

    /// <summary>Names a row for failure reports, with coordinates of the tensor where the row carries an activation.</summary>
    /// <param name="row">The row.</param>
    /// <returns>For example <c>decoder.2 channel 5, y 3, x 7</c>.</returns>
    public string RowLabel(int row)
    {
        if (row == 0)
            return "row 0, where all sums end";
        var at = Row(row);
        if (at.Tensor < 0)
            return row < FirstImageRow ? "padding" : $"passage of latent words {(row - FirstWordRow) / ChainPlan.RowsOfWords}";
        var name = Plan.Graph.Palette is { } palette && palette.Winners == at.Tensor
            ? $"{Plan.Name(at.Tensor)} class {palette.Reverse(at.Channel)}"
            : $"{Plan.Name(at.Tensor)} channel {at.Channel}";
        if (at.IsInterior)
            return $"{name}, y {at.Y - 1}, x {at.X - 1}";
        var shape = Plan.Graph.Tensors[at.Tensor].Shape;
        return at.Y < shape.Height + 2 && at.X < shape.Width + 2
            ? $"{name}, border of the full product at line {at.Y}, column {at.X}"
            : $"{name}, filler at line {at.Y}, column {at.X}";
    }

    /// <summary>Whether a cell of the full product is an output of the layer.</summary>
    /// <param name="shape">The tensor's shape.</param>
    /// <param name="y">Line in the full product.</param>
    /// <param name="x">Column in the full product.</param>
    /// <returns>True inside the tensor.</returns>
    public static bool IsInterior(TensorShape shape, int y, int x) =>
        y >= 1 && y <= shape.Height && x >= 1 && x <= shape.Width;

    private ChannelChain ChainOf(int row)
    {
        int low = 0, high = Chains.Count - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (Chains[middle].FirstRow <= row)
                low = middle;
            else
                high = middle - 1;
        }

        return Chains[low];
    }
}
