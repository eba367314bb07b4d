using ZkStyle.Circuit.Layout;
using ZkStyle.Circuit.Tests.Support;

namespace ZkStyle.Circuit.Tests.Forgeries;

/// <summary>
/// Every forgery against the gates, by the strongest lazy cheater: phases 2 and 3 are computed from the forged
/// phase 1 so that all recurrences hold. The gates that catch it are named; changes that prove nothing false pass.
/// </summary>
public class ForgeryTests
{
    private static readonly Dictionary<string, Forgery> s_forgeries =
        ValueForgeries.All.Concat(LayoutForgeries.All).ToDictionary(f => f.Name);

    public static TheoryData<string> Names => [.. s_forgeries.Keys];

    /// <summary>Some that depend on the shift or on the number of padding rows, checked at the product's size too.</summary>
    public static TheoryData<string> ProductNames =>
    [
        "rem + 1 and k - 2^-16: fractions keep the accumulator",
        "last padding row carries an image byte, last pixel moved in calldata",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void Forgery_is_caught_by_the_named_gates(string name)
    {
        var forgery = s_forgeries[name];
        Assert.Equal(forgery.Gates, string.Join(' ', CircuitBench.Fast.FailingGates(forgery.Apply(CircuitBench.Fast))));
    }

    [Theory]
    [MemberData(nameof(ProductNames))]
    public void Forgery_is_caught_at_the_products_size(string name)
    {
        var forgery = s_forgeries[name];
        Assert.Equal(forgery.Gates, string.Join(' ', CircuitBench.Product.FailingGates(forgery.Apply(CircuitBench.Product))));
    }

    /// <summary>No homogeneous solution runs round the cycle: each chain's multiplier vanishes where docs/protocol.md says, and nowhere else.</summary>
    [Fact]
    public void Multipliers_vanish_on_the_seams_alone()
    {
        var bench = CircuitBench.Fast;
        var scalars = bench.Scalars(bench.Honest);
        var random = new Random(3);
        scalars.SetChallenge(0, Seeds.Element(random));
        scalars.SetChallenge(1, Seeds.Element(random));
        var multipliers = new ChainMultipliers(bench, scalars);
        int[] Zeros(Chain chain) => [.. Enumerable.Range(0, bench.Layout.Size).Where(row => multipliers.At(chain, row).IsZero)];

        int[] starts = [0, .. bench.Layout.Chains.Where(c => c.Plan.Tensor < 3).Select(c => c.FirstRow).Append(bench.Layout.FirstWordRow).Order()];
        Assert.Contains(bench.Layout.RowAfterImage, starts);
        Assert.Equal([1], Zeros(Chain.Sums));
        Assert.Equal(starts, Zeros(Chain.Inputs));
        int[] image = [.. Enumerable.Range(bench.Layout.FirstImageRow, bench.Layout.RowAfterImage - bench.Layout.FirstImageRow)];
        Assert.Equal(starts.Concat(image).Order(), Zeros(Chain.Kernels));
        Assert.All(image, row => Assert.Equal(StepCode.Packed, bench.Layout.Steps[row]));
    }

    [Fact]
    public void A_failure_names_gate_row_and_cell()
    {
        var bench = CircuitBench.Fast;
        var witness = bench.Forge();
        witness.X[bench.RowOf(2, 5, 4, 8)] += 1;
        witness.Multiplicities = bench.Forge().CountLookups();
        witness.Tweak = (_, _, inputs, _) => inputs[bench.RowOf(1, 3, 2, 1)] += 1;
        var failures = Prover.Constraints.WitnessChecker.Check(bench.Circuit.Assignment, witness, CircuitBench.DrawFrom(1));
        Assert.Contains(failures, f => f.ToString().StartsWith("gate G2 activations fails on 2 rows, first on row", StringComparison.Ordinal)
            && f.Label == "decoder.0 channel 3, y 1, x 0");
    }
}
