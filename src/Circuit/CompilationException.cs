namespace ZkStyle.Circuit;

/// <summary>A decoder that no sound circuit of this layout exists for; the message names the layer, the channel and the way out.</summary>
public sealed class CompilationException : Exception
{
    /// <summary>Creates the exception without a message.</summary>
    public CompilationException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">One line: what does not fit, and the fix.</param>
    public CompilationException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    /// <param name="message">One line: what does not fit, and the fix.</param>
    /// <param name="innerException">The cause.</param>
    public CompilationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
