using ZkStyle.Circuit.Graphs;

namespace ZkStyle.Circuit.Layout;

/// <summary>
/// Which channels a decoder's circuit walks, in which order and on how many rows; counted without allocating rows,
/// so that a model far too large is refused at once.
/// </summary>
internal sealed class ChainPlan
{
    // Far beyond any circuit; it keeps products of sides inside 64 bits.
    private const int LongestSide = 1 << 20;

    /// <summary>Rows of a channel of words.</summary>
    public const int RowsOfWords = 2;

    private readonly int[] _firstKappa;

    private ChainPlan(CircuitGraph graph, int[] firstKappa)
    {
        Graph = graph;
        _firstKappa = firstKappa;
        LineStride = graph.Image.Width + 2;
        WordChannels = WordChannelsOf(graph);
        ChannelCount = graph.Tensors.Sum(t => t.Shape.Channels) + WordChannels + 1;
        KernelStride = Math.Max(graph.Tensors.Skip(1).Max(t => t.Shape.Channels), LongestRun());
    }

    /// <summary>The graph.</summary>
    public CircuitGraph Graph { get; }

    /// <summary>S: u = v^S.</summary>
    public int LineStride { get; }

    /// <summary>
    /// A: rows between two lines of a kernel; at least the most output channels of any layer, and the channels from the first
    /// to the last that one channel feeds.
    /// </summary>
    public int KernelStride { get; }

    /// <summary>
    /// Channels of the latent's words, between the latent and its readers: what (P2) sums up. Their cells are no rows, because
    /// the verifier knows them; two rows each take the chain past their kappas.
    /// </summary>
    public int WordChannels { get; }

    /// <summary>N: all channels plus 1, the kappa of row 0.</summary>
    public int ChannelCount { get; }

    /// <summary>Channels in the order of their rows: the image's first, the latent's last.</summary>
    public IReadOnlyList<PlannedChannel> Channels { get; private set; } = [];

    /// <summary>Rows of all channels, those of words included.</summary>
    public long UsedRows { get; private set; }

    /// <summary>Rows of the image.</summary>
    public long ImageRows { get; private set; }

    /// <summary>Plans a graph's rows.</summary>
    /// <param name="graph">The graph.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="CompilationException">A tensor has a side without bounds.</exception>
    public static ChainPlan Create(CircuitGraph graph)
    {
        var shapes = graph.Tensors.Select(t => t.Shape).ToArray();
        if (shapes.Any(s => s.Height is < 1 or > LongestSide || s.Width is < 1 or > LongestSide))
            throw new CompilationException($"A tensor of the decoder has a side outside 1 to {LongestSide}: {string.Join(", ", shapes)}.");
        var firstKappa = new int[shapes.Length];
        var kappa = 1;
        for (var t = shapes.Length - 1; t >= 0; t--)
        {
            if (t == 0)
                kappa += WordChannelsOf(graph);
            firstKappa[t] = kappa;
            kappa += shapes[t].Channels;
        }

        var plan = new ChainPlan(graph, firstKappa);
        var channels = new List<PlannedChannel>();
        long offset = 0;
        for (var t = shapes.Length - 1; t >= 0; t--)
        {
            if (t == 0)
                offset += RowsOfWords * plan.WordChannels;
            for (var k = 0; k < shapes[t].Channels; k++)
            {
                channels.Add(plan.PlanChannel(t, firstKappa[t] + k, offset));
                offset += channels[^1].Length;
            }
        }

        plan.Channels = channels;
        plan.UsedRows = offset;
        plan.ImageRows = channels.Take(graph.Image.Channels).Sum(c => c.Length);
        return plan;
    }

    /// <summary>
    /// The number of a channel. Image channels count backwards, because rows visit the public bytes last to first:
    /// the image's last channel comes first and tensor channel 0 is the first plane of the public image.
    /// </summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="channel">Its channel.</param>
    /// <returns>kappa.</returns>
    public int Kappa(int tensor, int channel) =>
        _firstKappa[tensor] + ChannelOrKappa(tensor, channel);

    /// <summary>The number of a channel of words.</summary>
    /// <param name="group">The group of latent channels.</param>
    /// <returns>kappa.</returns>
    public int WordKappa(int group) => _firstKappa[0] - WordChannels + group;

    /// <summary>
    /// e_o: how many channel steps lie between an input channel and a channel that reads it, itself included; the weights
    /// stand at distances e_o, e_o + A and e_o + 2A before the input channel's last row.
    /// </summary>
    /// <param name="input">The input channel.</param>
    /// <param name="target">The tensor that reads it.</param>
    /// <param name="output">The channel of that tensor.</param>
    /// <returns>kappa_input + 1 - kappa_output, at least 1.</returns>
    public int TapDistance(PlannedChannel input, int target, int output) => input.Kappa + 1 - Kappa(target, output);

    /// <summary>A tensor's name: latent, image, or what makes it.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <returns>The name.</returns>
    public string Name(int tensor) => Graph.Tensors[tensor].Name;

    private static int WordChannelsOf(CircuitGraph graph) =>
        (int)Ceiling(graph.Tensors[0].Shape.Channels, DecoderConstraints.LatentChannelsPerWord);

    private int ChannelOrKappa(int tensor, int index) =>
        tensor == Graph.ImageTensor ? Graph.Image.Channels - 1 - index : index;

    /// <summary>The lowest and the highest kappa that a channel feeds; null for an image channel, which feeds none.</summary>
    private (int Low, int High)? Readers(int tensor, int channel)
    {
        (int Low, int High)? readers = null;
        if (tensor == 0)
        {
            var words = WordKappa(channel / DecoderConstraints.LatentChannelsPerWord);
            readers = (words, words);
        }

        foreach (var edge in Graph.From(tensor))
        {
            var (low, high) = edge.Pattern switch
            {
                ChannelPattern.Same => (Kappa(edge.Target, channel), Kappa(edge.Target, channel)),
                ChannelPattern.Earlier => (_firstKappa[edge.Target], _firstKappa[edge.Target] + channel - 1),
                _ => (_firstKappa[edge.Target], _firstKappa[edge.Target] + Graph.Tensors[edge.Target].Shape.Channels - 1),
            };
            if (low <= high)
                readers = readers is { } r ? (Math.Min(r.Low, low), Math.Max(r.High, high)) : (low, high);
        }

        return readers;
    }

    private int LongestRun()
    {
        var longest = 1;
        for (var t = 0; t < Graph.Tensors.Count; t++)
        {
            for (var c = 0; c < Graph.Tensors[t].Shape.Channels; c++)
            {
                if (Readers(t, c) is { } readers)
                    longest = Math.Max(longest, readers.High - readers.Low + 1);
            }
        }

        return longest;
    }

    private PlannedChannel PlanChannel(int tensor, int kappa, long offset)
    {
        var shape = Graph.Tensors[tensor].Shape;
        var channel = ChannelOrKappa(tensor, kappa - _firstKappa[tensor]);
        if (tensor == Graph.ImageTensor)
            return new PlannedChannel(tensor, channel, kappa, shape.Height + 2, LineStride, offset, 0);

        long lines = shape.Height + 2 + (shape.Height % 2);

        // The farthest tap stands e_max + 2A rows before the last row, or e_max + A where all kernels are 1x1. The first
        // channel after the image needs one row more, because its first row, row e, must carry no weight (A8).
        var longest = kappa + 1 - Readers(tensor, channel)!.Value.Low;
        var farthestLine = Graph.From(tensor).Any(e => e.Kernel == 3) ? 2 : 1;
        var first = kappa == Graph.Image.Channels + 1;
        var cells = longest + ((long)farthestLine * KernelStride) + 1 + (first ? 1 : 0);
        var columns = Math.Max(shape.Width + 2, Ceiling(cells, lines));
        if (columns > LineStride)
        {
            // Monomials would repeat in a wider grid (A7); a higher one is as good.
            lines = Ceiling(cells, 2L * LineStride) * 2;
            columns = Math.Max(shape.Width + 2, Ceiling(cells, lines));
        }

        return new PlannedChannel(tensor, channel, kappa, checked((int)lines), (int)columns, offset, longest);
    }

    private static long Ceiling(long value, long divisor) => (value + divisor - 1) / divisor;
}
