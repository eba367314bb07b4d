using ZkStyle.Cli.Tests.Support;

namespace ZkStyle.Cli.Tests;

public sealed class CommandLineApplicationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Without_arguments_help_is_shown_and_the_code_is_not_success()
    {
        var run = await CommandRun.Of();

        Assert.Equal(2, run.Code);
        foreach (var command in (string[])["demo", "dataset", "train", "eval", "stylize", "decode", "report", "srs", "keygen", "prove", "verify", "bench"])
            Assert.Contains($"\n  {command}", run.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("--version")]
    [InlineData("srs", "unsafe", "--help")]
    public async Task Help_and_version_succeed(params string[] arguments)
    {
        var run = await CommandRun.Of(arguments);

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.NotEmpty(run.Output);
    }

    [Theory]
    [InlineData("nonsense is no command or option here. See: zkstyle --help", "nonsense")]
    [InlineData("--nonsense is no command or option here. See: zkstyle report --help", "report", "m.zkm", "--nonsense")]
    [InlineData("Option '--power' is required. See: zkstyle srs unsafe --help", "srs", "unsafe")]
    [InlineData("Required command was not provided. See: zkstyle srs --help", "srs")]
    public async Task A_wrong_command_line_is_told_in_one_line(string expected, params string[] arguments)
    {
        var run = await CommandRun.Of(arguments);

        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Equal(expected, run.Problem());
    }

    [Fact]
    public async Task A_failure_is_one_line_and_in_json_an_object_too()
    {
        var text = await CommandRun.Of("report", _folder["none.zkm"]);
        var json = await CommandRun.Of("report", _folder["none.zkm"], "--json");

        Assert.Equal((1, ""), (text.Code, text.Output));
        Assert.Equal($"the model {_folder["none.zkm"]} does not exist; check the path", text.Problem());
        Assert.Equal(1, json.Code);
        Assert.Equal(text.Problem(), json.Json().GetProperty("error").GetString());
    }

    [Fact]
    public async Task Stack_traces_come_only_when_asked_for()
    {
        var run = await CommandRun.OfAsync(["report", _folder["none.zkm"]], CancellationToken.None, isDebug: true);

        Assert.Equal(1, run.Code);
        Assert.Contains("   at ", run.Error, StringComparison.Ordinal);
    }

    /// <inheritdoc />
    public void Dispose() => _folder.Dispose();
}
