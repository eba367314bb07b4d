using System.Text;

namespace ZkStyle.Prover.Transcripts;

/// <summary>
/// The Fiat-Shamir transcript: a chain of Keccak-256 hashes. Closing a round sets
/// <c>state = keccak(state, items)</c>; challenge j of the round is <c>keccak(state, byte j) mod r</c>.
/// </summary>
/// <remarks>
/// Reducing 256 bits modulo r makes no value more than 1.14 times as likely as 1/r, which the soundness
/// bound absorbs.
/// </remarks>
public sealed class Transcript
{
    private static readonly byte[] s_label = Keccak256.Hash(Encoding.ASCII.GetBytes("ZkStyle PLONK v2"));

    private readonly Keccak256 _pending = new();
    private readonly byte[] _state = new byte[Keccak256.DigestLength];

    /// <summary>Starts an empty transcript: the state is the hash of the protocol's label.</summary>
    public Transcript()
    {
        s_label.CopyTo(_state, 0);
        _pending.Append(_state);
    }

    /// <summary>Keccak-256 of the protocol's name and version; the first 32 bytes absorbed.</summary>
    public static byte[] Label => [.. s_label];

    /// <summary>Absorbs bytes into the open round.</summary>
    /// <param name="bytes">The bytes.</param>
    public void Absorb(ReadOnlySpan<byte> bytes) => _pending.Append(bytes);

    /// <summary>Closes the round and draws its challenges.</summary>
    /// <param name="challenges">Receives the challenges; may be empty.</param>
    public void CloseRound(Span<Fr> challenges)
    {
        _pending.Finish(_state);
        Span<byte> message = stackalloc byte[Keccak256.DigestLength + 1];
        Span<byte> digest = stackalloc byte[Keccak256.DigestLength];
        _state.CopyTo(message);
        for (var i = 0; i < challenges.Length; i++)
        {
            message[^1] = checked((byte)i);
            Keccak256.Hash(message, digest);
            challenges[i] = Fr.ReduceBigEndian(digest);
        }

        _pending.Append(_state);
    }
}
