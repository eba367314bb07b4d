using ZkStyle.Circuit.Tests.Support;

namespace ZkStyle.Circuit.Tests.Forgeries;

/// <summary>One way to cheat.</summary>
/// <param name="Name">What is forged.</param>
/// <param name="Gates">The gates that catch it; none where the change is legal.</param>
/// <param name="Forge">Makes the change.</param>
internal sealed record Forgery(string Name, string Gates, Action<CircuitBench, ForgedWitness> Forge)
{
    /// <summary>Applies the forgery to a copy of the honest witness.</summary>
    public ForgedWitness Apply(CircuitBench bench)
    {
        var witness = bench.Forge();
        Forge(bench, witness);
        return witness;
    }
}
