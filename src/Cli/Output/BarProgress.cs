using Spectre.Console;

namespace ZkStyle.Cli.Output;

/// <summary>Progress on a terminal: a bar for each phase.</summary>
/// <param name="context">Where the bars are drawn.</param>
/// <param name="title">What is being done.</param>
internal sealed class BarProgress(ProgressContext context, string title) : IPhaseProgress
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ProgressTask> _tasks = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public void Report(string phase, double fraction, string? detail = null)
    {
        lock (_lock)
        {
            if (!_tasks.TryGetValue(phase, out var task))
            {
                // Phases before this one are over, whatever they last reported.
                foreach (var earlier in _tasks.Values)
                    earlier.Value = 1;
                task = context.AddTask(Markup.Escape($"{title}: {phase}"), maxValue: 1);
                _tasks.Add(phase, task);
            }

            task.Value = Math.Clamp(fraction, 0, 1);
            if (detail is not null)
                task.Description = Markup.Escape($"{title}: {detail}");
        }
    }

    /// <summary>Fills all bars once the work has succeeded.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            foreach (var task in _tasks.Values)
                task.Value = 1;
        }
    }
}
