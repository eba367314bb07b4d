namespace ZkStyle.Cli.Tests.Support;

/// <summary>A clock that moves when told to, and by a fixed step each time it is read.</summary>
/// <param name="step">How far it moves when it is read.</param>
internal sealed class ManualClock(TimeSpan step) : TimeProvider
{
    private long _ticks;

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc />
    public override long GetTimestamp() => Interlocked.Add(ref _ticks, step.Ticks);

    /// <summary>Moves the clock.</summary>
    public void Advance(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);
}
