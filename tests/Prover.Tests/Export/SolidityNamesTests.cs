using ZkStyle.Prover.Export;

namespace ZkStyle.Prover.Tests.Export;

public class SolidityNamesTests
{
    [Fact]
    public void Constants_are_upper_snake_case_and_distinct()
    {
        var names = new SolidityNames();

        Assert.Equal("SCALAR_R_INVERSE", names.Constant("SCALAR rInverse"));
        Assert.Equal("EVAL_K", names.Constant("EVAL k"));
        Assert.Equal("EVAL_K_", names.Constant("EVAL K"));
        Assert.Equal("POINT_W", names.Constant("POINT W"));
        Assert.Equal("POINT_W_", names.Constant("POINT W'"));
        Assert.Equal("KEY_HEADER_", names.Constant("KEY header"));
    }

    [Theory]
    [InlineData("latent", "latent")]
    [InlineData("bytes", "bytes_")]
    [InlineData("uint8", "uint8_")]
    [InlineData("mload", "mload_")]
    [InlineData("proof", "proof_")]
    [InlineData("8 my-input!", "_8_my_input_")]
    [InlineData("", "_")]
    public void Parameters_keep_their_names_where_the_language_allows(string name, string parameter)
    {
        var names = new SolidityNames();

        Assert.Equal(parameter, names.Parameter(name));
        Assert.NotEqual(parameter, names.Parameter(name));
    }
}
