using ZkStyle.Quantize.Model;

namespace ZkStyle.Circuit.Layout;

/// <summary>
/// Which channels a decoder's circuit walks, in which order and on how many rows; counted without allocating rows,
/// so that a model far too large is refused at once.
/// </summary>
internal sealed class ChainPlan
{
    // Far beyond any circuit; it keeps products of sides inside 64 bits.
    private const int LongestSide = 1 << 20;

    private readonly int[] _firstKappa;

    private ChainPlan(QuantizedDecoder decoder, int[] firstKappa, int kernelStride)
    {
        Decoder = decoder;
        _firstKappa = firstKappa;
        KernelStride = kernelStride;
        LineStride = decoder.Image.Width + 2;
        ChannelCount = decoder.Shapes.Sum(s => s.Channels) + 1;
    }

    /// <summary>The decoder.</summary>
    public QuantizedDecoder Decoder { get; }

    /// <summary>S: u = v^S.</summary>
    public int LineStride { get; }

    /// <summary>A: rows between two lines of a kernel; the most output channels of any layer.</summary>
    public int KernelStride { get; }

    /// <summary>N: all channels plus 1, the kappa of row 0.</summary>
    public int ChannelCount { get; }

    /// <summary>Channels in the order of their rows: the image's first, the latent's last.</summary>
    public IReadOnlyList<PlannedChannel> Channels { get; private set; } = [];

    /// <summary>Rows of all channels.</summary>
    public long UsedRows { get; private set; }

    /// <summary>Rows of the image.</summary>
    public long ImageRows { get; private set; }

    /// <summary>Plans a decoder's rows.</summary>
    /// <param name="decoder">The decoder.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="CompilationException">A tensor has a side without bounds, or channels too small for the kernels that read them.</exception>
    public static ChainPlan Create(QuantizedDecoder decoder)
    {
        var shapes = decoder.Shapes;
        if (shapes.Any(s => s.Height is < 1 or > LongestSide || s.Width is < 1 or > LongestSide))
            throw new CompilationException($"A tensor of the decoder has a side outside 1 to {LongestSide}: {string.Join(", ", shapes)}.");
        var firstKappa = new int[shapes.Count];
        var kappa = 1;
        for (var t = shapes.Count - 1; t >= 0; t--)
        {
            firstKappa[t] = kappa;
            kappa += shapes[t].Channels;
        }

        var plan = new ChainPlan(decoder, firstKappa, decoder.Layers.Max(l => l.OutputChannels));
        var channels = new List<PlannedChannel>();
        for (var t = shapes.Count - 1; t >= 0; t--)
        {
            for (var k = 0; k < shapes[t].Channels; k++)
                channels.Add(plan.PlanChannel(t, firstKappa[t] + k, channels.Count == 0 ? 0 : channels[^1].Offset + channels[^1].Length));
        }

        plan.Channels = channels;
        plan.UsedRows = channels.Sum(c => c.Length);
        plan.ImageRows = channels.Take(decoder.Image.Channels).Sum(c => c.Length);
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

    /// <summary>
    /// e_o: how many channel steps lie between an input channel and the output channel that reads it; its weights
    /// stand at distances e_o, e_o + A and e_o + 2A before the input channel's last row.
    /// </summary>
    /// <param name="input">The input channel.</param>
    /// <param name="output">The output channel of the layer that reads it.</param>
    /// <returns>kappa_input + 1 - kappa_output, at least 1.</returns>
    public int TapDistance(PlannedChannel input, int output) => input.Kappa + 1 - Kappa(input.Tensor + 1, output);

    /// <summary>The largest <see cref="TapDistance"/> of an input channel: that of the consumer's lowest kappa.</summary>
    /// <param name="tensor">The input tensor.</param>
    /// <param name="kappa">The input channel's number.</param>
    /// <returns>e_max.</returns>
    public int LongestTapDistance(int tensor, int kappa) => kappa + 1 - _firstKappa[tensor + 1];

    private int ChannelOrKappa(int tensor, int index) =>
        tensor == Decoder.Shapes.Count - 1 ? Decoder.Image.Channels - 1 - index : index;

    private PlannedChannel PlanChannel(int tensor, int kappa, long offset)
    {
        var shape = Decoder.Shapes[tensor];
        var channel = ChannelOrKappa(tensor, kappa - _firstKappa[tensor]);
        if (tensor == Decoder.Shapes.Count - 1)
            return new PlannedChannel(tensor, channel, kappa, shape.Height + 2, LineStride, offset);

        var lines = shape.Height + 2 + (shape.Height % 2);

        // The farthest tap stands e_max + 2A rows before the last row. The first channel after the image needs one
        // row more, because its first row, row e, must carry no weight (A8).
        var first = kappa == Decoder.Image.Channels + 1;
        var cells = LongestTapDistance(tensor, kappa) + (2L * KernelStride) + 1 + (first ? 1 : 0);
        var columns = Math.Max(shape.Width + 2, (cells + lines - 1) / lines);
        if (columns > LineStride)
        {
            throw new CompilationException(
                $"Tensor {Name(tensor)} ({shape}): channel {channel} has room for {(long)lines * LineStride} rows, the kernels that read it take {cells}; use larger maps or fewer channels there.");
        }

        return new PlannedChannel(tensor, channel, kappa, lines, (int)columns, offset);
    }

    /// <summary>A tensor's name: latent, image, or the layer that makes it.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <returns>The name.</returns>
    public string Name(int tensor) =>
        tensor == 0 ? "latent" : tensor == Decoder.Shapes.Count - 1 ? "image" : Decoder.Layers[tensor - 1].Name;
}
