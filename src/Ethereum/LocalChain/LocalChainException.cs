namespace ZkStyle.Ethereum.LocalChain;

/// <summary>A local chain did not start. The message quotes what the program wrote to its error stream.</summary>
public sealed class LocalChainException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">The cause.</param>
    public LocalChainException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
