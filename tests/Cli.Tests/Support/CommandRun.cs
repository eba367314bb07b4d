using System.Text.Json;

namespace ZkStyle.Cli.Tests.Support;

/// <summary>A command line run in this process, through the real parser.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Output">What it wrote to the output stream.</param>
/// <param name="Error">What it wrote to the error stream.</param>
internal sealed record CommandRun(int Code, string Output, string Error)
{
    /// <summary>The error stream's lines.</summary>
    public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The one line that a failed command ends with, without the program's name.</summary>
    public string Problem()
    {
        var line = Assert.Single(ErrorLines, l => l.StartsWith("zkstyle: ", StringComparison.Ordinal));
        Assert.Equal(ErrorLines[^1], line);
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        return line["zkstyle: ".Length..];
    }

    /// <summary>Runs a command line.</summary>
    public static Task<CommandRun> Of(params string[] arguments) => OfAsync(arguments, CancellationToken.None);

    /// <summary>Runs a command line that can be cancelled.</summary>
    public static async Task<CommandRun> OfAsync(string[] arguments, CancellationToken cancellationToken, bool isDebug = false)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var host = new CommandHost { Output = output, Error = TextWriter.Synchronized(error), IsDebug = isDebug };
        var code = await CommandLineApplication.RunAsync(arguments, host, cancellationToken);
        return new CommandRun(code, output.ToString(), error.ToString());
    }

    /// <summary>Runs a command line and cancels it as soon as a line of its progress holds certain words.</summary>
    public static async Task<CommandRun> UntilAsync(string words, params string[] arguments)
    {
        using var stop = new CancellationTokenSource();
        using var output = new StringWriter();
        using var error = new WatchingWriter(words, stop.Cancel);
        // Progress comes as lines ten seconds apart: with this clock, each report is one.
        var host = new CommandHost { Output = output, Error = TextWriter.Synchronized(error), Clock = new ManualClock(TimeSpan.FromSeconds(10)) };
        var code = await CommandLineApplication.RunAsync(arguments, host, stop.Token);
        return new CommandRun(code, output.ToString(), error.ToString());
    }

    /// <summary>The output as one JSON document.</summary>
    public JsonElement Json()
    {
        using var document = JsonDocument.Parse(Output);
        return document.RootElement.Clone();
    }
}
