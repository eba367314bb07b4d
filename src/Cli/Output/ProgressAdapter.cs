namespace ZkStyle.Cli.Output;

/// <summary>Passes a library's progress on at once; the runtime's Progress would post it to another thread, out of order.</summary>
/// <typeparam name="T">What the library reports.</typeparam>
/// <param name="handler">Called with each report, on the reporting thread.</param>
internal sealed class ProgressAdapter<T>(Action<T> handler) : IProgress<T>
{
    /// <inheritdoc />
    public void Report(T value) => handler(value);
}
