using System.Globalization;
using ZkStyle.Ethereum.Contracts;
using ZkStyle.Ethereum.Rpc;
using ZkStyle.Prover.Transcripts;

namespace ZkStyle.Solidity.Tests.Verifier;

/// <summary>
/// Malformed proofs and calldata, drawn at random: none passes, and none makes the contract revert with anything but what it declares.
/// Calldata that is no encoding of the arguments is refused by Solidity's decoder, without data.
/// </summary>
[Collection(VerifierCollection.Name)]
public sealed class MalformedProofTests(VerifierChain chain)
{
    /// <summary>How many proofs to try; 10,000 in the full checks.</summary>
    private const string CountVariable = "ZKSTYLE_MALFORMED_PROOFS";

    private const int DefaultCount = 400;
    private const int HeadWords = 5;
    private static readonly byte[] s_insufficientGas = Keccak256.Hash("InsufficientGas()"u8)[..4];

    private static int Count => int.TryParse(Environment.GetEnvironmentVariable(CountVariable), CultureInfo.InvariantCulture, out var count) ? count : DefaultCount;

    [Fact]
    public async Task No_malformed_proof_passes_or_reverts()
    {
        var verifier = await DeployAsync();
        var simulator = DecoderSimulator.Palette();
        var key = await chain.DeployKeyAsync(simulator.Key);
        var statements = Enumerable.Range(0, 4).Select(_ => simulator.RandomStatement()).ToArray();
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var manifest = simulator.System.Manifest;
        for (var i = 0; i < Count; i++)
        {
            var (statement, other) = (statements[i % statements.Length], statements[(i + 1) % statements.Length]);
            var (what, proof) = ProofMutations.Random(manifest, statement.Proof, other.Proof, random);
            if (proof.AsSpan().SequenceEqual(statement.Proof))
                continue;
            var changed = statement with { Proof = proof };
            Assert.False(changed.IsValid, $"C#, {what}, seed {seed}, proof {i}");

            // Every eighth one inside a batch of two.
            var accepted = i % 8 == 7
                ? await verifier.VerifyBatchAsync(i % 16 == 7 ? [(key, changed), (key, other)] : [(key, other), (key, changed)])
                : await verifier.VerifyAsync(key, changed.Context, changed.Inputs, proof);
            Assert.False(accepted, $"{what}, seed {seed}, proof {i}");
        }
    }

    [Fact]
    public async Task Bent_calldata_passes_only_where_it_says_the_same()
    {
        var verifier = await DeployAsync();
        var simulator = DecoderSimulator.Palette();
        var key = await chain.DeployKeyAsync(simulator.Key);
        var statement = simulator.RandomStatement();
        var single = verifier.Encode(key, statement.Context, statement.Inputs, statement.Proof);
        var batch = verifier.EncodeBatch([(key, statement), (key, simulator.RandomStatement())]);
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var i = 0; i < Count / 4; i++)
        {
            var isBatch = i % 2 == 1;
            var calldata = (byte[])(isBatch ? batch : single).Clone();
            var words = isBatch ? 3 + 2 + HeadWords : HeadWords;
            var what = Bend(random, ref calldata, words);
            var answer = await AnswerAsync(verifier, calldata, $"{what}, seed {seed}, call {i}");
            Assert.True(answer is false or null, $"{what}, seed {seed}, call {i}");
        }
    }

    [Fact]
    public async Task Offsets_and_padding_may_be_written_in_other_ways()
    {
        var verifier = await DeployAsync();
        var simulator = DecoderSimulator.Create(new(1, 5, 7), new(1, 9, 11));
        var key = await chain.DeployKeyAsync(simulator.Key);
        var statement = simulator.RandomStatement();
        var calldata = verifier.Encode(key, statement.Context, statement.Inputs, statement.Proof);

        // The bytes behind 35 of the latent and 99 of the image, where another word begins.
        foreach (var input in statement.Inputs)
        {
            var at = calldata.AsSpan().IndexOf(input) + input.Length;
            calldata.AsSpan(at, 31 - ((input.Length + 31) % 32)).Fill(0xff);
        }

        Assert.True(await AnswerAsync(verifier, calldata, "dirty padding"));

        // The proof moves behind everything else, at an odd place.
        byte[] moved = [.. calldata, 1, 2, 3, .. Length(statement.Proof.Length), .. statement.Proof];
        Length(calldata.Length + 3 - 4).CopyTo(moved.AsSpan(4 + (4 * 32)));
        Assert.True(await AnswerAsync(verifier, moved, "a proof elsewhere"));

        // Without its last byte it is no encoding; with a length one less it is no proof.
        Assert.Null(await AnswerAsync(verifier, moved[..^1], "a proof cut off"));
        Length(statement.Proof.Length - 1).CopyTo(moved.AsSpan(calldata.Length + 3));
        Assert.False(await AnswerAsync(verifier, moved, "a shorter proof"));

        static byte[] Length(int value) => [.. new byte[28], (byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
    }

    /// <summary>The answer, or null where Solidity's decoder finds no arguments.</summary>
    private static async Task<bool?> AnswerAsync(GeneratedVerifier verifier, byte[] calldata, string what)
    {
        try
        {
            var answer = await verifier.CallAsync(calldata, gas: 3_000_000);
            Assert.Equal(32, answer.Length);
            Assert.True(answer.AsSpan(0, 31).IndexOfAnyExcept((byte)0) < 0 && answer[31] < 2, what);
            return answer[31] == 1;
        }
        catch (ContractRevertedException e)
        {
            Assert.True(e.Reason.Data.IsEmpty || e.Reason.Data.Span.SequenceEqual(s_insufficientGas), $"{what}: {e.Message}");
            return null;
        }
    }

    /// <summary>Changes selector, head, lengths or the end of calldata so that it says something else.</summary>
    private static string Bend(Random random, ref byte[] calldata, int headWords)
    {
        var word = 4 + (32 * random.Next(headWords));
        switch (random.Next(6))
        {
            case 0:
                var cut = random.Next(4, calldata.Length - 1);
                calldata = calldata[..cut];
                return $"cut to {cut} bytes";
            case 1:
                calldata.AsSpan(word, 32).Fill(0xff);
                return $"all bits of word {word / 32}";
            case 2:
                var bit = random.Next(256);
                calldata[word + (bit / 8)] ^= (byte)(128 >> (bit % 8));
                return $"bit {bit} of word {word / 32}";
            case 3:
                random.NextBytes(calldata.AsSpan(word, 32));
                return $"word {word / 32} at random";
            case 4:
                calldata.AsSpan(word, 32).Clear();
                return $"word {word / 32} zero";
            default:
                var at = random.Next(4 + (32 * headWords), calldata.Length);
                calldata = [.. calldata[..at], .. calldata[(at + 1)..], 0];
                return $"byte {at} left out";
        }
    }

    private async Task<GeneratedVerifier> DeployAsync() =>
        await GeneratedVerifier.DeployAsync(chain, ContractArtifact.Load(SolidityFolder.PathOf("artifacts", "ZkStyleVerifier.json")));
}
