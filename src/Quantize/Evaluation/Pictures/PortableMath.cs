namespace ZkStyle.Quantize.Evaluation.Pictures;

/// <summary>
/// Elementary functions from additions, products and quotients alone, which IEEE 754 fixes to the last bit: the system's
/// own may differ in it between machines, and then a picture would have a pixel of another colour.
/// </summary>
internal static class PortableMath
{
    private const double Ln2 = 0.693147180559945309;

    /// <summary>The sine.</summary>
    /// <param name="x">An angle in radians, at most a few thousand in size.</param>
    /// <returns>Good to about 1e-12.</returns>
    public static double Sin(double x)
    {
        // To [-pi/2, pi/2], where the series of 11 terms has converged.
        var turns = Math.Floor((x / Math.PI) + 0.5);
        var r = x - (turns * Math.PI);
        var square = r * r;
        double term = r, sum = r;
        for (var n = 2; n <= 20; n += 2)
        {
            term *= -square / (n * (n + 1));
            sum += term;
        }

        return turns % 2 == 0 ? sum : -sum;
    }

    /// <summary>The cosine.</summary>
    /// <param name="x">An angle in radians, at most a few thousand in size.</param>
    /// <returns>Good to about 1e-12.</returns>
    public static double Cos(double x) => Sin(x + (Math.PI / 2));

    /// <summary>The exponential function.</summary>
    /// <param name="x">At most 700; below -700 the result is 0.</param>
    /// <returns>Good to about 1e-13 of itself.</returns>
    public static double Exp(double x)
    {
        if (x < -700)
            return 0;
        var halvings = Math.Floor((x / Ln2) + 0.5);
        var r = x - (halvings * Ln2);
        double term = 1, sum = 1;
        for (var n = 1; n <= 14; n++)
        {
            term *= r / n;
            sum += term;
        }

        return Math.ScaleB(sum, (int)halvings);
    }
}
