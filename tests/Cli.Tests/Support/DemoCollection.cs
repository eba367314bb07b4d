namespace ZkStyle.Cli.Tests.Support;

/// <summary>Test classes that share one demonstration.</summary>
[CollectionDefinition(Name)]
public sealed class DemoCollection : ICollectionFixture<DemoFixture>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "demo";
}
