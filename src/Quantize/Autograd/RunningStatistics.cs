using System.Numerics;

namespace ZkStyle.Quantize.Autograd;

/// <summary>Exponential averages of a batch normalization's means and variances.</summary>
/// <typeparam name="T">The number type.</typeparam>
/// <param name="name">The name in checkpoints.</param>
/// <param name="channels">Number of channels.</param>
internal sealed class RunningStatistics<T>(string name, int channels)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The name in checkpoints.</summary>
    public string Name { get; } = name;

    /// <summary>Average means.</summary>
    public T[] Mean { get; } = new T[channels];

    /// <summary>Average variances, with the sample's correction n / (n - 1).</summary>
    public T[] Variance { get; } = NewOnes(channels);

    /// <summary>How far each batch moves the averages, in (0, 1].</summary>
    public T Momentum { get; set; } = T.CreateChecked(0.1);

    /// <summary>Moves one channel's averages.</summary>
    /// <param name="channel">Which channel.</param>
    /// <param name="mean">The batch's mean.</param>
    /// <param name="variance">The batch's variance, uncorrected.</param>
    /// <param name="count">Values per channel in the batch.</param>
    public void Update(int channel, T mean, T variance, T count)
    {
        var corrected = count > T.One ? variance * count / (count - T.One) : variance;
        Mean[channel] += Momentum * (mean - Mean[channel]);
        Variance[channel] += Momentum * (corrected - Variance[channel]);
    }

    private static T[] NewOnes(int count)
    {
        var ones = new T[count];
        Array.Fill(ones, T.One);
        return ones;
    }
}
