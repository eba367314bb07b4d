using ZkStyle.Cli.Output;

namespace ZkStyle.Cli.Tests.Output;

public class ErrorLineTests
{
    [Fact]
    public void Wrappers_and_parameter_names_are_left_out()
    {
        var inner = new ArgumentException("The latent is too short.", "latent");

        Assert.Equal("The latent is too short.", ErrorLine.Of(new AggregateException(inner)));
    }

    [Fact]
    public void What_nobody_documented_is_called_an_internal_error()
    {
        var line = ErrorLine.Of(new KeyNotFoundException("oh"));

        Assert.StartsWith("internal error, KeyNotFoundException: oh", line, StringComparison.Ordinal);
        Assert.Contains("ZKSTYLE_DEBUG=1", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_stays_on_one_line_of_bounded_length()
    {
        Assert.Equal("a b c", ErrorLine.OneLine(" a\r\n\tb\u0000c\n"));
        Assert.Equal("", ErrorLine.OneLine(""));
        var line = ErrorLine.OneLine(new string('x', 10_000));
        Assert.InRange(line.Length, 600, 610);
        Assert.EndsWith("...", line, StringComparison.Ordinal);
    }
}
