namespace ZkStyle.Cli.Benchmarks.Kernels;

/// <summary>Quantiles of a few measurements.</summary>
internal sealed class Quantiles
{
    private readonly double[] _sorted;

    /// <summary>Sorts the measurements.</summary>
    /// <param name="values">At least one.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    public Quantiles(IEnumerable<double> values)
    {
        _sorted = [.. values.Order()];
        if (_sorted.Length == 0)
            throw new ArgumentException("Quantiles need a measurement.", nameof(values));
    }

    /// <summary>The middle; of an even number, the mean of the middle two.</summary>
    public double Median => At(0.5);

    /// <summary>The value that a share of the measurements does not exceed, between two of them in proportion.</summary>
    /// <param name="share">0 for the smallest, 1 for the largest.</param>
    /// <returns>The quantile.</returns>
    public double At(double share)
    {
        var position = share * (_sorted.Length - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, _sorted.Length - 1);
        return _sorted[below] + ((position - below) * (_sorted[above] - _sorted[below]));
    }
}
