using ZkStyle.Circuit;
using ZkStyle.Ethereum.Contracts;
using ZkStyle.Prover.Export;
using ZkStyle.Quantize.Model;

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

    /// <summary>Lines that are no multiple of anything, words of one channel to sixteen, several words a cell, a doubled latent.</summary>
    [Theory]
    [InlineData(1, 1, 1, 0)]
    [InlineData(3, 5, 7, 0)]
    [InlineData(4, 4, 4, 1)]
    [InlineData(15, 3, 11, 0)]
    [InlineData(16, 8, 8, 1)]
    [InlineData(17, 2, 33, 0)]
    [InlineData(40, 6, 6, 0)]
    public async Task P2_latents_of_any_shape_are_read_alike(int channels, int lines, int cells, int doubling)
    {
        var simulator = DecoderSimulator.Create(new TensorShape(channels, lines, cells), new TensorShape(1, 32, 32), doubling);
        var verifier = await GeneratedVerifier.DeployAsync(chain, ContractArtifact.Load(Artifact));
        var check = new DifferentialCheck(verifier, await chain.DeployKeyAsync(simulator.Key), simulator.RandomStatement());
        await check.AcceptsAsync();
        var latent = check.Statement.Inputs[0];
        for (var i = 0; i < 5; i++)
        {
            var at = i * (latent.Length - 1) / 4;
            await check.RefusesInputsAsync($"latent byte {at}", [ProofMutations.Flip(latent, at, 7 - i), check.Statement.Inputs[1]]);
        }
    }

    [Fact]
    public async Task A_changed_statement_or_proof_of_a_decoder_is_refused()
    {
        var (verifier, simulator) = (await GeneratedVerifier.DeployAsync(chain, ContractArtifact.Load(Artifact)), DecoderSimulator.Reference);
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
}
