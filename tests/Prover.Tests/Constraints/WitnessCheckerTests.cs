using ZkStyle.Prover.Constraints;
using ZkStyle.Prover.Tests.Plonk;

namespace ZkStyle.Prover.Tests.Constraints;

public class WitnessCheckerTests
{
    private static readonly ToyCircuit s_circuit = new();

    [Fact]
    public void An_honest_witness_passes() => Assert.Empty(Check(s_circuit.Witness()));

    [Fact]
    public void A_wrong_cell_is_named_with_gate_row_label_and_values()
    {
        var witness = s_circuit.Witness();
        witness.A2[5]++;

        var failures = Check(witness);

        Assert.Equal(["cube", "squares"], failures.Select(f => f.Gate));
        Assert.Equal(5, failures[0].Row);
        Assert.Equal("toy row 5", failures[0].Label);
        Assert.Contains(failures[0].Cells, c => c.Name == "a2" && c.Value == Fr.FromInt64(witness.A2[5]));
        Assert.StartsWith("gate cube fails on 1 row, first on row 5 (toy row 5): ", failures[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bent_running_sum_fails_where_it_bends()
    {
        var witness = s_circuit.Witness();
        witness.BendSum = sum => sum[20] += Fr.One;

        var failure = Assert.Single(Check(witness));

        Assert.Equal(("sum", 20, 2), (failure.Gate, failure.Row, failure.FailingRows));
    }

    [Fact]
    public void A_changed_public_byte_fails_its_gate()
    {
        var witness = s_circuit.Witness();
        witness.Bytes[7] ^= 1;
        Assert.Equal("bytes", Assert.Single(Check(witness)).Gate);

        witness = s_circuit.Witness();
        witness.Packed[39] ^= 1;
        Assert.Equal("packed", Assert.Single(Check(witness)).Gate);
    }

    [Fact]
    public void A_wrong_multiplicity_fails_the_lookup()
    {
        var witness = s_circuit.Witness();
        witness.Mult[2]++;

        Assert.Equal("squares", Assert.Single(Check(witness)).Gate);
    }

    [Fact]
    public void A_public_input_of_the_wrong_length_is_the_callers_mistake()
    {
        var error = Assert.Throws<ArgumentException>(
            () => new WitnessColumns(s_circuit.Assignment, [new byte[3], new byte[ToyCircuit.PackedLength]]));

        Assert.Contains("The bytes has 3 bytes, this key takes 32.", error.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<GateFailure> Check(ToyCircuit.ToyWitness witness)
    {
        var random = new Random(7);
        return WitnessChecker.Check(s_circuit.Assignment, witness, _ => Fr.FromInt64(random.NextInt64()));
    }
}
