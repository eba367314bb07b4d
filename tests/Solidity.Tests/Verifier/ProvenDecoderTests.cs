using ZkStyle.Circuit;
using ZkStyle.Ethereum.Contracts;
using ZkStyle.Prover.Commitments;
using ZkStyle.Prover.Plonk;
using ZkStyle.Quantize.Model;
using ZkStyle.Quantize.Onnx;

namespace ZkStyle.Solidity.Tests.Verifier;

/// <summary>Decoders of both heads from key to contract, with proofs of the real prover at the product's size.</summary>
[Collection(VerifierCollection.Name)]
public sealed class ProvenDecoderTests(VerifierChain chain)
{
    private static readonly Lazy<Srs> s_srs = new(() => UnsafeSrs.Generate(17, seed: [6, 7, 8]));

    /// <summary>The palette decoder that costs are quoted for: 1024 class indices from a latent of 3072 bytes.</summary>
    [Fact]
    public Task A_palettes_indices_are_proven_and_verified() =>
        CheckAsync(SampleDecoders.PaletteReference(5), 1024, budget: 360_000);

    /// <summary>Residual addition, concatenation, 1x1 kernels, a latent with two readers.</summary>
    [Fact]
    public Task A_graphs_image_is_proven_and_verified() =>
        CheckAsync(SampleDecoders.Graph(6), 768, budget: 345_000);

    /// <summary>Files that PyTorch wrote (tests/vectors/onnx), from the import to the chain: INT8 as it stands, and quantized here.</summary>
    [Theory]
    [InlineData("qdq")]
    [InlineData("graph")]
    public Task An_imported_ONNX_decoders_image_is_proven_and_verified(string name)
    {
        using var file = File.OpenRead(Path.Combine(SolidityFolder.Root, "..", "tests", "vectors", "onnx", $"{name}.onnx"));
        var import = OnnxImport.Read(file);
        Assert.Equal(name == "qdq", import.IsQuantized);
        var latents = new byte[16][];
        for (var i = 0; i < latents.Length; i++)
            new Random(i).NextBytes(latents[i] = new byte[import.Latent.Length]);
        var decoder = (import.IsQuantized ? import.ToModel() : import.Quantize(latents).Model).Decoder;
        return CheckAsync(decoder, decoder.Image.Length, budget: 345_000);
    }

    private async Task CheckAsync(QuantizedDecoder decoder, int imageBytes, long budget)
    {
        var circuit = DecoderCompiler.Compile(decoder);
        Assert.Equal(17, circuit.Report.LogSize);
        var keys = KeyGenerator.Generate(circuit.Assignment, s_srs.Value);
        var latent = new byte[decoder.Latent.Length];
        new Random(9).NextBytes(latent);
        var witness = circuit.CreateWitness(latent);
        Assert.Equal(IntegerInference.Decode(decoder, latent), witness.Image.ToArray());
        Assert.Equal(imageBytes, witness.Image.Length);
        byte[] context = [.. Enumerable.Range(0, 32).Select(i => (byte)(3 * i))];
        var statement = new ProvenStatement(
            keys.VerifyingKey, context, [.. witness.PublicInputs.Select(i => i.ToArray())], PlonkProver.Prove(keys, context, witness).Proof);

        var verifier = await GeneratedVerifier.DeployAsync(chain, ContractArtifact.Load(SolidityFolder.PathOf("artifacts", "ZkStyleVerifier.json")));
        var key = await chain.DeployKeyAsync(statement.Key.ToBytes());
        Assert.True(await verifier.IsKeyAsync(key));
        var check = new DifferentialCheck(verifier, key, statement);
        await check.AcceptsAsync();
        Assert.InRange(await verifier.MeasureAsync(key, context, statement.Inputs, statement.Proof), 1, budget);

        await check.RefusesInputsAsync("another latent", [ProofMutations.Flip(latent, 7, 3), statement.Inputs[1]]);
        for (var i = 0; i < imageBytes; i += imageBytes / 5)
            await check.RefusesInputsAsync($"another index or byte {i}", [latent, ProofMutations.Flip(statement.Inputs[1], i, 0)]);
        await check.RefusesContextAsync("another context", ProofMutations.Flip(context, 31, 7));
        await check.RefusesAsync("another proof", ProofMutations.Flip(statement.Proof, 700, 1));
    }
}
