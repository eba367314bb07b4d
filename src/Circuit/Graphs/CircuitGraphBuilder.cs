using ZkStyle.Circuit.Tables;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Circuit.Graphs;

/// <summary>Makes the circuit's graph of a decoder: a tensor per layer, or three for the scores of a palette head.</summary>
internal sealed class CircuitGraphBuilder
{
    private static readonly QuantizedRange s_bit = new(0, 1);

    private readonly QuantizedDecoder _decoder;
    private readonly int _shift;
    private readonly List<CircuitTensor> _tensors = [];
    private readonly List<CircuitEdge> _edges = [];

    private CircuitGraphBuilder(QuantizedDecoder decoder, int shift)
    {
        _decoder = decoder;
        _shift = shift;
    }

    /// <summary>Makes the graph.</summary>
    /// <param name="decoder">The decoder.</param>
    /// <param name="shift">Bits of the requantization's remainder.</param>
    /// <returns>The graph.</returns>
    /// <exception cref="CompilationException">An accumulator could leave 32 bits.</exception>
    public static CircuitGraph Build(QuantizedDecoder decoder, int shift)
    {
        var builder = new CircuitGraphBuilder(decoder, shift);
        builder.AddLatent();
        for (var i = 0; i < decoder.Layers.Count; i++)
            CheckAccumulators(decoder.Layers[i]);
        for (var i = 0; i < decoder.Layers.Count - 1; i++)
            builder.AddLayer(i, TensorKind.Hidden);
        PaletteHead? palette = null;
        if (decoder.Head == DecoderHead.Palette)
            palette = builder.AddPalette();
        else
            builder.AddLayer(decoder.Layers.Count - 1, TensorKind.Image);
        return new CircuitGraph(decoder, shift, builder._tensors, builder._edges, palette);
    }

    private void AddLatent() => _tensors.Add(new CircuitTensor(
        "latent", _decoder.Latent, TensorKind.Latent, static b => b - QuantizedDecoder.LatentZero,
        new QuantizedRange(-QuantizedDecoder.LatentZero, byte.MaxValue - QuantizedDecoder.LatentZero))
    {
        RegionName = "latent bytes",
        Listed = new QuantizedRange(0, byte.MaxValue),
        IsDoubled = IsDoubled(0),
    });

    private void AddLayer(int position, TensorKind kind)
    {
        var (layer, tensor) = (_decoder.Layers[position], position + 1);
        _tensors.Add(new CircuitTensor(
            kind == TensorKind.Image ? "image" : layer.Name, _decoder.Shapes[tensor], kind,
            q => ActivationFunction.Apply(layer.Activation, q), ActivationFunction.Range(layer.Activation))
        {
            RegionName = $"{layer.Name} {layer.Activation}",
            Offsets = layer.Offsets,
            IsDoubled = IsDoubled(tensor),
        });
        _edges.AddRange(EdgesOf(layer, tensor, reversed: false, sign: 1));
    }

    /// <summary>
    /// max is what its own row says, within the scores' range; its activation is how far it lies below the highest score, so
    /// that it is never the range marker (A1). z subtracts a class's score from it and adds the winners among the lower
    /// classes: q = max - score + winners, rounded as the score is; q = 0 wins. The index adds 64 + c for every winner c, and
    /// its region lists the sums of one winner alone.
    /// </summary>
    private PaletteHead AddPalette()
    {
        var layer = _decoder.Layers[^1];
        var classes = layer.OutputChannels;
        var (maximum, winners, index) = (_tensors.Count, _tensors.Count + 1, _tensors.Count + 2);
        var one = 1L << _shift;
        var map = _decoder.Image;

        var features = EdgesOf(layer, winners, reversed: false, sign: 1);
        var scores = LayerRange.Of(
            layer.Name, layer.Offsets, [.. features.Select(e => new RangeTerm(e, _tensors[e.Source].Outputs, _tensors[e.Source].IsDoubled))], _shift);
        var levels = scores.Interior;
        _tensors.Add(new CircuitTensor($"{layer.Name}.max", map, TensorKind.Maximum, q => q - levels.High, new QuantizedRange(levels.Low - levels.High, 0))
        {
            Offsets = [levels.High << _shift],
            RegionName = $"{layer.Name} largest scores",
            Listed = levels,
        });
        _tensors.Add(new CircuitTensor($"{layer.Name}.z", map with { Channels = classes }, TensorKind.Winners, static q => q == 0 ? 1 : 0, s_bit)
        {
            RegionName = $"{layer.Name} winners",
            Listed = new QuantizedRange(0, levels.High - levels.Low + 1),
            Offsets = [.. layer.Offsets.Reverse().Select(offset => ((levels.High + 1) << _shift) - 1 - offset)],
        });
        _tensors.Add(new CircuitTensor(
            "image", map, TensorKind.Image, static q => q - PaletteHead.IndexBase, new QuantizedRange(0, classes - 1))
        {
            RegionName = $"{layer.Name} class indices",
            Listed = new QuantizedRange(PaletteHead.IndexBase, PaletteHead.IndexBase + classes - 1),
        });

        var lower = new long[classes * classes];
        for (var o = 0; o < classes; o++)
            lower.AsSpan((o * classes) + o + 1, classes - o - 1).Fill(one);
        _edges.Add(new CircuitEdge(maximum, maximum, 1, 1, ChannelPattern.All, [one]));
        _edges.AddRange(EdgesOf(layer, winners, reversed: true, sign: -1));
        _edges.Add(new CircuitEdge(maximum, winners, 1, 1, ChannelPattern.All, [.. Enumerable.Repeat(one, classes)]));
        _edges.Add(new CircuitEdge(winners, winners, classes, 1, ChannelPattern.Earlier, lower));
        _edges.Add(new CircuitEdge(
            winners, index, classes, 1, ChannelPattern.All,
            [.. Enumerable.Range(0, classes).Select(o => one * (PaletteHead.IndexBase + classes - 1 - o))]));
        return new PaletteHead(maximum, winners, scores);
    }

    /// <summary>One edge for each tensor that a layer reads; inputs that read the same tensor add up.</summary>
    private static CircuitEdge[] EdgesOf(QuantizedLayer layer, int target, bool reversed, int sign) =>
        [.. layer.Inputs.GroupBy(input => input.Source).Select(inputs => EdgeOf(layer, [.. inputs], target, reversed, sign))];

    private static CircuitEdge EdgeOf(QuantizedLayer layer, QuantizedInput[] inputs, int target, bool reversed, int sign)
    {
        var sources = inputs[0].InputChannels;
        var kernel = inputs.Max(input => input.Kernel);
        var taps = kernel * kernel;
        var weights = new long[(long)layer.OutputChannels * sources * taps];
        foreach (var input in inputs)
        {
            for (var o = 0; o < layer.OutputChannels; o++)
            {
                long multiplier = sign * input.Multipliers[o];
                var target0 = (reversed ? layer.OutputChannels - 1 - o : o) * sources;
                for (var i = 0; i < sources; i++)
                {
                    var first = (target0 + i) * taps;
                    if (input.Kernel == kernel)
                    {
                        for (var tap = 0; tap < taps; tap++)
                            weights[first + tap] += multiplier * input.Weights[(((o * sources) + i) * taps) + tap];
                    }
                    else
                    {
                        weights[first + (taps / 2)] += multiplier * input.Weights[(o * sources) + i];
                    }
                }
            }
        }

        // A layer that is one 3x3 convolution always has room for all kernels, so that a model's columns follow from its shape.
        var isChain = layer.Inputs.Count == 1 && kernel == 3;
        var pattern = !isChain && !reversed && IsDiagonal(weights, sources, layer.OutputChannels, taps) ? ChannelPattern.Same : ChannelPattern.All;
        return new CircuitEdge(inputs[0].Source, target, sources, kernel, pattern, weights);
    }

    /// <summary>
    /// Whether channel c reads channel c alone, as in a residual addition; then its rows need no room for other channels'
    /// kernels. Single channels have the same pattern either way.
    /// </summary>
    private static bool IsDiagonal(long[] weights, int sources, int targets, int taps)
    {
        if (sources != targets || sources == 1)
            return false;
        for (var pair = 0; pair < sources * targets; pair++)
        {
            if (pair / sources != pair % sources && weights.AsSpan(pair * taps, taps).ContainsAnyExcept(0))
                return false;
        }

        return true;
    }

    private bool IsDoubled(int tensor) =>
        _decoder.Layers.SelectMany(layer => layer.Inputs).Any(input => input.Source == tensor && input.Upsample);

    /// <summary>The witness adds products of weights and activations up in 32 bits, input by input.</summary>
    private static void CheckAccumulators(QuantizedLayer layer)
    {
        foreach (var input in layer.Inputs)
        {
            var largest = input.Source == 0 ? QuantizedDecoder.LatentZero : sbyte.MaxValue;
            var length = input.InputChannels * input.KernelTaps;
            for (var o = 0; o < layer.OutputChannels; o++)
            {
                long sum = 0;
                foreach (var weight in input.Weights.AsSpan(o * length, length))
                    sum += largest * Math.Abs((int)weight);
                if (sum > int.MaxValue)
                    throw new CompilationException($"Layer {layer.Name}, channel {o}: accumulators can reach {sum}, outside 32 bits; use fewer input channels.");
            }
        }
    }
}
