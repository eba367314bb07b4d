namespace ZkStyle.Cli;

/// <summary>A command cannot go on; the message is one line that names the thing and the fix.</summary>
internal sealed class CommandException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">One line: what is wrong with which thing, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public CommandException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
