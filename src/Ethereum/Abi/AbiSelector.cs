using System.Text;
using ZkStyle.Prover.Transcripts;

namespace ZkStyle.Ethereum.Abi;

/// <summary>Hashes of signatures: four bytes select a function or an error, all 32 name an event.</summary>
internal static class AbiSelector
{
    public static byte[] Of(string signature) => Hash(signature)[..AbiFunction.SelectorLength];

    // Signatures are ASCII by construction: the readers admit no other names.
    public static byte[] Hash(string signature) => Keccak256.Hash(Encoding.ASCII.GetBytes(signature));
}
