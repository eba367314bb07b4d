using System.Numerics;
using ZkStyle.Circuit.Graphs;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Circuit.Compilation;

/// <summary>
/// The kernels and offsets of each channel of a decoder, written down from the model alone: what (A10) and (A11) hold the finished
/// columns against. It shares no code with what builds them.
/// </summary>
/// <param name="decoder">The model.</param>
/// <param name="shift">Bits of the requantization's remainder.</param>
internal sealed class ModelKernels(QuantizedDecoder decoder, int shift)
{
    // Tensors of a palette head: max and z stand in the place of the scores and after it, the index last.
    private readonly int _scores = decoder.Layers.Count;
    private readonly bool _isPalette = decoder.Head == DecoderHead.Palette;
    private readonly int _classes = decoder.Shapes[^1].Channels;

    /// <summary>The kernel lines of a channel.</summary>
    /// <param name="tensor">The channel's tensor.</param>
    /// <param name="channel">The channel.</param>
    /// <returns>By the reader's kappa and the kernel line, three taps from column 2 to column 0; lines of zeros are left out.</returns>
    public Dictionary<(int Kappa, int Line), BigInteger[]> Of(int tensor, int channel)
    {
        var lines = new Dictionary<(int, int), BigInteger[]>();
        void Add(int kappa, int line, int column, BigInteger weight)
        {
            if (!lines.TryGetValue((kappa, line), out var taps))
                lines.Add((kappa, line), taps = new BigInteger[3]);
            taps[2 - column] += weight;
        }

        var one = 1L << shift;
        if (_isPalette && tensor == _scores)
        {
            Add(MaximumKappa, 1, 1, one);
            for (var c = 0; c < _classes; c++)
                Add(WinnerKappa(c), 1, 1, one);
        }
        else if (_isPalette && tensor == _scores + 1)
        {
            var winner = _classes - 1 - channel;
            Add(1, 1, 1, one * (PaletteHead.IndexBase + winner));
            for (var c = winner + 1; c < _classes; c++)
                Add(WinnerKappa(c), 1, 1, one);
        }
        else
        {
            if (tensor == 0)
                Add(WordKappa(channel / 16), 1, 1, -BigInteger.Pow(256, channel % 16));
            for (var reader = 0; reader < decoder.Layers.Count; reader++)
                AddLayer(reader, tensor, channel, Add);
        }

        foreach (var (line, taps) in lines)
        {
            if (taps.All(t => t.IsZero))
                lines.Remove(line);
        }

        return lines;
    }

    /// <summary>What is added to a channel's interior sums.</summary>
    /// <param name="tensor">The channel's tensor.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="highestScore">Palette head: the highest score that any class can reach.</param>
    /// <returns>Bias and rounding.</returns>
    public long Offset(int tensor, int channel, long highestScore)
    {
        if (tensor == 0 || tensor > _scores + 1)
            return 0;
        if (!_isPalette || tensor < _scores)
            return decoder.Layers[tensor - 1].Offsets[channel];

        // The score's negative, rounded up as the score is rounded down, and the highest score that max leaves out.
        var highest = highestScore << shift;
        return tensor == _scores ? highest : highest + (1L << shift) - 1 - decoder.Layers[^1].Offsets[_classes - 1 - channel];
    }

    /// <summary>Whether a tensor's readers double it.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <returns>True where they do.</returns>
    public bool IsDoubled(int tensor) =>
        decoder.Layers.Any(layer => layer.Inputs.Any(input => input.Source == tensor && input.Upsample));

    // The index has kappa 1, the classes from the highest to the lowest those after it, max the next one.
    private int MaximumKappa => _classes + 2;

    private int WinnerKappa(int winner) => 1 + _classes - winner;

    // The latent's words follow its readers, sixteen channels a word.
    private int Words => (decoder.Latent.Channels + 15) / 16;

    private int WordKappa(int word) => Kappa(0, 0) - Words + word;

    private int Kappa(int tensor, int channel)
    {
        var after = decoder.Shapes.Skip(tensor + 1).Sum(s => s.Channels) + (tensor == 0 ? Words : 0);
        if (_isPalette)
            return after + 2 + channel + 1;
        return tensor == decoder.Layers.Count ? decoder.Shapes[tensor].Channels - channel : after + channel + 1;
    }

    private void AddLayer(int reader, int tensor, int channel, Action<int, int, int, BigInteger> add)
    {
        var layer = decoder.Layers[reader];
        var isScore = layer.Activation == Activation.Score;
        foreach (var input in layer.Inputs.Where(input => input.Source == tensor))
        {
            var centre = (3 - input.Kernel) / 2;
            for (var o = 0; o < layer.OutputChannels; o++)
            {
                var kappa = isScore ? WinnerKappa(o) : Kappa(reader + 1, o);
                for (var line = 0; line < input.Kernel; line++)
                {
                    for (var column = 0; column < input.Kernel; column++)
                    {
                        var weight = (long)input.Multipliers[o] * input.Weight(o, channel, line, column);
                        add(kappa, line + centre, column + centre, isScore ? -weight : weight);
                    }
                }
            }
        }
    }
}
