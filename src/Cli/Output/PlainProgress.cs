using System.Globalization;

namespace ZkStyle.Cli.Output;

/// <summary>Progress for logs and pipes: a line now and then, none for work that is over soon.</summary>
/// <param name="title">What is being done.</param>
/// <param name="writer">Receives the lines.</param>
/// <param name="clock">Time source.</param>
internal sealed class PlainProgress(string title, TextWriter writer, TimeProvider clock) : IPhaseProgress
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly long _start = clock.GetTimestamp();
    private long _last = clock.GetTimestamp();

    /// <inheritdoc />
    public void Report(string phase, double fraction, string? detail = null)
    {
        lock (_lock)
        {
            if (clock.GetElapsedTime(_last) < s_interval)
                return;
            _last = clock.GetTimestamp();
            var seconds = clock.GetElapsedTime(_start).TotalSeconds;
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{title}: {detail ?? $"{phase} {100 * fraction:0} %"} ({seconds:0} s)"));
        }
    }
}
