using Xunit.Abstractions;
using ZkStyle.Circuit.Tests.Support;
using ZkStyle.Prover.Constraints;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Circuit.Tests;

/// <summary>
/// The identities that the chains evaluate, against the same polynomials written out term by term at random points
/// (Schwartz-Zippel): (E1) to (E4) of docs/protocol.md.
/// </summary>
public class IdentityTests(ITestOutputHelper output)
{
    private static readonly CircuitBench s_bench = CircuitBench.Fast;

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Each_layer_is_a_product_of_polynomials_and_all_layers_are_one(int seed)
    {
        var points = Points.Draw(Seeds.Random(seed, output));
        var tensors = NaiveDecoder.Run(s_bench.Decoder, s_bench.Shift, s_bench.Honest.Latent.Span);
        var plan = s_bench.Layout.Plan;
        var (left, right) = (Fr.Zero, Fr.Zero);
        for (var i = 0; i < s_bench.Decoder.Layers.Count; i++)
        {
            var layer = s_bench.Decoder.Layers[i].Inputs[0];
            for (var o = 0; o < layer.OutputChannels; o++)
            {
                var accumulators = Accumulators(points, layer, tensors[i], o);
                var product = Fr.Zero;
                for (var c = 0; c < layer.InputChannels; c++)
                    product += Input(points, layer, tensors[i], c) * Kernel(points, layer, o, c);
                Assert.Equal(accumulators, product);

                var weight = layer.Multipliers[o] * points.R.Pow(plan.ChannelCount - plan.Kappa(i + 1, o));
                left += weight * accumulators;
                right += weight * product;
            }
        }

        Assert.Equal(left, right);

        // (E4) as the chain sees it: what is left of all accumulators after the products is the public latent.
        var scalars = points.Scalars();
        Assert.Equal(scalars.Evaluate(new ScalarExpression.PublicInputValue(0)), s_bench.Honest.Generate(2, scalars)[0][0]);
    }

    [Fact]
    public void Activations_and_kernels_of_a_channel_are_complete_on_its_last_row()
    {
        var points = Points.Draw(Seeds.Random(13, output));
        var tensors = NaiveDecoder.Run(s_bench.Decoder, s_bench.Shift, s_bench.Honest.Latent.Span);
        var plan = s_bench.Layout.Plan;
        var columns = s_bench.Honest.Generate(2, points.Scalars());
        foreach (var chain in s_bench.Layout.Chains.Where(c => c.Plan.Tensor < s_bench.Decoder.Layers.Count))
        {
            var layer = s_bench.Decoder.Layers[chain.Plan.Tensor].Inputs[0];
            var input = points.U * Input(points, layer, tensors[chain.Plan.Tensor], chain.Plan.Channel);
            Assert.Equal(input, columns[1][chain.LastRow]);

            var kernels = Fr.Zero;
            for (var o = 0; o < layer.OutputChannels; o++)
                kernels += points.R.Pow(plan.TapDistance(chain.Plan, chain.Plan.Tensor + 1, o)) * layer.Multipliers[o] * Kernel(points, layer, o, chain.Plan.Channel);

            // The latent's words read channel c by a centre tap of -256^c.
            if (chain.Plan.Tensor == 0)
                kernels -= points.R.Pow(chain.Plan.Kappa + 1 - plan.WordKappa(0)) * Fr.FromInt64(256).Pow(chain.Plan.Channel) * points.Monomial(1, 1);
            Assert.Equal(kernels, columns[2][chain.LastRow]);
        }
    }

    private static Fr Input(Points points, QuantizedInput layer, long[,,] tensor, int channel)
    {
        var sum = Fr.Zero;
        var factor = layer.Upsample ? 2 : 1;
        for (var y = 0; y < factor * tensor.GetLength(1); y++)
        {
            for (var x = 0; x < factor * tensor.GetLength(2); x++)
                sum += tensor[channel, y / factor, x / factor] * points.Monomial(y, x);
        }

        return sum;
    }

    private static Fr Kernel(Points points, QuantizedInput layer, int o, int channel)
    {
        var sum = Fr.Zero;
        for (var a = 0; a < 3; a++)
        {
            for (var b = 0; b < 3; b++)
                sum += (long)layer.Weight(o, channel, a, b) * points.Monomial(2 - a, 2 - b);
        }

        return sum;
    }

    private static Fr Accumulators(Points points, QuantizedInput layer, long[,,] tensor, int o)
    {
        var factor = layer.Upsample ? 2 : 1;
        var sum = Fr.Zero;
        for (var y = 0; y < (factor * tensor.GetLength(1)) + 2; y++)
        {
            for (var x = 0; x < (factor * tensor.GetLength(2)) + 2; x++)
                sum += NaiveDecoder.Accumulator(layer, tensor, o, y - 1, x - 1) * points.Monomial(y, x);
        }

        return sum;
    }

    private sealed record Points(Fr R, Fr V)
    {
        public Fr U { get; } = V.Pow(s_bench.Layout.Plan.LineStride);

        public static Points Draw(Random random) => new(Seeds.Element(random), Seeds.Element(random));

        public Fr Monomial(int y, int x) => U.Pow(y) * V.Pow(x);

        public ScalarValues Scalars()
        {
            var scalars = s_bench.Scalars(s_bench.Honest);
            scalars.SetChallenge(0, R);
            scalars.SetChallenge(1, V);
            return scalars;
        }
    }
}
