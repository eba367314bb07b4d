namespace ZkStyle.Prover.Plonk;

/// <summary>The witness does not satisfy the gates, so the quotient is no polynomial of the expected degree.</summary>
public sealed class UnsatisfiedCircuitException : InvalidOperationException
{
    /// <summary>Creates the exception with its standard message.</summary>
    public UnsatisfiedCircuitException()
        : this("The witness does not satisfy the circuit; run the witness checker to see which gate fails on which row.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The message.</param>
    public UnsatisfiedCircuitException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">The cause.</param>
    public UnsatisfiedCircuitException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
