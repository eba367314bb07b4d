using ZkStyle.Cli.Benchmarks.Peers;

namespace ZkStyle.Cli.Tests.Benchmarks.Peers;

public class GateModelTests
{
    [Fact]
    public void Costs_are_found_from_counts()
    {
        static long Gates(SampleConvolution c) => (3 * c.Terms) + (17 * c.Activations) + (5 * c.InputBytes) + 1234;

        var model = GateModel.Fit([.. GateModel.Samples.Select(Gates)]);

        Assert.Equal(3, model.PerTerm, 6);
        Assert.Equal(17, model.PerActivation, 6);
        Assert.Equal(5, model.PerInputByte, 6);
        Assert.Equal(1234, model.Constant, 4);
        Assert.Equal(0, model.PredictionError, 6);
        Assert.Equal(3e6 + 1.7e4 + 500 + 1234, model.Predict(1e6, 1e3, 100), 1);
    }

    [Fact]
    public void The_fifth_circuit_tells_how_well_they_predict()
    {
        var gates = GateModel.Samples.Select(c => 2 * c.Terms).ToArray();
        gates[^1] /= 2;

        Assert.Equal(1, GateModel.Fit(gates).PredictionError, 6);
        Assert.Throws<ArgumentException>(() => GateModel.Fit(gates[..^1]));
    }
}
