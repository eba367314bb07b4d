using ZkStyle.Prover.Export;

namespace ZkStyle.Prover.Tests.Export;

public class SourceWriterTests
{
    [Fact]
    public void Blocks_are_indented_and_empty_lines_carry_nothing()
    {
        var writer = new SourceWriter();
        writer.Open("if a");
        writer.Line("b");
        writer.Line();
        writer.Lines("c {\n    d\n}");
        writer.Close();

        Assert.Equal("if a {\n    b\n\n    c {\n        d\n    }\n}\n", writer.ToString());
    }

    [Fact]
    public void A_statement_too_long_for_a_line_is_broken_at_its_calls()
    {
        var writer = new SourceWriter();
        var (left, right) = (new string('x', 60), new string('y', 60));
        writer.Line($"a := add({left}, mul({right}, f(b, c)))");
        var nested = new SourceWriter();
        nested.Line($"a := add({left}, mul({left}, g({right}, c)))");

        Assert.Equal($"a := add(\n    {left},\n    mul({right}, f(b, c))\n)\n", writer.ToString());
        Assert.Equal($"a := add(\n    {left},\n    mul(\n        {left},\n        g({right}, c)\n    )\n)\n", nested.ToString());
    }

    [Fact]
    public void Comments_are_broken_at_spaces_and_cannot_smuggle_lines()
    {
        var writer = new SourceWriter(depth: 1);
        writer.Comment(string.Join(' ', Enumerable.Repeat("word\n", 40)));
        var lines = writer.ToString().TrimEnd('\n').Split('\n');

        Assert.Equal(3, lines.Length);
        Assert.All(lines, l => Assert.StartsWith("    // word?", l, StringComparison.Ordinal));
        Assert.All(lines, l => Assert.InRange(l.Length, 1, 120));
    }
}
