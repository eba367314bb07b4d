using System.Globalization;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Onnx;

/// <summary>
/// Turns sums of convolutions between stored tensors into INT8 layers. Weights stay those of the file; a layer's
/// multiplier is the nearest integer to scale_weights * scale_input / scale_output * 2^16. Where that would be off by
/// more than weights of 8 bits are, the multiplier is rounded up and the weights are rounded again to fit it.
/// </summary>
internal sealed class QdqLowering
{
    private const double One = 1 << QuantizedLayer.Shift;

    // Half a step of the largest weight.
    private const double MaxGainError = 0.5 / sbyte.MaxValue;


    private readonly List<PlannedLayer> _layers = [];
    private readonly Dictionary<QdqStored, int> _tensors = new(ReferenceEqualityComparer.Instance);
    private readonly NameTable _names = new();
    private readonly List<string> _notes;
    private long _weights;

    private QdqLowering(List<string> notes) => _notes = notes;

    /// <summary>Builds a decoder.</summary>
    /// <param name="latent">The quantized input.</param>
    /// <param name="output">The last sum.</param>
    /// <param name="range">The range that it was quantized to; null when it stayed float.</param>
    /// <param name="scoreLevels">How many values scores without a scale of their own may take in the worst case; 0 where the sum is a picture.</param>
    /// <param name="notes">Receives what differs from the file, in words.</param>
    /// <returns>The decoder.</returns>
    /// <exception cref="InvalidDataException">It cannot be proven; the message names the node.</exception>
    public static QuantizedDecoder Build(QdqStored latent, QdqSum output, QdqRange? range, int scoreLevels, List<string> notes)
    {
        var lowering = new QdqLowering(notes);
        lowering._tensors.Add(latent, 0);
        if (scoreLevels > 0)
            lowering.Lower(output, output.IsFloored ? 1 : lowering.ScoreStep(output, scoreLevels), 0, Activation.Score);
        else
            lowering.LowerPicture(output, range);
        try
        {
            return new QuantizedDecoder(latent.Shape, lowering.WithCopies());
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException(e.Message.Split(" (Parameter", 2)[0], e);
        }
    }

    /// <summary>The step of a stored tensor: the file's, or what brings its range to 127 steps.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <returns>The step.</returns>
    /// <exception cref="InvalidDataException">The range is neither symmetric nor above 0; the message names the node.</exception>
    public static QdqStep StepOf(QdqStored tensor)
    {
        var range = tensor.Range;
        if (tensor.Source is not { } source)
            return new QdqStep(range.Scale, true);
        var (low, high) = (Math.Max(source.Low, range.Low), Math.Min(source.High, range.High));
        var half = range.Scale / 2;
        if (high > half && Math.Abs(low) <= half)
            return new QdqStep(Math.Abs(high - (sbyte.MaxValue * range.Scale)) <= half ? range.Scale : high / sbyte.MaxValue, false);
        if (high > half && Math.Abs(low + high) <= 3 * half)
            return new QdqStep(Math.Abs(high - (sbyte.MaxValue * range.Scale)) <= half ? range.Scale : high / sbyte.MaxValue, true);
        throw new InvalidDataException(string.Create(
            CultureInfo.InvariantCulture,
            $"node {OnnxText.Quote(tensor.Name)} (QuantizeLinear): a range from {low:G4} to {high:G4} (zero point {range.Zero}) cannot be proven; quantize symmetrically (int8, zero point 0), or after a Relu."));
    }

    private int Tensor(QdqStored stored)
    {
        if (_tensors.TryGetValue(stored, out var known))
            return known;
        var step = StepOf(stored);
        if (Math.Abs(step.Value - stored.Range.Scale) > 1e-6 * step.Value)
            _notes.Add(string.Create(CultureInfo.InvariantCulture, $"{OnnxText.Quote(stored.Name)}: steps of {stored.Range.Scale:G4} became {step.Value:G4}, 127 of them"));
        Lower(stored.Source!, step.Value, 0, step.IsSigned ? Activation.Signed : Activation.Relu);
        _tensors.Add(stored, _layers.Count);
        return _layers.Count;
    }

    private void LowerPicture(QdqSum output, QdqRange? range)
    {
        var low = double.IsInfinity(output.Low) ? range?.Low ?? 0 : output.Low;
        var high = double.IsInfinity(output.High) ? range?.High ?? 1 : output.High;
        var (black, white) = PictureRange.Require(low, high);
        Lower(output, (white - black) / byte.MaxValue, -black, Activation.ImageByte);
    }

    private void Lower(QdqSum sum, double step, double shift, Activation activation)
    {
        var inputs = sum.Terms.Select(term => Lower(sum, term, Tensor(term.Source.Tensor), step)).ToArray();
        if (_layers.Count == StyleModelFile.MaxLayers)
            throw new InvalidDataException($"The decoder has more than {StyleModelFile.MaxLayers} layers.");
        var offsets = new long[sum.Offsets.Length];
        for (var o = 0; o < offsets.Length; o++)
        {
            // A half goes down: exports of ours add half a unit against ties.
            var offset = Math.Ceiling(((sum.Offsets[o] + shift) / step * One) - 0.5) + (sum.IsFloored ? 0 : One / 2);
            if (!(Math.Abs(offset) < 1L << 40))
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"node {OnnxText.Quote(sum.Name)}: a bias of {sum.Offsets[o]:G4} in channel {o} is too large for steps of {step:G4}."));
            offsets[o] = (long)offset;
        }

        _layers.Add(new PlannedLayer(_names.Take(sum.Name), activation, offsets, inputs));
    }

    private QuantizedInput Lower(QdqSum sum, QdqTerm term, int source, double step)
    {
        var outputs = term.Gains.Length;
        var size = term.Weights.Length / outputs;
        var channels = term.Source.Tensor.Shape.Channels;
        var inputStep = StepOf(term.Source.Tensor).Value;
        _weights += term.Weights.Length;
        if (_weights > OnnxLimits.Weights)
            throw new InvalidDataException($"The decoder has more than {OnnxLimits.Weights} weights.");
        var weights = (sbyte[])term.Weights.Clone();
        var multipliers = new int[outputs];
        for (var o = 0; o < outputs; o++)
        {
            var own = weights.AsSpan(o * size, size);
            if (!own.ContainsAnyExcept((sbyte)0))
            {
                multipliers[o] = 1;
                continue;
            }

            var exact = term.Gains[o] * inputStep / step * One;
            var multiplier = Math.Round(exact);
            if (Math.Abs(multiplier - exact) > exact * MaxGainError)
            {
                multiplier = Math.Max(1, Math.Ceiling(exact));
                foreach (ref var weight in own)
                    weight = (sbyte)Math.Round(weight * exact / multiplier);
            }

            if (!(multiplier < 1 << 24))
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"node {OnnxText.Quote(sum.Name)}: weights of channel {o} are too large, {exact / One:G4} output steps for one input step."));
            multipliers[o] = (int)multiplier;
        }

        return new QuantizedInput(source, channels, outputs, term.Kernel, term.Source.Upsample, weights, multipliers);
    }

    private double ScoreStep(QdqSum sum, int levels)
    {
        var span = 0.0;
        for (var o = 0; o < sum.Offsets.Length; o++)
        {
            var reach = 0.0;
            foreach (var term in sum.Terms)
            {
                var size = term.Weights.Length / sum.Offsets.Length;
                var total = 0L;
                foreach (var weight in term.Weights.AsSpan(o * size, size))
                    total += Math.Abs((int)weight);
                reach += total * term.Gains[o] * StepOf(term.Source.Tensor).Value * sbyte.MaxValue;
            }

            span = Math.Max(span, 2 * (reach + Math.Abs(sum.Offsets[o])));
        }

        _notes.Add($"{OnnxText.Quote(sum.Name)}: scores are rounded to {levels} levels");
        return span > 0 && double.IsFinite(span) ? span / levels : 1;
    }

    // All that read a tensor must agree on doubling it, so one read both ways gets a copy for the doubling ones.
    private List<QuantizedLayer> WithCopies()
    {
        var (plain, doubled) = (new bool[_layers.Count + 1], new bool[_layers.Count + 1]);
        foreach (var input in _layers.SelectMany(layer => layer.Inputs))
            (input.Upsample ? doubled : plain)[input.Source] = true;
        var result = new List<QuantizedLayer>();
        var (plainAt, doubledAt) = (new int[_layers.Count + 1], new int[_layers.Count + 1]);
        for (var tensor = 0; tensor <= _layers.Count; tensor++)
        {
            if (tensor > 0)
            {
                var planned = _layers[tensor - 1];
                var inputs = planned.Inputs.Select(input => input.From((input.Upsample ? doubledAt : plainAt)[input.Source])).ToArray();
                result.Add(new QuantizedLayer(planned.Name, planned.Offsets.Length, planned.Activation, planned.Offsets, inputs));
            }

            plainAt[tensor] = doubledAt[tensor] = result.Count;
            if (!plain[tensor] || !doubled[tensor])
                continue;
            var channels = tensor == 0 ? ChannelsOfLatent() : _layers[tensor - 1].Offsets.Length;
            var isSigned = tensor == 0 || _layers[tensor - 1].Activation == Activation.Signed;
            var halves = new long[channels];
            Array.Fill(halves, 1L << (QuantizedLayer.Shift - 1));
            var name = _names.Take(tensor == 0 ? "latent.copy" : $"{_layers[tensor - 1].Name}.copy");
            result.Add(new QuantizedLayer(
                name, channels, isSigned ? Activation.Signed : Activation.Relu, halves, [QuantizedInput.Identity(result.Count, channels, false, 1 << QuantizedLayer.Shift)]));
            doubledAt[tensor] = result.Count;
        }

        return result;
    }

    private int ChannelsOfLatent() => _tensors.First(pair => pair.Value == 0).Key.Shape.Channels;

    private sealed record PlannedLayer(string Name, Activation Activation, long[] Offsets, IReadOnlyList<QuantizedInput> Inputs);
}
