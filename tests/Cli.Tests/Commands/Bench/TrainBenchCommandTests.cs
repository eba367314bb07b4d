using ZkStyle.Cli.Tests.Support;

namespace ZkStyle.Cli.Tests.Commands.Bench;

public class TrainBenchCommandTests
{
    [Fact]
    public async Task Steps_are_timed_and_repeat()
    {
        string[] arguments = ["bench", "train", "--batch", "2", "--warm-up", "1", "--steps", "3", "--seed", "5", "--json"];

        var (first, second) = (await CommandRun.Of(arguments), await CommandRun.Of(arguments));

        Assert.Equal((0, 0), (first.Code, second.Code));
        var figures = first.Json();
        Assert.Equal((2, 3), (figures.GetProperty("batch").GetInt32(), figures.GetProperty("steps").GetInt32()));
        var times = new[] { "minimumMs", "lowerQuartileMs", "medianMs", "upperQuartileMs" }.Select(name => figures.GetProperty(name).GetDouble()).ToArray();
        Assert.True(times[0] > 0);
        Assert.Equal(times.Order(), times);
        // The shipped palette architecture: so many multiply-accumulates a picture, and as much twice again for gradients.
        Assert.Equal(2 * 3 * 60_502_016L, figures.GetProperty("multiplyAccumulates").GetInt64());
        Assert.Equal(286_088, figures.GetProperty("parameters").GetInt64());
        Assert.Equal(figures.GetProperty("loss").GetSingle(), second.Json().GetProperty("loss").GetSingle());
    }

    [Theory]
    [InlineData("--steps", "0")]
    [InlineData("--batch", "257")]
    [InlineData("--warm-up", "-1")]
    public async Task Options_have_bounds(string option, string value) =>
        Assert.Equal(2, (await CommandRun.Of("bench", "train", option, value)).Code);
}
