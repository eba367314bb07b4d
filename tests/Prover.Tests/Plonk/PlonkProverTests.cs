using ZkStyle.Prover.Constraints;
using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Fields.Bulk;
using ZkStyle.Prover.Plonk;
using ZkStyle.Prover.Tests.Plonk.Reference;

namespace ZkStyle.Prover.Tests.Plonk;

/// <summary>The prover on every arithmetic gives the bytes of the reference prover.</summary>
public class PlonkProverTests(ToyKey toy) : IClassFixture<ToyKey>
{
    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    public void Proofs_are_those_of_the_reference_on_every_arithmetic(int start)
    {
        var witness = toy.Circuit.Witness(start);
        var expected = ReferenceProver.Prove(toy.Key, toy.Context, witness);

        Assert.Equal(expected, PlonkProver.Prove(toy.Key, toy.Context, witness).Proof);
        Assert.Equal(expected, Prove<FrScalar>(witness));
        Assert.Equal(expected, Prove<FrVector256>(witness));
        Assert.Equal(expected, Prove<FrVector512>(witness));
    }

    [Fact]
    public void A_witness_that_breaks_a_gate_is_refused_on_every_arithmetic()
    {
        var witness = new BrokenWitness(toy.Witness);

        Assert.Throws<UnsatisfiedCircuitException>(() => Prove<FrScalar>(witness));
        Assert.Throws<UnsatisfiedCircuitException>(() => Prove<FrVector256>(witness));
        Assert.Throws<UnsatisfiedCircuitException>(() => Prove<FrVector512>(witness));
    }

    [Fact]
    public void Columns_of_another_number_or_length_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(
            () => PlonkProver.Prove(toy.Key, toy.Context, new BrokenWitness(toy.Witness, dropsColumn: true)));
        Assert.Contains("Phase 1 takes", error.Message);
    }

    private byte[] Prove<TField>(IWitness witness)
        where TField : struct, IBlockField<ScalarFieldModulus> =>
        PlonkProver.Prove<TField>(toy.Key, toy.Context, witness, new ProverOptions { MaxThreads = 2 }).Proof;

    /// <summary>Another witness with one cell of its first column changed, or without its last column.</summary>
    private sealed class BrokenWitness(IWitness inner, bool dropsColumn = false) : IWitness
    {
        public IReadOnlyList<ReadOnlyMemory<byte>> PublicInputs => inner.PublicInputs;

        public IReadOnlyList<AdviceValues> Generate(int phase, ScalarValues scalars)
        {
            var columns = inner.Generate(phase, scalars).ToList();
            if (phase == 1 && dropsColumn)
                columns.RemoveAt(columns.Count - 1);
            else if (phase == 1)
                columns[0] = Bend(columns[0]);
            return columns;
        }

        private static AdviceValues Bend(AdviceValues column)
        {
            var elements = column.ToElements();
            elements[3] += Fr.One;
            return new AdviceValues(elements);
        }
    }
}
