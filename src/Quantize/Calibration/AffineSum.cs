using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Calibration;

/// <summary>What a part of a float graph without rectifiers computes: a sum of convolutions of tensors, and a bias. Never changed.</summary>
/// <param name="Terms">The convolutions; no two of the same tensor and kernel.</param>
/// <param name="Bias">One number per output channel.</param>
internal sealed record AffineSum(IReadOnlyList<AffineTerm> Terms, double[] Bias)
{
    /// <summary>Channels of the result.</summary>
    public int Channels => Bias.Length;

    /// <summary>Whether every cell of the result depends on one cell of each tensor alone, so that doubling the result is doubling the tensors.</summary>
    public bool CanBeDoubled => Terms.All(term => term is { Kernel: 1, Upsample: false });

    /// <summary>Whether the result is one tensor with nothing done to it but doubling.</summary>
    public bool IsIdentity => Terms is [{ Kernel: 1 } term] && term.InputChannels == Channels && Bias.All(b => b == 0)
        && Enumerable.Range(0, term.Weights.Length).All(k => term.Weights[k] == (k / Channels == k % Channels ? 1 : 0));

    /// <summary>All weights.</summary>
    public long WeightCount => Terms.Sum(term => (long)term.Weights.Length);

    /// <summary>A tensor as it is.</summary>
    /// <param name="source">The tensor.</param>
    /// <param name="channels">Its channels.</param>
    /// <param name="upsample">Whether it is doubled.</param>
    /// <returns>The sum.</returns>
    public static AffineSum Identity(int source, int channels, bool upsample)
    {
        var weights = new double[channels * channels];
        for (var c = 0; c < channels; c++)
            weights[(c * channels) + c] = 1;
        return new AffineSum([new AffineTerm(source, upsample, 1, channels, weights)], new double[channels]);
    }

    /// <summary>The sum, doubled in height and width.</summary>
    /// <returns>The same of doubled tensors; only where <see cref="CanBeDoubled"/>.</returns>
    public AffineSum Doubled() => this with { Terms = [.. Terms.Select(term => term with { Upsample = true })] };

    /// <summary>factor * sum + summand.</summary>
    /// <param name="factor">The factor.</param>
    /// <param name="summand">The summand.</param>
    /// <returns>The new sum.</returns>
    public AffineSum Scaled(double factor, double summand) => new(
        [.. Terms.Select(term => term with { Weights = Array.ConvertAll(term.Weights, w => w * factor) })],
        Array.ConvertAll(Bias, b => (b * factor) + summand));

    /// <summary>This sum plus another of the same channels.</summary>
    /// <param name="other">The other.</param>
    /// <returns>The new sum.</returns>
    public AffineSum Plus(AffineSum other)
    {
        var terms = Terms.ToList();
        foreach (var term in other.Terms)
        {
            var at = terms.FindIndex(t => t.Source == term.Source && t.Upsample == term.Upsample && t.Kernel == term.Kernel);
            if (at < 0)
                terms.Add(term);
            else
                terms[at] = term with { Weights = [.. terms[at].Weights.Zip(term.Weights, static (a, b) => a + b)] };
        }

        return new AffineSum(terms, [.. Bias.Zip(other.Bias, static (a, b) => a + b)]);
    }

    /// <summary>This sum's channels at their place among more channels, all others zero.</summary>
    /// <param name="first">Where they begin.</param>
    /// <param name="channels">How many there are then.</param>
    /// <returns>The new sum.</returns>
    public AffineSum Placed(int first, int channels)
    {
        double[] Place(double[] values, int rowLength)
        {
            var placed = new double[channels * rowLength];
            values.CopyTo(placed, first * rowLength);
            return placed;
        }

        return new AffineSum([.. Terms.Select(term => term with { Weights = Place(term.Weights, term.RowLength) })], Place(Bias, 1));
    }

    /// <summary>A convolution of this sum, whose terms all have kernels of side 1 and whose bias is zero.</summary>
    /// <param name="node">The convolution.</param>
    /// <param name="numbers">Its weights and bias.</param>
    /// <returns>The new sum: the convolution's weights spread over the tensors.</returns>
    public AffineSum Convolved(GraphNode node, ConvolutionWeights numbers)
    {
        var taps = node.Kernel * node.Kernel;
        var terms = new List<AffineTerm>();
        foreach (var term in Terms)
        {
            var weights = new double[node.OutputChannels * term.InputChannels * taps];
            for (var c = 0; c < Channels; c++)
            {
                var row = term.Row(c);
                for (var i = 0; i < row.Length; i++)
                {
                    if (row[i] == 0)
                        continue;
                    for (var o = 0; o < node.OutputChannels; o++)
                    {
                        for (var tap = 0; tap < taps; tap++)
                            weights[(((o * term.InputChannels) + i) * taps) + tap] += row[i] * numbers.Weights[(((o * Channels) + c) * taps) + tap];
                    }
                }
            }

            terms.Add(new AffineTerm(term.Source, term.Upsample, node.Kernel, term.InputChannels, weights));
        }

        return new AffineSum(terms, Array.ConvertAll(numbers.Bias, static b => (double)b));
    }
}
