using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Calibration;

/// <summary>
/// Finds steps with which a decoder fits the lookup table: measured ones where it can; then fewer score levels; then coarser
/// activations, for which what saturates stays the same and what is rounded gets rougher.
/// </summary>
internal sealed class StepSearch
{
    // Coarser activations than this lose what the layer says: better refuse.
    private const double MaxCoarsening = 8;
    private const double CoarseningStep = 1.04;

    // Scores that use this share of the levels they may are as good as scores that use all.
    private const double EnoughLevels = 0.98;
    private const int MaxScoreRounds = 32;

    private readonly TensorShape _latent;
    private readonly IReadOnlyList<LoweredLayer> _layers;
    private readonly double[] _measured;
    private readonly double[] _coarsening;
    private readonly QuantizationOptions _options;
    private int _scoreLevels;

    /// <summary>Starts from measured steps.</summary>
    /// <param name="latent">Shape of the latent.</param>
    /// <param name="layers">The decoder's layers.</param>
    /// <param name="measured">The step of each layer's output; a score's is searched for.</param>
    /// <param name="options">What must be kept.</param>
    public StepSearch(TensorShape latent, IReadOnlyList<LoweredLayer> layers, double[] measured, QuantizationOptions options)
    {
        (_latent, _layers, _measured, _options, _scoreLevels) = (latent, layers, measured, options, options.ScoreLevels);
        _coarsening = new double[layers.Count];
        Array.Fill(_coarsening, 1.0);
    }

    /// <summary>Searches.</summary>
    /// <returns>The decoder and its report.</returns>
    /// <exception cref="InvalidOperationException">No steps fit; the message names the widest layer and channel.</exception>
    public (QuantizedDecoder Decoder, QuantizationReport Report) Run()
    {
        while (true)
        {
            var steps = Steps();
            var (decoder, bounds) = _layers[^1].Activation == Activation.Score ? BuildScores(steps) : Build(steps);
            var excess = bounds.UsedRows - _options.MaxTableRows;
            if (excess <= 0)
                return (decoder, new QuantizationReport(steps, Coarsening(), bounds));
            if (_layers[^1].Activation == Activation.Score && _scoreLevels > QuantizationOptions.FewestScoreLevels)
                _scoreLevels = (int)Math.Max(QuantizationOptions.FewestScoreLevels, _scoreLevels - ((excess + 1) / 2));
            else
                CoarsenOne(bounds);
        }
    }

    private double[] Steps()
    {
        var steps = new double[_layers.Count];
        for (var i = 0; i < steps.Length; i++)
            steps[i] = _layers[i].IsRelay ? DecoderQuantizer.StepOf(_layers[i].Sum.Terms[0].Source, steps) : _measured[i] * _coarsening[i];
        return steps;
    }

    // A relay repeats its source.
    private double[] Coarsening()
    {
        var factors = new double[_layers.Count];
        for (var i = 0; i < factors.Length; i++)
        {
            var source = _layers[i].Sum.Terms[0].Source;
            factors[i] = !_layers[i].IsRelay ? _coarsening[i] : source == 0 ? 1 : factors[source - 1];
        }

        return factors;
    }

    private (QuantizedDecoder Decoder, DecoderBounds Bounds) Build(double[] steps)
    {
        var decoder = DecoderQuantizer.Build(_latent, _layers, steps);
        return (decoder, DecoderBounds.Of(decoder));
    }

    // All classes share one step: the finest with which the worst case spans no more than the levels allowed.
    private (QuantizedDecoder Decoder, DecoderBounds Bounds) BuildScores(double[] steps)
    {
        var head = _layers[^1];
        var reach = head.Sum.Terms.Sum(term => Reach(term, steps)) + head.Sum.Bias.Max() - head.Sum.Bias.Min();
        steps[^1] = reach > 0 ? reach / _scoreLevels : 1;
        for (var round = 0; ; round++)
        {
            var built = Build(steps);
            var levels = built.Bounds.Layers[^1].Interval;
            if (levels <= _scoreLevels && (levels >= EnoughLevels * _scoreLevels || reach == 0 || round >= MaxScoreRounds))
                return built;

            // Aim a little below, since roundings differ from step to step.
            steps[^1] *= levels / (0.995 * _scoreLevels);
        }
    }

    // Coarser steps of a layer's output shrink its own interval and stretch its readers' by as much of them as comes from
    // it, so they help where the own one is the larger. Scores keep their levels.
    private void CoarsenOne(DecoderBounds bounds)
    {
        var best = -1;
        long bestGain = 0;
        var steps = Steps();
        for (var i = 0; i < _coarsening.Length - 1; i++)
        {
            var next = _coarsening[i] * CoarseningStep;
            if (_layers[i].IsRelay || _coarsening[i] >= MaxCoarsening || _measured[i] * next * sbyte.MaxValue > _layers[i].Ceiling)
                continue;
            var gain = bounds.Layers[i].Interval - (long)(Stretched(bounds, i + 1, steps) * CoarseningStep);
            if (gain > bestGain)
                (best, bestGain) = (i, gain);
        }

        if (best < 0)
            bounds.ThrowIfAbove(_options.MaxTableRows);
        else
            _coarsening[best] *= CoarseningStep;
    }

    private static double Reach(AffineTerm term, double[] steps) => term.Reach(DecoderQuantizer.StepOf(term.Source, steps));

    private double Stretched(DecoderBounds bounds, int tensor, double[] steps)
    {
        var stretched = 0.0;
        for (var i = 0; i < _layers.Count; i++)
        {
            if (_layers[i].Activation == Activation.Score)
                continue;
            var own = _layers[i].Sum.Terms.Where(term => term.Source == tensor).Sum(term => Reach(term, steps));
            if (own > 0)
                stretched += bounds.Layers[i].Interval * (own / _layers[i].Sum.Terms.Sum(term => Reach(term, steps)));
        }

        return stretched;
    }
}
