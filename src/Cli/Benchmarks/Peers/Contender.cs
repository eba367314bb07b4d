using ZkStyle.Cli.Benchmarks.Processes;

namespace ZkStyle.Cli.Benchmarks.Peers;

/// <summary>A prover with a circuit, to be measured as a whole process.</summary>
/// <param name="prover">The prover's name.</param>
/// <param name="circuit">What is proven.</param>
/// <param name="logSize">log2 of the rows of the prover's domain.</param>
internal abstract class Contender(string prover, string circuit, int logSize)
{
    /// <summary>The prover's name.</summary>
    public string Prover => prover;

    /// <summary>What is proven.</summary>
    public string Circuit => circuit;

    /// <summary>log2 of the rows of the prover's domain.</summary>
    public int LogSize => logSize;

    /// <summary>Gates, or rows in use, of the circuit; known once it is prepared.</summary>
    public long Gates { get; protected set; }

    /// <summary>Its name in progress and errors.</summary>
    public string Name => $"{prover}, {circuit}, 2^{logSize}";

    /// <summary>Makes circuit, witness and keys, as far as the work folder lacks them.</summary>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="CommandException">A tool failed, or the circuit does not have its size.</exception>
    public abstract void Prepare(CancellationToken cancellationToken);

    /// <summary>The process that is measured.</summary>
    /// <param name="threads">Threads at most.</param>
    /// <returns>The command.</returns>
    public abstract ChildCommand Command(int threads);

    /// <summary>Verifies the proof that the last process left.</summary>
    /// <param name="outcome">How that process ended.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>Bytes of the proof.</returns>
    /// <exception cref="CommandException">The proof does not verify.</exception>
    public abstract long Verify(ChildOutcome outcome, CancellationToken cancellationToken);

    /// <summary>Makes sure that the circuit fills more than half of its domain and fits it.</summary>
    protected void RequireSize()
    {
        if (Gates > 1L << logSize || Gates <= 1L << (logSize - 1))
            throw new CommandException($"{Name}: the circuit has {Gates} gates, so it does not have this size; its tools have changed, adjust its steps");
    }
}
