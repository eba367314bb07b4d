using ZkStyle.Circuit.Tests.Support;

namespace ZkStyle.Circuit.Tests.Forgeries;

/// <summary>Every way to cheat a palette's choice, and the gates that catch it.</summary>
public class PaletteForgeryTests
{
    private static readonly Dictionary<string, PaletteForgery> s_forgeries = PaletteForgeries.All.ToDictionary(f => f.Name);

    public static TheoryData<string> Names => [.. s_forgeries.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Forgery_is_caught_by_the_named_gates(string name)
    {
        var forgery = s_forgeries[name];
        var witness = forgery.Apply(CircuitBench.Palette);
        Assert.Equal(CircuitBench.Palette.Honest.Latent.ToArray(), witness.Latent);
        Assert.Equal(forgery.Gates, string.Join(' ', CircuitBench.Palette.FailingGates(witness)));
    }
}
