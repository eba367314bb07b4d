using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Solidity.Tests.Verifier;

/// <summary>Asks the generated contract and the C# verifier the same question; they must agree.</summary>
internal sealed class DifferentialCheck(GeneratedVerifier verifier, Address key, ProvenStatement statement)
{
    public ProvenStatement Statement => statement;

    public Task AcceptsAsync() => CheckAsync(statement, expected: true, "the honest proof");

    public Task RefusesAsync(string what, byte[] proof) => CheckAsync(statement with { Proof = proof }, expected: false, what);

    public Task RefusesContextAsync(string what, byte[] context) => CheckAsync(statement with { Context = context }, expected: false, what);

    public Task RefusesInputsAsync(string what, IReadOnlyList<byte[]> inputs) => CheckAsync(statement with { Inputs = inputs }, expected: false, what);

    private async Task CheckAsync(ProvenStatement changed, bool expected, string what)
    {
        Assert.True(changed.IsValid == expected, $"The C# verifier on {what}: {!expected}.");
        Assert.True(await verifier.VerifyAsync(key, changed.Context, changed.Inputs, changed.Proof) == expected, $"The contract on {what}: {!expected}.");
    }
}
