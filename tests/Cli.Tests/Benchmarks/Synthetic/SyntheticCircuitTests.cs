using ZkStyle.Circuit;
using ZkStyle.Cli.Benchmarks.Synthetic;
using ZkStyle.Prover.Commitments;
using ZkStyle.Prover.Constraints;
using ZkStyle.Prover.Plonk;

namespace ZkStyle.Cli.Tests.Benchmarks.Synthetic;

public class SyntheticCircuitTests
{
    [Fact]
    public void The_system_has_the_decoders_columns_phases_and_degree()
    {
        var (synthetic, decoder) = (SyntheticConstraints.System, DecoderConstraints.System);

        Assert.Equal(decoder.FixedColumns.Count, synthetic.FixedColumns.Count);
        Assert.Equal(decoder.SparseColumns.Count, synthetic.SparseColumns.Count);
        Assert.Equal(decoder.AdviceColumns.Select(c => c.Phase), synthetic.AdviceColumns.Select(c => c.Phase));
        Assert.Equal(decoder.Cells.Select(c => (c.Column, c.Rotation)), synthetic.Cells.Select(c => (c.Column, c.Rotation)));
        Assert.Equal((decoder.Degree, decoder.Gates.Count), (synthetic.Degree, synthetic.Gates.Count));
        Assert.Equal(decoder.Lookups.Single().Inputs.Count, synthetic.Lookups.Single().Inputs.Count);
    }

    [Theory]
    [InlineData(8, 1)]
    [InlineData(9, 2)]
    [InlineData(13, 3)]
    [InlineData(18, 4)]
    public void Every_gate_holds_on_every_row(int logSize, ulong seed)
    {
        var assignment = SyntheticCircuit.Create(logSize, seed);

        Assert.Empty(WitnessChecker.Check(assignment, new SyntheticWitness(assignment, seed), Challenge));
    }

    [Fact]
    public void Columns_are_as_large_as_a_decoders()
    {
        var assignment = SyntheticCircuit.Create(17, 5);
        var columns = new SyntheticWitness(assignment, 5).Generate(1, Scalars(assignment));

        int Bits(int column) => 64 - (int)long.LeadingZeroCount(columns[column].Integers!.Value.ToArray().Max());
        Assert.Equal((24, 16, 8), (Bits(0), Bits(1), Bits(2)));
        Assert.InRange(Bits(3), 3, 8);
    }

    [Fact]
    public void Its_proof_verifies_and_no_other_statement_does()
    {
        var assignment = SyntheticCircuit.Create(9, 6);
        var key = KeyGenerator.Generate(assignment, UnsafeSrs.Generate(9, seed: [6]));
        var witness = new SyntheticWitness(assignment, 6);
        var context = new byte[PlonkVerifier.ContextLength];

        var proof = PlonkProver.Prove(key, context, witness).Proof;

        Assert.Equal(VerificationResult.Valid, PlonkVerifier.Verify(key.VerifyingKey, context, witness.PublicInputs, proof));
        var other = new SyntheticWitness(SyntheticCircuit.Create(9, 7), 7);
        Assert.NotEqual(VerificationResult.Valid, PlonkVerifier.Verify(key.VerifyingKey, context, other.PublicInputs, proof));
        Assert.Throws<UnsatisfiedCircuitException>(() => PlonkProver.Prove(key, context, other));
    }

    [Fact]
    public void The_seed_decides_everything()
    {
        static Fr[] Everything(ulong seed)
        {
            var assignment = SyntheticCircuit.Create(8, seed);
            var advice = new SyntheticWitness(assignment, seed).Generate(1, Scalars(assignment));
            return [.. assignment.Columns.SelectMany(c => c), .. advice.SelectMany(c => c.ToElements())];
        }

        Assert.Equal(Everything(8), Everything(8));
        Assert.NotEqual(Everything(8), Everything(9));
    }

    private static ScalarValues Scalars(FixedAssignment assignment) =>
        new(assignment.System, [], [.. Enumerable.Repeat<ReadOnlyMemory<byte>>(new byte[31], 2)]);

    private static Fr Challenge(int index) => Fr.FromInt64(1_000_003 + index).Pow(77);
}
