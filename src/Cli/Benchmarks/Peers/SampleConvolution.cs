using System.Globalization;

namespace ZkStyle.Cli.Benchmarks.Peers;

/// <summary>A 3x3 convolution with a requantization behind it, small enough for any prover, with fixed random weights.</summary>
/// <param name="Inputs">Input channels, which come with a border of one cell.</param>
/// <param name="Outputs">Output channels.</param>
/// <param name="Side">Lines and columns of an output channel.</param>
internal sealed record SampleConvolution(int Inputs, int Outputs, int Side)
{
    private const int Taps = 9;
    private const int Multiplier = 97;
    private const int Offset = 20 << 16;

    /// <summary>Products of a weight and an input that are summed: every output has all its taps.</summary>
    public long Terms => (long)Taps * Inputs * Outputs * Side * Side;

    /// <summary>Outputs.</summary>
    public long Activations => (long)Outputs * Side * Side;

    /// <summary>Input bytes, borders included.</summary>
    public long InputBytes => (long)Inputs * (Side + 2) * (Side + 2);

    /// <summary>The module of sizes and weights that the Noir circuit uses.</summary>
    /// <returns>Noir source.</returns>
    public string ToNoir() => string.Create(CultureInfo.InvariantCulture, $"""
        pub global INPUTS: u32 = {Inputs};
        pub global OUTPUTS: u32 = {Outputs};
        pub global SIDE: u32 = {Side};
        pub global LINE: u32 = {Side + 2};
        pub global MULTIPLIER: Field = {Multiplier};
        pub global OFFSET: Field = {Offset};
        pub global WEIGHTS: [Field; {Taps * Inputs * Outputs}] = [{Weights()}];

        """);

    /// <summary>The circuit's main file and the functions that its template uses.</summary>
    /// <returns>Circom source.</returns>
    public string ToCircom() => string.Create(CultureInfo.InvariantCulture, $$"""
        pragma circom 2.1.0;
        include "convolution.circom";
        function multiplier() { return {{Multiplier}}; }
        function offset() { return {{Offset}}; }
        function weight(index) { var weights[{{Taps * Inputs * Outputs}}] = [{{Weights()}}]; return weights[index]; }
        component main = Convolution({{Inputs}}, {{Outputs}}, {{Side}});

        """);

    /// <summary>The input that the Circom circuit takes.</summary>
    /// <returns>JSON.</returns>
    public string ToInput()
    {
        var line = Side + 2;
        var channels = Enumerable.Range(0, Inputs).Select(i => Enumerable.Range(0, line)
            .Select(y => Enumerable.Range(0, line).Select(x => ((((i * line) + y) * line) + x) * 89 % 256)));
        return System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, object> { ["in"] = channels });
    }

    private string Weights()
    {
        var random = new Random(1);
        return string.Join(", ", Enumerable.Range(0, Taps * Inputs * Outputs).Select(_ => random.Next(-127, 128).ToString(CultureInfo.InvariantCulture)));
    }
}
