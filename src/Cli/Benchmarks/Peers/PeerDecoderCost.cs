namespace ZkStyle.Cli.Benchmarks.Peers;

/// <summary>What the reference decoder would take of a prover that spends gates on its sums.</summary>
/// <param name="Prover">The prover.</param>
/// <param name="Model">Gates for a term, an output and an input, from circuits that its own compiler made.</param>
/// <param name="Gates">Gates of the decoder by that.</param>
/// <param name="LogSize">log2 of the rows of the domain that holds them.</param>
internal sealed record PeerDecoderCost(string Prover, GateModel Model, double Gates, int LogSize)
{
    /// <summary>Extrapolates to a decoder.</summary>
    /// <param name="prover">The prover.</param>
    /// <param name="model">Its gates.</param>
    /// <param name="demand">What the decoder needs.</param>
    /// <returns>The cost.</returns>
    public static PeerDecoderCost Of(string prover, GateModel model, DecoderDemand demand)
    {
        var gates = model.Predict(demand.Terms, demand.Activations, demand.InputBytes);
        return new PeerDecoderCost(prover, model, gates, (int)Math.Ceiling(Math.Log2(gates)));
    }
}
