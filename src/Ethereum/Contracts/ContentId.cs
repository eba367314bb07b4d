using System.Text;
using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Contracts;

/// <summary>Content identifiers (multiformats/cid), as the contracts write them.</summary>
public static class ContentId
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>The identifier of a block of raw bytes: CIDv1, codec raw, SHA2-256, in lower-case base32 (RFC 4648) behind the letter b.</summary>
    /// <param name="digest">The block's SHA2-256.</param>
    /// <returns>59 characters.</returns>
    public static string OfRawBlock(Bytes32 digest)
    {
        byte[] binary = [0x01, 0x55, 0x12, 0x20, .. digest.ToArray()];
        var text = new StringBuilder("b");
        for (var bit = 0; bit < binary.Length * 8; bit += 5)
        {
            var pair = binary[bit / 8] << 8 | (bit / 8 + 1 < binary.Length ? binary[bit / 8 + 1] : 0);
            text.Append(Alphabet[pair >> (11 - bit % 8) & 31]);
        }

        return text.ToString();
    }
}
