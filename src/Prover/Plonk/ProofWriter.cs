using ZkStyle.Prover.Curves;
using ZkStyle.Prover.Transcripts;

namespace ZkStyle.Prover.Plonk;

/// <summary>Writes the proof and feeds the transcript, both in manifest order.</summary>
internal sealed class ProofWriter(TranscriptManifest manifest)
{
    private readonly List<byte> _proof = new(manifest.ProofLength);
    private int _round = 1;
    private int _item;

    /// <summary>The transcript; the statement is absorbed by the caller.</summary>
    public Transcript Transcript { get; } = new();

    public void Write(G1Affine point)
    {
        Expect(TranscriptItemKind.Point);
        var bytes = new byte[TranscriptManifest.PointLength];
        point.WriteBigEndian(bytes);
        Append(bytes);
    }

    public void Write(Fr scalar)
    {
        Expect(TranscriptItemKind.Scalar);
        Append(scalar.ToBigEndian());
    }

    /// <summary>Closes the round and returns its challenges.</summary>
    public Fr[] CloseRound()
    {
        var round = manifest.Rounds[_round];
        if (_item != round.Items.Count)
            throw new InvalidOperationException($"Round {round.Name} has {round.Items.Count} items, {_item} were written.");
        var challenges = new Fr[round.Challenges.Count];
        Transcript.CloseRound(challenges);
        _round++;
        _item = 0;
        return challenges;
    }

    public byte[] ToArray() => [.. _proof];

    private void Append(byte[] bytes)
    {
        _proof.AddRange(bytes);
        Transcript.Absorb(bytes);
    }

    private void Expect(TranscriptItemKind kind)
    {
        var round = manifest.Rounds[_round];
        if (_item >= round.Items.Count || round.Items[_item].Kind != kind)
            throw new InvalidOperationException($"Round {round.Name} has no {kind} at position {_item}.");
        _item++;
    }
}
