using ZkStyle.Cli.Files;

namespace ZkStyle.Cli.Demo;

/// <summary>The files a demonstration leaves, named as the commands that take them expect.</summary>
/// <param name="folder">Where they are.</param>
internal sealed class DemoFiles(string folder)
{
    /// <summary>The data set.</summary>
    public string Dataset => In("nouns.zkd");

    /// <summary>The model.</summary>
    public string Model => In("nouns.zkm");

    /// <summary>The training's loss curve.</summary>
    public string LossCurve => In("loss.png");

    /// <summary>Held-out pictures and what the model makes of them.</summary>
    public string ContactSheet => In("sheet.png");

    /// <summary>The unsafe SRS, from which the keys can be made again.</summary>
    public string Srs => In("unsafe.srs");

    /// <summary>The keys.</summary>
    public KeyPaths Keys => KeyPaths.In(folder, Model);

    /// <summary>The picture that is stylized.</summary>
    public string Picture => In("picture.png");

    /// <summary>Its latent.</summary>
    public string Latent => In("token.latent");

    /// <summary>The minted image.</summary>
    public string Image => In("token.png");

    /// <summary>The minted image as public input.</summary>
    public string Planes => In("token.rgb");

    /// <summary>The proof.</summary>
    public string Proof => In("token.proof");

    /// <summary>Everything measured, as JSON.</summary>
    public string Receipt => In("receipt.json");

    private string In(string name) => Path.Combine(folder, name);
}
