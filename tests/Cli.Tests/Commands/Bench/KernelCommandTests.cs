using System.Text.RegularExpressions;
using ZkStyle.Cli.Tests.Support;
using ZkStyle.Prover.Plonk;

namespace ZkStyle.Cli.Tests.Commands.Bench;

public class KernelCommandTests
{
    private const string Scalar = "scalar";

    [Theory]
    [InlineData("field", "multiply Fr", 4, 8)]
    [InlineData("ntt", "coset transform", 3, 3)]
    [InlineData("msm", "sum, 24-bit scalars", 3, 3)]
    public async Task Every_operation_is_timed_on_every_kernel_at_every_size_and_number_of_threads(
        string name, string operation, int scalarOperations, int vectorOperations)
    {
        string[] kernels = PlonkProver.Arithmetic == Scalar ? [Scalar] : [Scalar, PlonkProver.Arithmetic];

        var run = await CommandRun.Of("bench", name, "--sizes", "4,6", "--threads", "1,2", "--seconds", "0", "--json");

        Assert.Equal(0, run.Code);
        var rows = run.Json().GetProperty("operations").EnumerateArray().ToArray();
        Assert.Equal(kernels.Order(), rows.Select(r => r.GetProperty("kernel").GetString()).Distinct().Order());
        Assert.Equal((scalarOperations + (kernels.Length > 1 ? vectorOperations : 0)) * 4, rows.Length);
        Assert.All(rows, row =>
        {
            Assert.Equal(5, row.GetProperty("calls").GetInt32());
            var quartiles = new[] { "minimumMs", "lowerQuartileMs", "medianMs", "upperQuartileMs" }.Select(p => row.GetProperty(p).GetDouble()).ToArray();
            Assert.True(quartiles[0] > 0);
            Assert.Equal(quartiles.Order(), quartiles);
        });
        foreach (var kernel in kernels)
        {
            var sizes = rows.Where(r => r.GetProperty("name").GetString() == operation && r.GetProperty("kernel").GetString() == kernel)
                .Select(r => (r.GetProperty("logSize").GetInt32(), r.GetProperty("threads").GetInt32()));
            Assert.Equal([(4, 1), (4, 2), (6, 1), (6, 2)], sizes);
        }

        Assert.True(run.Json().GetProperty("machine").GetProperty("logicalProcessors").GetInt32() > 0);
    }

    [Fact]
    public async Task The_table_names_the_machine_above_its_rows()
    {
        var run = await CommandRun.Of("bench", "ntt", "--sizes", "4", "--threads", "1", "--seconds", "0");

        Assert.Equal(0, run.Code);
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Contains("logical processors", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, l => Regex.IsMatch(l, @"^\| forward transform \| +scalar \| +2\^4 \|"));
    }

    [Theory]
    [InlineData("--sizes", "3")]
    [InlineData("--sizes", "4,23")]
    [InlineData("--sizes", "4,,5")]
    [InlineData("--threads", "0")]
    [InlineData("--seconds", "-1")]
    public async Task Options_have_bounds(string option, string value)
    {
        var run = await CommandRun.Of("bench", "ntt", option, value);

        Assert.Equal(2, run.Code);
        Assert.Contains(option, run.Problem(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_stops_between_two_calls()
    {
        var run = await CommandRun.UntilAsync("forward transform", "bench", "ntt", "--sizes", "10", "--threads", "1", "--seconds", "600");

        Assert.Equal(130, run.Code);
        Assert.Equal("cancelled", run.Problem());
    }
}
