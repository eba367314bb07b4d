namespace ZkStyle.Cli.Tests.Support;

/// <summary>Test classes that share one small style.</summary>
[CollectionDefinition(Name)]
public sealed class StyleCollection : ICollectionFixture<StyleFixture>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "style";
}
