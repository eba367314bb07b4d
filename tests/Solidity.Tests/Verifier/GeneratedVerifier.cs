using ZkStyle.Ethereum.Contracts;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Rpc;
using ZkStyle.Prover.Constraints;
using ZkStyle.Prover.Export;

namespace ZkStyle.Solidity.Tests.Verifier;

/// <summary>A generated contract on a local chain.</summary>
internal sealed class GeneratedVerifier
{
    private const string ContractName = "GeneratedVerifier";

    private static readonly Dictionary<string, ContractArtifact> s_compiled = [];

    private readonly VerifierChain _chain;
    private readonly Contract _contract;

    private GeneratedVerifier(VerifierChain chain, Contract contract, int codeLength) =>
        (_chain, _contract, CodeLength) = (chain, contract, codeLength);

    /// <summary>Bytes of the contract's code.</summary>
    public int CodeLength { get; }

    public static async Task<GeneratedVerifier> DeployAsync(VerifierChain chain, ConstraintSystem system)
    {
        // Tests of one collection run one after another, so nothing else touches the dictionary meanwhile.
        var source = SolidityVerifierGenerator.Generate(system, ContractName);
        if (!s_compiled.TryGetValue(source, out var artifact))
            s_compiled.Add(source, artifact = await SolidityCompiler.CompileAsync(ContractName, source));
        return await DeployAsync(chain, artifact);
    }

    public static async Task<GeneratedVerifier> DeployAsync(VerifierChain chain, ContractArtifact artifact) =>
        new(chain, await chain.DeployAsync(artifact), artifact.DeployedBytecode.Length);

    /// <summary>The contract's verdict. A revert fails the test.</summary>
    public Task<bool> VerifyAsync(Address key, byte[] context, IReadOnlyList<byte[]> inputs, byte[] proof) =>
        CallAsync<bool>("verify", Arguments(key, context, inputs, proof));

    /// <summary>The contract's verdict on a batch. A revert fails the test.</summary>
    public Task<bool> VerifyBatchAsync(IReadOnlyList<(Address Key, ProvenStatement Statement)> batch) =>
        CallAsync<bool>("verifyBatch", [Statements(batch)]);

    /// <summary>The calldata of a batch.</summary>
    public byte[] EncodeBatch(IReadOnlyList<(Address Key, ProvenStatement Statement)> batch) =>
        _contract.Abi.Function("verifyBatch").EncodeCall([Statements(batch)]);

    /// <summary>The gas that raw calldata takes.</summary>
    public Task<long> MeasureAsync(byte[] calldata) => _chain.MeasureAsync(_contract.Address, calldata);

    public Task<bool> IsKeyAsync(Address key) => CallAsync<bool>("isKey", [key]);

    public Task<byte[]> KeyDigestAsync(Address key) => CallAsync<byte[]>("keyDigest", [key]);

    /// <summary>The calldata of a verification.</summary>
    public byte[] Encode(Address key, byte[] context, IReadOnlyList<byte[]> inputs, byte[] proof) =>
        _contract.Abi.Function("verify").EncodeCall(Arguments(key, context, inputs, proof));

    /// <summary>The answer to raw calldata.</summary>
    public Task<byte[]> CallAsync(byte[] calldata, ulong? gas = null) => _chain.CallAsync(_contract.Address, calldata, gas);

    /// <summary>The answer to raw calldata, or null where the call reverts or runs out of gas.</summary>
    public async Task<byte[]?> TryCallAsync(byte[] calldata, ulong gas)
    {
        try
        {
            return await CallAsync(calldata, gas);
        }
        catch (Exception e) when (e is ContractRevertedException or RpcException)
        {
            return null;
        }
    }

    /// <summary>The gas a verification takes.</summary>
    public Task<long> MeasureAsync(Address key, byte[] context, IReadOnlyList<byte[]> inputs, byte[] proof) =>
        _chain.MeasureAsync(_contract.Address, Encode(key, context, inputs, proof));

    private static object[] Statements(IReadOnlyList<(Address Key, ProvenStatement Statement)> batch) =>
        [.. batch.Select(s => Arguments(s.Key, s.Statement.Context, s.Statement.Inputs, s.Statement.Proof))];

    private static object[] Arguments(Address key, byte[] context, IReadOnlyList<byte[]> inputs, byte[] proof) =>
        [key, new Bytes32(context), .. inputs.Select(i => (ReadOnlyMemory<byte>)i), (ReadOnlyMemory<byte>)proof];

    private async Task<T> CallAsync<T>(string function, object[] arguments) =>
        await _contract.CallAsync<T>(function, arguments);
}
