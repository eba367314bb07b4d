using ZkStyle.Circuit;
using ZkStyle.Ethereum.Contracts;
using ZkStyle.Prover.Constraints;
using ZkStyle.Prover.Export;

namespace ZkStyle.Solidity.Tests.Verifier;

/// <summary>
/// The committed contract, <c>solidity/src/ZkStyleVerifier.sol</c>: that it is the generator's, and what it costs at full
/// size. Proofs are simulated, see <see cref="TrapdoorSimulator"/>.
/// </summary>
[Collection(VerifierCollection.Name)]
public sealed class DecoderVerifierTests(VerifierChain chain)
{
    private const string ContractName = "ZkStyleVerifier";

    /// <summary>Set to 1 to overwrite the committed source with the generator's.</summary>
    private const string AcceptVariable = "ZKSTYLE_ACCEPT_VERIFIER";

    private static string Artifact => SolidityFolder.PathOf("artifacts", $"{ContractName}.json");

    /// <remarks>
    /// To accept a change, run this test with ZKSTYLE_ACCEPT_VERIFIER=1, then node tools/artifacts.mjs in solidity/, and
    /// commit both results.
    /// </remarks>
    [Fact]
    public async Task The_committed_source_is_what_the_generator_writes()
    {
        var path = SolidityFolder.PathOf("src", $"{ContractName}.sol");
        var source = SolidityVerifierGenerator.Generate(
            DecoderConstraints.System, ContractName, new SolidityInterface("IZkStyleVerifier", "./interfaces/IZkStyleVerifier.sol"));
        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1")
        {
            await File.WriteAllTextAsync(path + ".tmp", source);
            File.Move(path + ".tmp", path, overwrite: true);
        }

        Assert.Equal(await File.ReadAllTextAsync(path), source);
    }

    [Theory]
    [InlineData(8, 8, 345_000)]
    [InlineData(12, 16, 425_000)]
    public async Task A_decoded_image_of_64_by_64_is_verified_within_the_gas_budget(int latentChannels, int latentSize, long budget)
    {
        var (verifier, simulator) = (await GeneratedVerifier.DeployAsync(chain, ContractArtifact.Load(Artifact)), Simulator(latentChannels, latentSize));
        var key = await chain.DeployKeyAsync(simulator.Key);
        var statement = simulator.RandomStatement();

        await new DifferentialCheck(verifier, key, statement).AcceptsAsync();
        Assert.InRange(await verifier.MeasureAsync(key, statement.Context, statement.Inputs, statement.Proof), 1, budget);
    }

    [Fact]
    public async Task A_changed_statement_or_proof_of_a_decoder_is_refused()
    {
        var (verifier, simulator) = (await GeneratedVerifier.DeployAsync(chain, ContractArtifact.Load(Artifact)), Simulator(8, 8));
        var key = await chain.DeployKeyAsync(simulator.Key);
        var statement = simulator.RandomStatement();
        var check = new DifferentialCheck(verifier, key, statement);
        Assert.True(await verifier.IsKeyAsync(key));

        foreach (var (name, proof) in ProofMutations.Of(DecoderConstraints.System.Manifest, statement.Proof).Where((_, i) => i % 4 == 0))
            await check.RefusesAsync(name, proof);
        for (var i = 0; i < 512; i += 73)
            await check.RefusesInputsAsync($"latent byte {i}", [ProofMutations.Flip(statement.Inputs[0], i, i % 8), statement.Inputs[1]]);
        for (var i = 0; i < 12_288; i += 1_755)
            await check.RefusesInputsAsync($"image byte {i}", [statement.Inputs[0], ProofMutations.Flip(statement.Inputs[1], i, i % 8)]);
        await check.RefusesContextAsync("another context", ProofMutations.Flip(statement.Context, 0, 0));
    }

    /// <summary>A key of 2^17 rows with the reference decoder's parameters and made-up rows.</summary>
    private static TrapdoorSimulator Simulator(int latentChannels, int latentSize)
    {
        const uint Stride = 66;
        const int ImageRow = 265;
        const int ChannelRows = 4_356;
        var size = (uint)latentSize;
        uint[] parameters = [Stride, 63, 160, (uint)latentChannels, size, size, 0, 3, 64, 64, ImageRow, ImageRow + (3 * ChannelRows), 16, 31];
        SparseEntry[][] sparse =
        [
            [new(0, [])],
            [new(ImageRow + (3 * ChannelRows), [])],
            [
                new(1, [0, 0, 0]), new(ImageRow + ChannelRows, [1, 1, (Stride * Stride) - 1]),
                new(ImageRow + (2 * ChannelRows), [1, 1, (Stride * Stride) - 1]), new(ImageRow + (3 * ChannelRows), [1, 1, 0]),
            ],
        ];
        return new TrapdoorSimulator(
            DecoderConstraints.System, 17, parameters, [latentChannels * latentSize * latentSize, 3 * 64 * 64], sparse, seed: latentChannels);
    }
}
