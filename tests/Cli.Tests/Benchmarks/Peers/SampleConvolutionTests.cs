using System.Text.Json;
using System.Text.RegularExpressions;
using ZkStyle.Cli.Benchmarks.Peers;

namespace ZkStyle.Cli.Tests.Benchmarks.Peers;

public class SampleConvolutionTests
{
    private static readonly SampleConvolution s_convolution = new(3, 2, 4);

    [Fact]
    public void Sizes_follow_from_the_shape()
    {
        Assert.Equal((9 * 3 * 2 * 16, 32, 3 * 36), (s_convolution.Terms, s_convolution.Activations, s_convolution.InputBytes));
    }

    [Fact]
    public void Both_languages_get_the_same_weights()
    {
        static int[] Weights(string source) =>
            [.. Regex.Match(source, @"= \[(.*?)\]").Groups[1].Value.Split(", ").Select(w => int.Parse(w, System.Globalization.CultureInfo.InvariantCulture))];

        var noir = Weights(s_convolution.ToNoir());

        Assert.Equal(noir, Weights(s_convolution.ToCircom()));
        Assert.Equal(54, noir.Length);
        Assert.All(noir, w => Assert.InRange(w, -127, 127));
        Assert.Contains("component main = Convolution(3, 2, 4);", s_convolution.ToCircom(), StringComparison.Ordinal);
        Assert.Contains("pub global LINE: u32 = 6;", s_convolution.ToNoir(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_input_is_bytes_by_channel_line_and_column()
    {
        using var input = JsonDocument.Parse(s_convolution.ToInput());
        var channels = input.RootElement.GetProperty("in").EnumerateArray().Select(c => c.EnumerateArray().Select(l => l.EnumerateArray().Select(v => v.GetInt32()).ToArray()).ToArray()).ToArray();

        Assert.Equal(3, channels.Length);
        Assert.All(channels, c => Assert.Equal([6, 6, 6, 6, 6, 6], c.Select(l => l.Length)));
        Assert.All(channels.SelectMany(c => c.SelectMany(l => l)), v => Assert.InRange(v, 0, 255));
    }
}
