namespace ZkStyle.Cli.Benchmarks.Circuits;

/// <summary>Kinds of circuits that the prover is measured with.</summary>
internal enum CircuitKind
{
    /// <summary>Random numbers in a system that costs what a decoder's does, with any number of rows.</summary>
    Synthetic,

    /// <summary>A decoder with random weights whose rows just fit the size; its witness is a decoding.</summary>
    Decoder,
}
