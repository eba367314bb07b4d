using ZkStyle.Prover.Constraints;
using ZkStyle.Prover.Transcripts;

namespace ZkStyle.Solidity.Tests.Verifier;

/// <summary>Contracts generated for systems of every shape, on simulated proofs.</summary>
[Collection(VerifierCollection.Name)]
public sealed class OddVerifierTests(VerifierChain chain)
{
    [Fact]
    public async Task The_smallest_system() =>
        await CheckAsync(new TrapdoorSimulator(OddSystems.Smallest(), 1, [], [], [], seed: 1), every: 1);

    [Fact]
    public async Task A_system_with_everything()
    {
        SparseEntry[][] sparse = [[new(3, []), new(9, []), new(4, [])], [new(15, [0, uint.MaxValue]), new(0, [17, 3])], []];
        var simulator = new TrapdoorSimulator(OddSystems.Everything(), 4, [2, 5, 3, 7], [93, 1, 42, 30], sparse, seed: 2);

        await CheckAsync(simulator, every: 7);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Random_systems(int seed) => await CheckAsync(RandomSystem(seed), every: 11);

    /// <summary>Every path of the loops over public bytes: whole words or not, one cell, lines that fill no word, many channels.</summary>
    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(1, 1, 5, 30)]
    [InlineData(8, 8, 3, 31)]
    [InlineData(3, 8, 2, 32)]
    [InlineData(4, 8, 1, 61)]
    [InlineData(2, 16, 4, 62)]
    [InlineData(3, 16, 2, 63)]
    [InlineData(5, 32, 2, 495)]
    [InlineData(4, 40, 2, 496)]
    [InlineData(4, 72, 1, 497)]
    [InlineData(7, 13, 3, 527)]
    [InlineData(32, 1, 2, 961)]
    [InlineData(16, 2, 2, 1000)]
    [InlineData(2, 48, 1, 2017)]
    public async Task Public_inputs_of_every_shape(int lines, int cells, int channels, int words)
    {
        var simulator = new TrapdoorSimulator(
            OddSystems.Inputs(), 3, [(uint)lines, (uint)cells], [lines * cells * channels, words], [], seed: words);
        var verifier = await GeneratedVerifier.DeployAsync(chain, OddSystems.Inputs());
        var key = await chain.DeployKeyAsync(simulator.Key);
        var statement = simulator.RandomStatement();
        var check = new DifferentialCheck(verifier, key, statement);

        await check.AcceptsAsync();
        for (var input = 0; input < 2; input++)
        {
            var bytes = statement.Inputs[input];
            foreach (var i in new[] { 0, bytes.Length / 2, bytes.Length - 1 })
            {
                var changed = ProofMutations.Flip(bytes, i, 0);
                await check.RefusesInputsAsync($"byte {i}", input == 0 ? [changed, statement.Inputs[1]] : [statement.Inputs[0], changed]);
            }
        }
    }

    [Theory]
    [InlineData(12, 40)]
    [InlineData(12, 31)]
    [InlineData(24, 39)]
    [InlineData(6, 39)]
    public async Task V1_a_valid_proof_of_inputs_of_other_lengths_is_refused(int grid, int words)
    {
        var simulator = new TrapdoorSimulator(OddSystems.Inputs(), 3, [3, 4], [12, 39], [], seed: 6);
        var statement = simulator.RandomStatement(inputLengths: [grid, words]);

        await (await CheckOfAsync(simulator, statement)).RefusesAsync($"{grid} and {words} bytes", statement.Proof);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(FixedAssignment.MaximumLogSize, true)]
    [InlineData(FixedAssignment.MaximumLogSize + 1, false)]
    [InlineData(28, false)]
    public async Task A_key_has_no_more_rows_than_a_circuit_may_have(int logSize, bool isKey)
    {
        var simulator = new TrapdoorSimulator(OddSystems.Smallest(), logSize, [], [], [], seed: 7);
        var verifier = await GeneratedVerifier.DeployAsync(chain, simulator.System);

        Assert.Equal(isKey, simulator.Error is null);
        Assert.Equal(isKey, await verifier.IsKeyAsync(await chain.DeployKeyAsync(simulator.Key)));
    }

    /// <summary>
    /// A prover who hashes what he sends is consistent with himself, so here nothing but the check of the encoding itself
    /// can refuse.
    /// </summary>
    [Fact]
    public async Task V2_V3_second_encodings_of_a_valid_proofs_elements_are_refused()
    {
        var simulator = RandomSystem(seed: 2);
        var verifier = await GeneratedVerifier.DeployAsync(chain, simulator.System);
        var key = await chain.DeployKeyAsync(simulator.Key);
        foreach (var item in simulator.System.Manifest.Rounds.Skip(1).SelectMany(r => r.Items))
        {
            var statement = simulator.RandomStatement(encode: (name, bytes) => name != item.Name ? bytes
                : item.Kind == TranscriptItemKind.Scalar ? ProofMutations.Plus(bytes, Fr.Modulus)
                : [.. ProofMutations.Plus(bytes.AsSpan(0, 32), Fp.Modulus), .. bytes[32..]]);
            await new DifferentialCheck(verifier, key, statement).RefusesAsync(item.Name, statement.Proof);
        }

        await new DifferentialCheck(verifier, key, simulator.RandomStatement()).AcceptsAsync();
    }

    [Fact]
    public async Task V4_a_proof_that_needs_the_inverse_of_zero_is_refused()
    {
        var always = new TrapdoorSimulator(OddSystems.InverseOfZero(), 2, [], [], [], seed: 3);
        var entry = new TrapdoorSimulator(OddSystems.InverseOfEntry(), 2, [], [], [[new(0, [5]), new(1, [0])]], seed: 4);
        var nonZeroEntry = new TrapdoorSimulator(OddSystems.InverseOfEntry(), 2, [], [], [[new(0, [5]), new(1, [6])]], seed: 5);
        foreach (var simulator in (TrapdoorSimulator[])[always, entry])
        {
            var statement = simulator.RandomStatement();
            await (await CheckOfAsync(simulator, statement)).RefusesAsync(simulator.System.Name, statement.Proof);
        }

        await (await CheckOfAsync(nonZeroEntry, nonZeroEntry.RandomStatement())).AcceptsAsync();
    }

    [Fact]
    public async Task Infinity_and_zero_are_elements_like_others()
    {
        var simulator = new TrapdoorSimulator(OddSystems.Smallest(), 1, [], [], [], seed: 1);
        var verifier = await GeneratedVerifier.DeployAsync(chain, simulator.System);
        var key = await chain.DeployKeyAsync(simulator.Key);
        foreach (var item in simulator.System.Manifest.Rounds.Skip(1).SelectMany(r => r.Items))
            await new DifferentialCheck(verifier, key, simulator.RandomStatement(isZero: name => name == item.Name)).AcceptsAsync();
    }

    private async Task<DifferentialCheck> CheckOfAsync(TrapdoorSimulator simulator, ProvenStatement statement) => new(
        await GeneratedVerifier.DeployAsync(chain, simulator.System), await chain.DeployKeyAsync(simulator.Key), statement);

    private static TrapdoorSimulator RandomSystem(int seed)
    {
        var system = OddSystems.Random(seed);
        var random = new Random(seed);
        var parameters = system.Parameters.Select(_ => (uint)random.Next(100)).ToArray();
        var sparse = system.SparseColumns.Select(_ => Enumerable.Range(0, random.Next(4)).Select(i => new SparseEntry(5 * i, [(uint)random.Next()])).ToArray()).ToArray();
        return new TrapdoorSimulator(system, 5, parameters, [.. system.PublicInputs.Select(_ => 1 + random.Next(200))], sparse, seed);
    }

    private async Task CheckAsync(TrapdoorSimulator simulator, int every)
    {
        var verifier = await GeneratedVerifier.DeployAsync(chain, simulator.System);
        var key = await chain.DeployKeyAsync(simulator.Key);
        Assert.True(await verifier.IsKeyAsync(key));
        var statement = simulator.RandomStatement();
        var check = new DifferentialCheck(verifier, key, statement);

        await check.AcceptsAsync();
        foreach (var (name, proof) in ProofMutations.Of(simulator.System.Manifest, statement.Proof).Where((_, i) => i % every == 0))
            await check.RefusesAsync(name, proof);
        await check.RefusesContextAsync("another context", ProofMutations.Flip(statement.Context, 31, 7));
        for (var i = 0; i < statement.Inputs.Count; i++)
        {
            var (input, bytes) = (i, statement.Inputs[i]);
            await check.RefusesInputsAsync($"input {i}", [.. statement.Inputs.Select((b, j) => j == input ? ProofMutations.Flip(bytes, bytes.Length - 1, 0) : b)]);
            await check.RefusesInputsAsync($"input {i} too long", [.. statement.Inputs.Select((b, j) => j == input ? [.. b, 0] : b)]);
        }
    }
}
