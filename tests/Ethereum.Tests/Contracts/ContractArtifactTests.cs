using System.Text;
using ZkStyle.Ethereum.Contracts;
using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Tests.Contracts;

public sealed class ContractArtifactTests : IDisposable
{
    private const string Valid =
        """{"contractName":"Thing","abi":[{"type":"constructor","inputs":[{"name":"size","type":"uint8"}]}],"bytecode":"0x6001","deployedBytecode":"0x01"}""";

    private readonly string _folder = Directory.CreateTempSubdirectory("zkstyle-artifact-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_is_read_and_encodes_its_deployment()
    {
        var path = Write(Valid);
        var artifact = ContractArtifact.Load(path);
        Assert.Equal("Thing", artifact.Name);
        Assert.Equal([0x60, 0x01], artifact.Bytecode.ToArray());
        Assert.Equal([0x01], artifact.DeployedBytecode.ToArray());
        Assert.Equal("0x6001" + new string('0', 62) + "07", Hex.Format(artifact.EncodeDeployment(7)));
        Assert.Contains("Constructor of Thing: size", Assert.Throws<ArgumentException>(() => artifact.EncodeDeployment(256)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => artifact.EncodeDeployment());
    }

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("""{"contractName":"T","bytecode":"0x","deployedBytecode":"0x"}""", "abi is missing")]
    [InlineData("""{"contractName":"T","abi":{},"bytecode":"0x","deployedBytecode":"0x"}""", "not a JSON array")]
    [InlineData("""{"abi":[],"bytecode":"0x","deployedBytecode":"0x"}""", "contractName is missing")]
    [InlineData("""{"contractName":"T","abi":[],"bytecode":{"object":"0x"},"deployedBytecode":"0x"}""", "bytecode is missing or not a string")]
    [InlineData("""{"contractName":"T","abi":[],"bytecode":"6001","deployedBytecode":"0x"}""", "bytecode is not 0x")]
    [InlineData("""{"contractName":"T","abi":[],"bytecode":"0x60__$cb901161e812ceb78cfe30ca65050c4337$__","deployedBytecode":"0x"}""", "link the libraries")]
    [InlineData("""{"contractName":"\ud800","abi":[],"bytecode":"0x","deployedBytecode":"0x"}""", "not Unicode")]
    public void Other_files_are_refused_by_name(string content, string problem)
    {
        var path = Write(content);
        var e = Assert.Throws<FormatException>(() => ContractArtifact.Load(path));
        Assert.Contains(path, e.Message, StringComparison.Ordinal);
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Code_the_chain_would_refuse_is_refused_here()
    {
        static string With(int init, int deployed) =>
            $$"""{"contractName":"T","abi":[],"bytecode":"{{Hex.Format(new byte[init])}}","deployedBytecode":"{{Hex.Format(new byte[deployed])}}"}""";
        Assert.Contains("24577 bytes", Assert.Throws<FormatException>(() => Read(With(1, 24_577))).Message, StringComparison.Ordinal);
        Assert.Contains("49153 bytes", Assert.Throws<FormatException>(() => Read(With(49_153, 1))).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => Read(With(0, 0)).EncodeDeployment());
        var full = Read(With(ContractArtifact.MaxInitCodeLength, 1).Replace("\"abi\":[]", """ "abi":[{"type":"constructor","inputs":[{"type":"bool"}]}] """, StringComparison.Ordinal));
        Assert.Throws<InvalidOperationException>(() => full.EncodeDeployment(true));
    }

    private static ContractArtifact Read(string json) => ContractArtifact.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)));

    private string Write(string content)
    {
        var path = Path.Combine(_folder, "Thing.json");
        File.WriteAllText(path, content);
        return path;
    }
}
