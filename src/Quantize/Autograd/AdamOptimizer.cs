using System.Numerics;

namespace ZkStyle.Quantize.Autograd;

/// <summary>
/// Adam (Kingma and Ba, arXiv 1412.6980) with decoupled weight decay (Loshchilov and Hutter, arXiv 1711.05101) and
/// clipping of the gradient's norm over all parameters.
/// </summary>
internal sealed class AdamOptimizer
{
    private const float Epsilon = 1e-8f;

    private readonly IReadOnlyList<Parameter<float>> _parameters;

    /// <summary>Creates an optimizer at step 0.</summary>
    /// <param name="parameters">What it changes.</param>
    /// <param name="beta1">Decay of the gradient's average.</param>
    /// <param name="beta2">Decay of its square's average.</param>
    public AdamOptimizer(IReadOnlyList<Parameter<float>> parameters, float beta1 = 0.9f, float beta2 = 0.99f)
    {
        _parameters = parameters;
        (Beta1, Beta2) = (beta1, beta2);
        FirstMoments = [.. parameters.Select(p => new float[p.Values.Length])];
        SecondMoments = [.. parameters.Select(p => new float[p.Values.Length])];
    }

    /// <summary>Decay of the gradient's average.</summary>
    public float Beta1 { get; }

    /// <summary>Decay of its square's average.</summary>
    public float Beta2 { get; }

    /// <summary>Steps taken.</summary>
    public int Steps { get; set; }

    /// <summary>Averages of gradients, per parameter.</summary>
    public IReadOnlyList<float[]> FirstMoments { get; }

    /// <summary>Averages of squared gradients, per parameter.</summary>
    public IReadOnlyList<float[]> SecondMoments { get; }

    /// <summary>Takes one step along the parameters' gradients and zeroes them.</summary>
    /// <param name="learningRate">The step's size.</param>
    /// <param name="clip">The largest norm of all gradients together; longer ones are shortened to it.</param>
    /// <param name="weightDecay">Share of each decayed parameter lost per unit of learning rate.</param>
    /// <param name="decays">Which parameters decay.</param>
    /// <returns>The norm of the gradients before clipping.</returns>
    public float Step(float learningRate, float clip, float weightDecay, Func<Parameter<float>, bool> decays)
    {
        Steps++;
        var norm = GradientNorm();
        var shrink = norm > clip ? clip / norm : 1f;
        var rate = learningRate / (1 - MathF.Pow(Beta1, Steps));
        var correction = 1 / (1 - MathF.Pow(Beta2, Steps));
        var keeps = new float[_parameters.Count];
        for (var p = 0; p < keeps.Length; p++)
            keeps[p] = decays(_parameters[p]) ? 1 - (learningRate * weightDecay) : 1f;
        BatchParallel.For(
            keeps.Length, _parameters.Sum(parameter => (long)parameter.Values.Length),
            p => Update(_parameters[p], FirstMoments[p], SecondMoments[p], shrink, rate, correction, keeps[p]));

        return norm;
    }

    private float GradientNorm()
    {
        double sum = 0;
        foreach (var parameter in _parameters)
            sum += System.Numerics.Tensors.TensorPrimitives.SumOfSquares<float>(parameter.Gradient);
        return (float)Math.Sqrt(sum);
    }

    private void Update(Parameter<float> parameter, float[] first, float[] second, float shrink, float rate, float correction, float keep)
    {
        var (values, gradient) = (parameter.Values, parameter.Gradient);
        var i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var g = new Vector<float>(gradient, i) * shrink;
            var m = new Vector<float>(first, i);
            m += (g - m) * (1 - Beta1);
            m.CopyTo(first, i);
            var v = new Vector<float>(second, i);
            v += ((g * g) - v) * (1 - Beta2);
            v.CopyTo(second, i);
            var step = m * rate / (Vector.SquareRoot(v * correction) + new Vector<float>(Epsilon));
            ((new Vector<float>(values, i) * keep) - step).CopyTo(values, i);
        }

        for (; i < values.Length; i++)
        {
            var g = gradient[i] * shrink;
            first[i] += (g - first[i]) * (1 - Beta1);
            second[i] += ((g * g) - second[i]) * (1 - Beta2);
            values[i] = (values[i] * keep) - (first[i] * rate / (MathF.Sqrt(second[i] * correction) + Epsilon));
        }

        Array.Clear(gradient);
    }
}
