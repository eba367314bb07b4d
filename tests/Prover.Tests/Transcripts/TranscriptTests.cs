using System.Numerics;
using ZkStyle.Prover.Transcripts;

namespace ZkStyle.Prover.Tests.Transcripts;

public class TranscriptTests
{
    [Fact]
    public void Rounds_chain_hashes_as_the_protocol_says()
    {
        var transcript = new Transcript();
        var challenges = new Fr[2];
        transcript.Absorb([1, 2]);
        transcript.Absorb([3]);
        transcript.CloseRound(challenges);

        var state = Keccak256.Hash([.. Keccak256.Hash("ZkStyle PLONK v2"u8), 1, 2, 3]);
        Assert.Equal(Reduce(Keccak256.Hash([.. state, 0])), challenges[0]);
        Assert.Equal(Reduce(Keccak256.Hash([.. state, 1])), challenges[1]);

        transcript.CloseRound(challenges.AsSpan(0, 1));
        state = Keccak256.Hash(state);
        Assert.Equal(Reduce(Keccak256.Hash([.. state, 0])), challenges[0]);
    }

    [Fact]
    public void Every_absorbed_byte_and_every_round_boundary_counts()
    {
        var seen = new HashSet<Fr>();
        Assert.True(seen.Add(Draw(t => t.Absorb([1, 2, 3]))));
        Assert.True(seen.Add(Draw(t => t.Absorb([1, 2, 4]))));
        Assert.True(seen.Add(Draw(t => t.Absorb([1, 2]))));
        Assert.True(seen.Add(Draw(t =>
        {
            t.Absorb([1, 2]);
            t.CloseRound([]);
            t.Absorb([3]);
        })));
    }

    private static Fr Draw(Action<Transcript> feed)
    {
        var transcript = new Transcript();
        feed(transcript);
        var challenge = new Fr[1];
        transcript.CloseRound(challenge);
        return challenge[0];
    }

    private static Fr Reduce(byte[] digest) => Fr.FromBigInteger(new BigInteger(digest, isUnsigned: true, isBigEndian: true));
}
