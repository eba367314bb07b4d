using Spectre.Console;
using ZkStyle.Cli.Output;

namespace ZkStyle.Cli.Tests.Output;

public class CommandConsoleTests
{
    [Fact]
    public void Tables_in_a_file_are_markdown_without_colours()
    {
        using var output = new StringWriter();
        var console = new CommandConsole(new CommandHost { Output = output, Error = TextWriter.Null }, isJson: false);

        console.Present(1, new ResultTable("what", "figure").Add("[size]", "12 ms"), new ResultTable("other", "figure").Add("a", "b"));

        var text = output.ToString();
        Assert.Contains("| [size] |  12 ms |", text, StringComparison.Ordinal);
        Assert.Contains("| other |", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_sees_a_bar_for_each_phase()
    {
        using var writer = new StringWriter();
        var surface = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(writer),
        });

        await surface.Progress().StartAsync(context =>
        {
            var bars = new BarProgress(context, "work");
            bars.Report("first", 0.25);
            bars.Report("second", 0.5, "number [2]");
            Assert.False(context.IsFinished);
            bars.Complete();
            Assert.True(context.IsFinished);
            return Task.CompletedTask;
        });

        Assert.Contains("work: first", writer.ToString(), StringComparison.Ordinal);
        Assert.Contains("work: number [2]", writer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watched_work_gives_its_result_and_says_nothing_on_the_output_stream()
    {
        using var output = new StringWriter();
        foreach (var showsBars in (bool[])[false, true])
        {
            var console = new CommandConsole(new CommandHost { Output = output, Error = TextWriter.Null, ShowsBars = showsBars }, isJson: false);
            var result = await console.WatchAsync("work", progress =>
            {
                progress.Report("first", 0.5);
                return 7;
            }, CancellationToken.None);
            Assert.Equal(7, result);
        }

        Assert.Empty(output.ToString());
    }

    [Fact]
    public async Task Json_mode_shows_no_progress()
    {
        using var error = new StringWriter();
        var console = new CommandConsole(new CommandHost { Output = TextWriter.Null, Error = error, ShowsBars = true }, isJson: true);

        await console.WatchAsync("work", progress =>
        {
            progress.Report("first", 0.5);
            return 0;
        }, CancellationToken.None);

        Assert.Empty(error.ToString());
    }

    [Theory]
    [InlineData(9999, "9,999 ms")]
    [InlineData(10_000, "10.0 s")]
    [InlineData(61_234, "61.2 s")]
    public void Times_have_units(double milliseconds, string expected) => Assert.Equal(expected, Figures.Time(milliseconds));

    [Theory]
    [InlineData(1536, "1,536 bytes")]
    [InlineData(3 << 19, "1.5 MiB")]
    public void Sizes_have_units(long bytes, string expected) => Assert.Equal(expected, Figures.Bytes(bytes));
}
