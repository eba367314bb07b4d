using ZkStyle.Prover.Export;
using ZkStyle.Prover.Tests.Plonk;

namespace ZkStyle.Prover.Tests.Export;

public class ExpressionTextTests
{
    [Fact]
    public void Gates_read_as_formulas()
    {
        var text = new ExpressionText(ToyCircuit.System);

        Assert.Equal("a[1] - a - difference", text.Of(ToyCircuit.System.Gates[0].Expression));
        Assert.Equal("sum - (r + step) sum[-1] - a", text.Of(ToyCircuit.System.Gates[2].Expression));
        Assert.Equal("last (sum - PI_bytes)", text.Of(ToyCircuit.System.Gates[3].Expression));
    }

    [Fact]
    public void Scalars_read_as_formulas()
    {
        var text = new ExpressionText(ToyCircuit.System);

        Assert.Equal("r^stepPower high^highPower", text.Of(ToyCircuit.System.Scalars[1].Value));
        Assert.Equal("r^-1", text.Of(ToyCircuit.System.Scalars[2].Value));
        Assert.Equal("entry0 r^entry1 high^entry2 - r", text.Of(ToyCircuit.System.SparseColumns[2].Coefficient));
    }
}
