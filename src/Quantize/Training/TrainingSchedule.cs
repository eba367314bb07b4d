namespace ZkStyle.Quantize.Training;

/// <summary>
/// Learning rate and difficulty by step. During the warm-up nothing depends on the number of steps, so the number
/// can be planned when the warm-up has shown how fast the machine is.
/// </summary>
internal static class TrainingSchedule
{
    /// <summary>Steps over which the learning rate rises.</summary>
    public const int WarmUpSteps = 25;

    private const double LowestShare = 0.005;
    private const double FirstStrength = 0.3;

    /// <summary>The learning rate's share of its highest value.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="steps">Steps planned.</param>
    /// <returns>In (0, 1].</returns>
    public static float RateShare(int step, int steps)
    {
        if (step < WarmUpSteps)
            return (step + 1f) / WarmUpSteps;
        return (float)((0.5 * (1 + Math.Cos(Math.PI * Fraction(step, steps)))) + LowestShare);
    }

    /// <summary>The learning rate's share of its highest value in the quantization-aware steps: a cosine from 1 down.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="steps">Steps of this part.</param>
    /// <returns>In (0, 1].</returns>
    public static float TuningRateShare(int step, int steps) =>
        (float)((0.5 * (1 + Math.Cos(Math.PI * Math.Min(1, step / (double)Math.Max(1, steps))))) + LowestShare) / (float)(1 + LowestShare);

    /// <summary>How strongly training inputs are degraded.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="steps">Steps planned.</param>
    /// <returns>In (0, 1].</returns>
    public static double Strength(int step, int steps) => Math.Min(1, FirstStrength + (2 * Fraction(step, steps)));

    /// <summary>Plans the number of steps that fit a time.</summary>
    /// <param name="budget">The time for all steps.</param>
    /// <param name="warmUp">How long the warm-up took.</param>
    /// <param name="most">The most steps.</param>
    /// <returns>From <see cref="WarmUpSteps"/> to <paramref name="most"/>.</returns>
    public static int PlanSteps(TimeSpan budget, TimeSpan warmUp, int most)
    {
        var perStep = Math.Max(warmUp.TotalSeconds / WarmUpSteps, 1e-6);
        return (int)Math.Clamp(budget.TotalSeconds / perStep, Math.Min(WarmUpSteps, most), most);
    }

    private static double Fraction(int step, int steps) =>
        step < WarmUpSteps ? 0 : Math.Min(1, (step - WarmUpSteps) / (double)Math.Max(1, steps - WarmUpSteps));
}
