using System.Text;

namespace ZkStyle.Cli.Tests.Support;

/// <summary>A writer that does something once, when a line holds certain words.</summary>
/// <param name="words">The words.</param>
/// <param name="action">What to do.</param>
internal sealed class WatchingWriter(string words, Action action) : StringWriter
{
    private bool _done;

    /// <inheritdoc />
    public override Encoding Encoding => Encoding.UTF8;

    /// <inheritdoc />
    public override void WriteLine(string? value)
    {
        base.WriteLine(value);
        if (_done || value is null || !value.Contains(words, StringComparison.Ordinal))
            return;
        _done = true;
        action();
    }
}
