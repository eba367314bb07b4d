using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Calibration;

/// <summary>
/// The extreme sums of a layer's channels over every possible input, from its weights alone. Cells are independent and each reaches
/// its own extreme; taps that fall on one cell after a doubling are added first, and so are inputs that read one tensor. So the
/// extremes are exact for maps of at least two cells a side.
/// </summary>
internal sealed class LayerReach
{
    // A set of taps along one axis is a bit mask. As it is, each tap reads its own cell; doubled, an even output cell
    // reads {0} {1,2} and an odd one {0,1} {2}.
    private static readonly int[] s_plain = [0b001, 0b010, 0b100];
    private static readonly int[][] s_doubled = [[0b001, 0b110], [0b011, 0b100]];

    // Above the first line only tap 2 meets the tensor, below the last one only tap 0. Corners see one tap of these.
    private static readonly int[][] s_edges = [[0b100], [0b001]];

    private readonly List<Source> _sources = [];
    private readonly int _parities;

    /// <summary>Prepares a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="activationOf">The activation of a tensor's values; null for the latent.</param>
    public LayerReach(QuantizedLayer layer, Func<int, Activation?> activationOf)
    {
        foreach (var inputs in layer.Inputs.GroupBy(input => input.Source))
        {
            var (low, high) = Values(activationOf(inputs.Key));
            _sources.Add(new Source([.. inputs], inputs.First().InputChannels, low, high, inputs.First().Upsample));
        }

        _parities = _sources.Any(source => source.Upsample) ? 2 : 1;
    }

    /// <summary>The extremes of sum M acc, without offset, where a kernel lies on the layer's cells.</summary>
    /// <param name="o">The output channel.</param>
    /// <returns>The lowest and the highest.</returns>
    public (long Low, long High) Interior(int o)
    {
        var (low, high) = (long.MaxValue, long.MinValue);
        for (var line = 0; line < _parities; line++)
        {
            for (var column = 0; column < _parities; column++)
                Widen(ref low, ref high, o, line, column, null, null);
        }

        return (low, high);
    }

    /// <summary>The extremes on the border of the full product, where a kernel meets the tensors with one line or column; 0 is among them.</summary>
    /// <param name="o">The output channel.</param>
    /// <returns>The lowest, at most 0, and the highest, at least 0.</returns>
    public (long Low, long High) Border(int o)
    {
        var (low, high) = (0L, 0L);
        foreach (var edge in s_edges)
        {
            for (var parity = 0; parity < _parities; parity++)
            {
                Widen(ref low, ref high, o, parity, parity, edge, null);
                Widen(ref low, ref high, o, parity, parity, null, edge);
            }
        }

        return (low, high);
    }

    private static (long Low, long High) Values(Activation? activation) => activation switch
    {
        null => (-QuantizedDecoder.LatentZero, byte.MaxValue - QuantizedDecoder.LatentZero),
        Activation.Signed => (-sbyte.MaxValue, sbyte.MaxValue),
        _ => (0, sbyte.MaxValue),
    };

    private void Widen(ref long low, ref long high, int o, int line, int column, int[]? lineEdge, int[]? columnEdge)
    {
        var (least, most) = (0L, 0L);
        Span<long> taps = stackalloc long[9];
        foreach (var source in _sources)
        {
            var lines = lineEdge ?? (source.Upsample ? s_doubled[line] : s_plain);
            var columns = columnEdge ?? (source.Upsample ? s_doubled[column] : s_plain);
            for (var i = 0; i < source.Channels; i++)
            {
                source.Taps(o, i, taps);
                foreach (var lineMask in lines)
                {
                    foreach (var columnMask in columns)
                    {
                        var weight = Sum(taps, lineMask, columnMask);
                        least += weight * (weight > 0 ? source.Low : source.High);
                        most += weight * (weight > 0 ? source.High : source.Low);
                    }
                }
            }
        }

        (low, high) = (Math.Min(low, least), Math.Max(high, most));
    }

    private static long Sum(ReadOnlySpan<long> taps, int lineMask, int columnMask)
    {
        long sum = 0;
        for (var tap = 0; tap < taps.Length; tap++)
        {
            if (((lineMask >> (tap / 3)) & (columnMask >> (tap % 3)) & 1) != 0)
                sum += taps[tap];
        }

        return sum;
    }

    private sealed record Source(QuantizedInput[] Inputs, int Channels, long Low, long High, bool Upsample)
    {
        // A kernel of side 1 is the centre of one of side 3.
        public void Taps(int o, int i, Span<long> taps)
        {
            taps.Clear();
            foreach (var input in Inputs)
            {
                var first = ((o * Channels) + i) * input.KernelTaps;
                for (var tap = 0; tap < input.KernelTaps; tap++)
                    taps[input.Kernel == 1 ? 4 : tap] += (long)input.Multipliers[o] * input.Weights[first + tap];
            }
        }
    }
}
