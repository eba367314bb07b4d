using ZkStyle.Ethereum.Contracts;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Prover.Plonk;

namespace ZkStyle.Solidity.Tests.Verifier;

/// <summary>
/// (B1) to (B3): what the committed contract and the C# batch verifier make of batches; they must agree with each other, and
/// with each statement verified by itself. Proofs are simulated, see <see cref="TrapdoorSimulator"/>.
/// </summary>
[Collection(VerifierCollection.Name)]
public sealed class BatchVerifierTests(VerifierChain chain) : IAsyncLifetime
{
    private const int Length = 8;

    private readonly TrapdoorSimulator _simulator = DecoderSimulator.Palette();
    private GeneratedVerifier _verifier = null!;
    private Address _key;
    private (Address Key, ProvenStatement Statement)[] _batch = [];

    public async Task InitializeAsync()
    {
        _verifier = await GeneratedVerifier.DeployAsync(chain, ContractArtifact.Load(SolidityFolder.PathOf("artifacts", "ZkStyleVerifier.json")));
        _key = await chain.DeployKeyAsync(_simulator.Key);
        _batch = [.. Enumerable.Range(0, Length).Select(_ => (_key, _simulator.RandomStatement()))];
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Valid_statements_are_accepted_in_any_number_and_order()
    {
        foreach (var count in (int[])[1, 2, 3, Length])
            await CheckAsync(VerificationResult.Valid, _batch[..count]);
        await CheckAsync(VerificationResult.Valid, [.. _batch.Reverse()]);
        await CheckAsync(VerificationResult.Valid, [_batch[0], _batch[0]]);
    }

    [Fact]
    public Task An_empty_batch_proves_nothing() => CheckAsync(VerificationResult.EmptyBatch, []);

    [Fact]
    public async Task One_bad_proof_of_eight_is_refused_wherever_it_stands()
    {
        var mutations = ProofMutations.Of(_simulator.System.Manifest, _batch[0].Statement.Proof).Count();
        for (var position = 0; position < Length; position++)
        {
            var (key, statement) = _batch[position];
            await RefusesAsync(position, key, statement with { Context = ProofMutations.Flip(statement.Context, 31, 0) });
            await RefusesAsync(position, key, statement with { Inputs = [ProofMutations.Flip(statement.Inputs[0], 3 * position, 1), statement.Inputs[1]] });
            await RefusesAsync(position, key, statement with { Inputs = [statement.Inputs[0], ProofMutations.Flip(statement.Inputs[1], 1023 - position, 0)] });
            await RefusesAsync(position, key, statement with { Inputs = [statement.Inputs[0], statement.Inputs[1][1..]] });
            foreach (var (_, proof) in ProofMutations.Of(_simulator.System.Manifest, statement.Proof).Where((_, i) => i % (mutations / 6) == position))
                await RefusesAsync(position, key, statement with { Proof = proof });
        }
    }

    [Fact]
    public async Task Parts_of_two_statements_are_not_exchanged()
    {
        var (first, second) = (_batch[1].Statement, _batch[5].Statement);
        await SwappedAsync(first with { Proof = second.Proof }, second with { Proof = first.Proof });
        await SwappedAsync(first with { Context = second.Context }, second with { Context = first.Context });
        await SwappedAsync(first with { Inputs = second.Inputs }, second with { Inputs = first.Inputs });
        await SwappedAsync(first with { Inputs = [second.Inputs[0], first.Inputs[1]] }, second with { Inputs = [first.Inputs[0], second.Inputs[1]] });

        // W' alone: with coefficients of 1 the sums of both would stay what they are but for mu.
        await SwappedAsync(first with { Proof = [.. first.Proof[..^64], .. second.Proof[^64..]] }, second with { Proof = [.. second.Proof[..^64], .. first.Proof[^64..]] });

        async Task SwappedAsync(ProvenStatement one, ProvenStatement other)
        {
            var batch = _batch.ToArray();
            (batch[1].Statement, batch[5].Statement) = (one, other);
            await CheckAsync(VerificationResult.PairingMismatch, batch);
        }
    }

    /// <summary>Two proofs, each wrong by as much as the other is in the other direction: with coefficients of 1 they would pass.</summary>
    [Fact]
    public async Task B1_faults_that_cancel_each_other_are_refused()
    {
        var defect = Fr.FromInt64(0x1234567);
        foreach (var (one, other) in ((int, int)[])[(0, 1), (2, 7), (6, 7)])
        {
            var batch = _batch.ToArray();
            batch[one].Statement = _simulator.RandomStatement(defect: defect);
            batch[other].Statement = _simulator.RandomStatement(defect: -defect);
            Assert.False(batch[one].Statement.IsValid || batch[other].Statement.IsValid);
            var statements = Statements(batch);

            Assert.Equal(VerificationResult.Valid, PlonkBatchVerifier.Verify(statements, Fr.One, statements[0].Key.TauG2));
            await CheckAsync(VerificationResult.PairingMismatch, batch);
        }
    }

    /// <summary>Were the coefficients known before the last proof is made, that proof could make up for another.</summary>
    [Fact]
    public async Task B1_coefficients_hang_on_every_proof()
    {
        var defect = Fr.FromInt64(77);
        var bad = _simulator.RandomStatement(defect: defect);
        foreach (var last in (int[])[1, 4])
        {
            var batch = _batch[..(last + 1)];
            batch[0].Statement = bad;
            var early = PlonkBatchVerifier.Ratio(Statements(batch[..last]));
            batch[last].Statement = _simulator.RandomStatement(defect: -(defect * early.Pow(last).Inverse()));
            var statements = Statements(batch);

            Assert.Equal(VerificationResult.Valid, PlonkBatchVerifier.Verify(statements, early, statements[0].Key.TauG2));
            await CheckAsync(VerificationResult.PairingMismatch, batch);
        }
    }

    [Fact]
    public async Task Models_of_one_setup_share_a_batch()
    {
        var other = DecoderSimulator.Create(new(8, 8, 8), new(3, 64, 64), seed: 31, tau: _simulator.Tau);
        var otherKey = await chain.DeployKeyAsync(other.Key);
        var (a, b) = ((otherKey, other.RandomStatement()), (otherKey, other.RandomStatement()));

        await CheckAsync(VerificationResult.Valid, [_batch[0], _batch[1], a, b, _batch[2]]);
        await CheckAsync(VerificationResult.Valid, [a, _batch[0], b]);
        var bad = (otherKey, other.RandomStatement(defect: 1));
        await CheckAsync(VerificationResult.PairingMismatch, [_batch[0], bad, _batch[1]]);
        await CheckAsync(VerificationResult.PairingMismatch, [bad, _batch[1]]);

        // A statement under the other model's key.
        Assert.False(await _verifier.VerifyBatchAsync([_batch[0], (otherKey, _batch[1].Statement)]));
        Assert.False(await _verifier.VerifyBatchAsync([a, (_key, b.Item2)]));
    }

    [Fact]
    public async Task B3_keys_of_two_setups_are_refused()
    {
        var other = DecoderSimulator.Palette(seed: 32);
        var statement = (await chain.DeployKeyAsync(other.Key), other.RandomStatement());

        await CheckAsync(VerificationResult.Valid, [statement]);
        await CheckAsync(VerificationResult.MixedSetups, [_batch[0], statement]);
        await CheckAsync(VerificationResult.MixedSetups, [statement, _batch[0], _batch[1]]);
    }

    [Fact]
    public async Task An_account_without_a_key_refuses_the_batch()
    {
        var account = await chain.AccountWithCodeAsync([0, .. _simulator.Key[..^32]]);
        Assert.False(await _verifier.VerifyBatchAsync([_batch[0], (account, _batch[1].Statement)]));
        Assert.False(await _verifier.VerifyBatchAsync([(account, _batch[1].Statement), _batch[0]]));
        Assert.False(await _verifier.VerifyBatchAsync([(default, _batch[1].Statement)]));
    }

    /// <summary>With too little gas a batch reverts; it never answers otherwise than with enough.</summary>
    [Fact]
    public async Task Too_little_gas_is_never_an_answer()
    {
        var calldata = _verifier.EncodeBatch(_batch[..2]);
        var enough = (ulong)await _verifier.MeasureAsync(calldata) + 200_000;
        for (var gas = 60_000ul; gas < enough; gas += 23_456)
        {
            var answer = await _verifier.TryCallAsync(calldata, gas + 120_000);
            Assert.True(answer is null || answer[^1] == 1, $"{gas} gas");
        }
    }

    private async Task RefusesAsync(int position, Address key, ProvenStatement statement)
    {
        var batch = _batch.ToArray();
        batch[position] = (key, statement);
        Assert.NotEqual(VerificationResult.Valid, PlonkBatchVerifier.Verify(Statements(batch)));
        Assert.False(await _verifier.VerifyBatchAsync(batch), $"position {position}");
    }

    private async Task CheckAsync(VerificationResult expected, (Address Key, ProvenStatement Statement)[] batch)
    {
        Assert.Equal(expected, PlonkBatchVerifier.Verify(Statements(batch)));
        Assert.Equal(expected == VerificationResult.Valid, await _verifier.VerifyBatchAsync(batch));
    }

    private static PlonkStatement[] Statements((Address Key, ProvenStatement Statement)[] batch) => [.. batch.Select(s => s.Statement.ForBatch)];
}
