using ZkStyle.Ethereum.Primitives;
using ZkStyle.Prover.Commitments;
using ZkStyle.Prover.Export;
using ZkStyle.Prover.Plonk;
using ZkStyle.Prover.Tests.Plonk;
using ZkStyle.Prover.Transcripts;

namespace ZkStyle.Solidity.Tests.Verifier;

/// <summary>The contract generated for the toy circuit, on proofs of the real prover.</summary>
[Collection(VerifierCollection.Name)]
public sealed class ToyVerifierTests(VerifierChain chain) : IAsyncLifetime
{
    private static readonly Lazy<(ProvenStatement Statement, VerifyingKey Other)> s_proven = new(Prove);

    private GeneratedVerifier _verifier = null!;
    private Address _key;

    private static ProvenStatement Statement => s_proven.Value.Statement;

    private DifferentialCheck Differential => new(_verifier, _key, Statement);

    public async Task InitializeAsync()
    {
        _verifier = await GeneratedVerifier.DeployAsync(chain, ToyCircuit.System);
        _key = await chain.DeployKeyAsync(Statement.Key.ToBytes());
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task An_honest_proof_is_accepted() => await Differential.AcceptsAsync();

    [Fact]
    public async Task Every_change_of_the_proof_is_refused()
    {
        var mutations = ProofMutations.Of(ToyCircuit.System.Manifest, Statement.Proof).ToArray();
        Assert.True(mutations.Length > 150);
        foreach (var (name, proof) in mutations)
            await Differential.RefusesAsync(name, proof);
    }

    [Fact]
    public async Task The_statement_is_bound()
    {
        for (var bit = 0; bit < 256; bit += 37)
            await Differential.RefusesContextAsync($"context bit {bit}", ProofMutations.Flip(Statement.Context, bit / 8, bit % 8));
        for (var input = 0; input < Statement.Inputs.Count; input++)
        {
            for (var i = 0; i < Statement.Inputs[input].Length; i += 7)
                await Differential.RefusesInputsAsync($"byte {i} of input {input}", With(input, ProofMutations.Flip(Statement.Inputs[input], i, i % 8)));
        }
    }

    [Fact]
    public async Task V1_lengths_of_public_inputs_are_exact()
    {
        for (var input = 0; input < Statement.Inputs.Count; input++)
        {
            var bytes = Statement.Inputs[input];
            foreach (var changed in (byte[][])[[], bytes[..^1], [.. bytes, 0], [.. bytes, .. new byte[32]], [.. bytes, .. bytes]])
                await Differential.RefusesInputsAsync($"input {input} of {changed.Length} bytes", With(input, changed));
        }

        await Differential.RefusesInputsAsync("swapped inputs", [Statement.Inputs[1], Statement.Inputs[0]]);
    }

    [Fact]
    public async Task Bytes_behind_the_inputs_change_nothing()
    {
        // The packed input has 40 bytes: 22 of its second word, then 24 bytes of ABI padding, which may hold anything.
        var calldata = _verifier.Encode(_key, Statement.Context, Statement.Inputs, Statement.Proof);
        var packed = Statement.Inputs[1];
        var at = calldata.AsSpan().IndexOf(packed) + packed.Length;
        Assert.True(calldata.AsSpan(at, 24).IndexOfAnyExcept((byte)0) < 0);
        calldata.AsSpan(at, 24).Fill(0xa5);
        byte[] longer = [.. calldata, .. Enumerable.Repeat((byte)0x5a, 64)];

        Assert.Equal(1, (await _verifier.CallAsync(longer))[^1]);
    }

    [Fact]
    public async Task Another_models_key_refuses_the_proof()
    {
        var other = await chain.DeployKeyAsync(s_proven.Value.Other.ToBytes());

        Assert.True(await _verifier.IsKeyAsync(other));
        Assert.False(await _verifier.VerifyAsync(other, Statement.Context, Statement.Inputs, Statement.Proof));
    }

    [Fact]
    public async Task An_account_that_holds_no_key_refuses_everything()
    {
        var key = Statement.Key.ToBytes();
        byte[][] codes =
        [
            [], [0], key, [1, .. key], [0, 0, .. key], [0, .. key, 0], [0, .. key[..^1]], [0, .. new byte[key.Length]],
            [0xef, 0x01, 0x00, .. new byte[20]],
        ];
        foreach (var code in codes)
        {
            var account = await chain.AccountWithCodeAsync(code);
            Assert.False(await _verifier.IsKeyAsync(account));
            Assert.False(await _verifier.VerifyAsync(account, Statement.Context, Statement.Inputs, Statement.Proof));
        }

        Assert.False(await _verifier.IsKeyAsync(Address.Zero));
        Assert.False(await _verifier.VerifyAsync(Address.Zero, Statement.Context, Statement.Inputs, Statement.Proof));
    }

    [Fact]
    public async Task A_changed_key_is_refused_and_is_a_key_exactly_where_CSharp_reads_it()
    {
        var key = Statement.Key.ToBytes();
        var accepted = 0;
        foreach (var (name, changed) in KeyMutations.Of(key, Statement.Key))
        {
            var account = await chain.AccountWithCodeAsync([0, .. changed]);
            var isKey = VerifyingKey.TryRead(ToyCircuit.System, changed, out _, out _);
            accepted += isKey ? 1 : 0;
            Assert.True(await _verifier.IsKeyAsync(account) == isKey, $"{name}: C# says {isKey}.");
            Assert.False(await _verifier.VerifyAsync(account, Statement.Context, Statement.Inputs, Statement.Proof), name);
        }

        // Some changes give another key: other parameters, another model's commitments.
        Assert.True(accepted > 5);
    }

    [Fact]
    public async Task A_key_digest_is_the_hash_of_the_keys_bytes()
    {
        Assert.Equal(Statement.Key.Digest, await _verifier.KeyDigestAsync(_key));
        Assert.Equal(Keccak256.Hash([]), await _verifier.KeyDigestAsync(Address.Zero));
        Assert.Equal(Keccak256.Hash([7, 8]), await _verifier.KeyDigestAsync(await chain.AccountWithCodeAsync([0, 7, 8])));
    }

    [Fact]
    public async Task Too_little_gas_reverts_and_never_makes_a_valid_proof_invalid()
    {
        var calldata = _verifier.Encode(_key, Statement.Context, Statement.Inputs, Statement.Proof);
        var (reverted, accepted) = (0, 0);
        for (ulong gas = 60_000; gas < 900_000; gas += 20_000)
        {
            var answer = await _verifier.TryCallAsync(calldata, gas);
            reverted += answer is null ? 1 : 0;
            accepted += answer is not null && answer[^1] == 1 ? 1 : 0;
            Assert.True(answer is null || answer[^1] == 1, $"{gas} gas made the proof invalid.");
        }

        Assert.True(reverted > 5 && accepted > 5);
    }

    [Fact]
    public async Task A_wrong_tau_costs_a_bounded_amount_of_gas()
    {
        // A point of the twist that is not in G2's subgroup, and coordinates of no point at all.
        var key = Statement.Key.ToBytes();
        var at = KeyMutations.TauOffset(Statement.Key);
        foreach (var tau in (byte[][])[KeyMutations.TwistPointOutsideG2(), [.. Enumerable.Repeat((byte)1, 128)]])
        {
            byte[] changed = [.. key[..at], .. tau, .. key[(at + 128)..]];
            var account = await chain.AccountWithCodeAsync([0, .. changed]);
            Assert.False(VerifyingKey.TryRead(ToyCircuit.System, changed, out _, out _));
            Assert.False(await _verifier.IsKeyAsync(account));
            Assert.InRange(await _verifier.MeasureAsync(account, Statement.Context, Statement.Inputs, Statement.Proof), 1, 400_000);
        }
    }

    [Fact]
    public void The_contract_fits_the_chain() => Assert.InRange(_verifier.CodeLength, 1, 24_576);

    [Fact]
    public void The_generator_is_deterministic() => Assert.Equal(
        SolidityVerifierGenerator.Generate(ToyCircuit.System, "Toy"), SolidityVerifierGenerator.Generate(ToyCircuit.System, "Toy"));

    private static List<byte[]> With(int input, byte[] bytes) => [.. Statement.Inputs.Select((original, i) => i == input ? bytes : original)];

    private static (ProvenStatement, VerifyingKey) Prove()
    {
        var circuit = new ToyCircuit();
        var srs = UnsafeSrs.Generate(ToyCircuit.LogSize + 1, seed: [4, 5, 6]);
        var key = KeyGenerator.Generate(circuit.Assignment, srs);
        byte[] context = [.. Enumerable.Range(0, 32).Select(i => (byte)(200 - i))];
        var witness = circuit.Witness();
        var proof = PlonkProver.Prove(key, context, witness).Proof;
        var statement = new ProvenStatement(key.VerifyingKey, context, [.. witness.PublicInputs.Select(i => i.ToArray())], proof);
        return (statement, KeyGenerator.Generate(new ToyCircuit(seed: 2).Assignment, srs).VerifyingKey);
    }
}
