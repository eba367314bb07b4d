using ZkStyle.Quantize.Autograd;

namespace ZkStyle.Quantize.Tests.Autograd;

public class AdamOptimizerTests
{
    [Fact]
    public void Steps_match_the_published_algorithm_in_double_precision()
    {
        var random = new Random(2);
        // 19 elements: whole vectors and a tail.
        var parameter = new Parameter<float>("p", 19);
        var fixedParameter = new Parameter<float>("q", 3);
        var values = new double[19];
        for (var i = 0; i < values.Length; i++)
            values[i] = parameter.Values[i] = random.NextSingle() - 0.5f;
        var (m, v) = (new double[19], new double[19]);
        var optimizer = new AdamOptimizer([parameter, fixedParameter]);
        for (var step = 1; step <= 20; step++)
        {
            for (var i = 0; i < values.Length; i++)
                parameter.Gradient[i] = random.NextSingle() - 0.3f;
            var norm = Math.Sqrt(parameter.Gradient.Sum(g => (double)g * g));
            var shrink = Math.Min(1, 1.5 / norm);
            for (var i = 0; i < values.Length; i++)
            {
                var g = parameter.Gradient[i] * shrink;
                m[i] = (0.9 * m[i]) + (0.1 * g);
                v[i] = (0.99 * v[i]) + (0.01 * g * g);
                var step1 = m[i] / (1 - Math.Pow(0.9, step)) / (Math.Sqrt(v[i] / (1 - Math.Pow(0.99, step))) + 1e-8);
                values[i] = (values[i] * (1 - (0.01 * 0.1))) - (0.01 * step1);
            }

            Assert.Equal(norm, optimizer.Step(0.01f, 1.5f, 0.1f, p => p == parameter), 1e-4);
            Assert.All(parameter.Gradient, g => Assert.Equal(0, g));
        }

        for (var i = 0; i < values.Length; i++)
            Assert.Equal(values[i], parameter.Values[i], 1e-4);
        Assert.All(fixedParameter.Values, q => Assert.Equal(0, q));
    }
}
