using System.Globalization;
using ZkStyle.Cli.Output;
using ZkStyle.Cli.Proving;

namespace ZkStyle.Cli.Demo;

/// <summary>Runs steps one after the other, says so, and remembers what each took.</summary>
/// <param name="console">Shows progress.</param>
/// <param name="count">How many steps there will be.</param>
/// <param name="cancellationToken">Stops before the next step; steps watch it themselves too.</param>
internal sealed class StepClock(CommandConsole console, int count, CancellationToken cancellationToken)
{
    private readonly List<DemoStep> _steps = [];
    private readonly WorkMeter _total = new();

    /// <summary>The steps done.</summary>
    public IReadOnlyList<DemoStep> Steps => _steps;

    /// <summary>What all steps together have taken.</summary>
    /// <returns>The cost.</returns>
    public WorkCost Total() => _total.Stop();

    /// <summary>Runs a step that computes.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="name">What it does.</param>
    /// <param name="work">The step.</param>
    /// <param name="describe">One line on its result.</param>
    /// <returns>Its result.</returns>
    public Task<T> RunAsync<T>(string name, Func<IPhaseProgress, T> work, Func<T, string> describe) =>
        MeasureAsync(name, () => console.WatchAsync(name, work, cancellationToken), describe);

    /// <summary>Runs a step that waits for others.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="name">What it does.</param>
    /// <param name="work">The step.</param>
    /// <param name="describe">One line on its result.</param>
    /// <returns>Its result.</returns>
    public async Task<T> MeasureAsync<T>(string name, Func<Task<T>> work, Func<T, string> describe)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var meter = new WorkMeter();
        var result = await work().ConfigureAwait(false);
        var cost = meter.Stop();
        _steps.Add(new DemoStep(name, cost.Milliseconds, cost.ProcessorSeconds));
        console.Log(string.Create(CultureInfo.InvariantCulture, $"[{_steps.Count,2}/{count}] {name,-9} {Figures.Time(cost.Milliseconds),9}  {describe(result)}"));
        return result;
    }
}
