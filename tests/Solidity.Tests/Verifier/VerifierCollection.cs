namespace ZkStyle.Solidity.Tests.Verifier;

/// <summary>Tests of generated contracts share one chain and run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class VerifierCollection : ICollectionFixture<VerifierChain>
{
    public const string Name = "generated verifiers";
}
