using System.Reflection;
using System.Text;
using ZkStyle.Ethereum.LocalChain;
using ZkStyle.Ethereum.Rpc;
using ZkStyle.Ethereum.Sending;

namespace ZkStyle.Cli.Output;

/// <summary>Turns what went wrong into one line for a person.</summary>
internal static class ErrorLine
{
    private const int MaxLength = 600;

    /// <summary>Words an exception.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <returns>One line without a stack trace.</returns>
    public static string Of(Exception exception)
    {
        var cause = Unwrap(exception);
        return OneLine(cause switch
        {
            ArgumentException argument => WithoutParameter(argument),
            OutOfMemoryException => "there is not enough memory for this; close other programs or use a smaller model",
            _ when IsExpected(cause) => cause.Message,
            _ => $"internal error, {cause.GetType().Name}: {cause.Message} (set {CommandHost.DebugVariable}=1 for the stack trace)",
        });
    }

    /// <summary>The first real cause inside wrappers that threads and reflection put around it.</summary>
    public static Exception Unwrap(Exception exception)
    {
        while (exception is AggregateException or TargetInvocationException && exception.InnerException is { } inner)
            exception = inner;
        return exception;
    }

    /// <summary>Keeps text on one line: control characters become blanks, and a very long line is cut.</summary>
    public static string OneLine(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, MaxLength));
        foreach (var c in text.Trim())
        {
            if (line.Length == MaxLength)
                return line.Append("...").ToString();
            if (!char.IsControl(c))
                line.Append(c);
            else if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
        }

        return line.ToString();
    }

    // The libraries' documented failures: their messages already name the thing and the fix.
    private static bool IsExpected(Exception exception) => exception
        is CommandException or IOException or UnauthorizedAccessException or InvalidDataException or FormatException
        or InvalidOperationException or NotSupportedException or TimeoutException
        or Circuit.CompilationException or RpcException or ContractRevertedException or TransactionFailedException or LocalChainException;

    private static string WithoutParameter(ArgumentException exception)
    {
        var suffix = exception.ParamName is { } name ? $" (Parameter '{name}')" : "";
        return suffix.Length > 0 ? exception.Message.Replace(suffix, "", StringComparison.Ordinal) : exception.Message;
    }
}
