using ZkStyle.Quantize.Autograd;
using ZkStyle.Quantize.Model;
using ZkStyle.Quantize.Training;

namespace ZkStyle.Quantize.Tests.Training;

public class StyleArchitectureTests
{
    [Fact]
    public void Shipped_architectures_lead_from_picture_to_latent_to_picture()
    {
        foreach (var architecture in StyleArchitecture.All)
        {
            Assert.Same(architecture, StyleArchitecture.ByName(architecture.Name));
            Assert.Equal(architecture.Latent, architecture.EncoderGraph().Output);
            Assert.Equal(architecture.Latent, architecture.DecoderGraph().Input);
            Assert.Equal(new TensorShape(3, 64, 64), architecture.EncoderGraph().Input);
            Assert.Equal(new TensorShape(3, 64, 64), architecture.DecoderGraph().Output);
        }

        Assert.Contains("demo, reference", Assert.Throws<ArgumentException>(() => StyleArchitecture.ByName("other")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_reference_architecture_is_the_one_that_costs_are_quoted_for()
    {
        var sample = SampleDecoders.Reference(1);
        Assert.Equal(StyleArchitecture.Reference.Latent, sample.Latent);
        Assert.Equal(StyleArchitecture.Reference.Decoder.Select(l => (l.OutputChannels, l.Upsample)), sample.Layers.Select(l => (l.OutputChannels, l.Inputs[0].Upsample)));
        Assert.Equal(123_936, CircuitRows(StyleArchitecture.Reference));
    }

    [Fact]
    public void The_demo_fits_a_circuit_of_two_to_the_seventeen_rows() =>
        Assert.InRange(CircuitRows(StyleArchitecture.Demo), 1, 125_000);

    [Theory]
    [InlineData(12, 16, "8,u3")]
    [InlineData(12, 16, "8,u4,u4")]
    [InlineData(12, 32, "8,u3")]
    [InlineData(12, 16, "")]
    public void Decoders_that_do_not_end_in_a_picture_are_refused(int channels, int side, string decoder)
    {
        var layers = decoder.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(l => new DecoderLayerPlan(int.Parse(l.TrimStart('u'), System.Globalization.CultureInfo.InvariantCulture), l[0] == 'u')).ToArray();
        Assert.Throws<ArgumentException>(() => new StyleArchitecture("x", new TensorShape(channels, side, side), layers, 8));
    }

    [Fact]
    public void Folding_normalizations_changes_nothing()
    {
        var network = new Autoencoder(StyleArchitecture.Demo, seed: 3);
        var random = new Random(1);
        foreach (var layer in network.AllLayers.Where(layer => layer.Statistics is not null))
        {
            for (var c = 0; c < layer.Shift.Values.Length; c++)
            {
                layer.Statistics!.Mean[c] = random.NextSingle() - 0.5f;
                layer.Statistics.Variance[c] = 0.2f + random.NextSingle();
                layer.Scale!.Values[c] = 0.5f + random.NextSingle();
                layer.Shift.Values[c] = random.NextSingle() - 0.5f;
            }
        }

        var tape = new Tape<float> { IsTraining = false };
        var pictures = tape.NewTensor(1, 3, 64, 64, withGradient: false);
        for (var i = 0; i < pictures.Length; i++)
            pictures.Data[i] = random.NextSingle();
        var expected = network.Forward(tape, pictures).Data.ToArray();
        var latent = Array.ConvertAll(network.ExportEncoder().Run(pictures.Data), v => MathF.Round(Math.Clamp(v, -1f, 1f) * 127) / 127);
        var actual = network.ExportDecoder().Run(latent);
        // A latent value at a rounding boundary may fall either way: a few such cells may differ a little.
        var differing = expected.Zip(actual, (a, b) => Math.Abs(a - b)).Count(d => d > 1e-4f);
        Assert.InRange(differing, 0, expected.Length / 20);
    }

    // The circuit's rule: a latent or hidden channel takes Hn * Wn rows, Hn = H + 2 made even and Wn at least W + 2, widened
    // until they hold the weights; the image takes (H + 2)(W + 2) a channel.
    private static int CircuitRows(StyleArchitecture architecture)
    {
        var shapes = new List<TensorShape> { architecture.Latent };
        foreach (var layer in architecture.Decoder)
        {
            var side = shapes[^1].Height * (layer.Upsample ? 2 : 1);
            shapes.Add(new TensorShape(layer.OutputChannels, side, side));
        }

        var most = architecture.Decoder.Max(layer => layer.OutputChannels);
        var rows = shapes[^1].Channels * (shapes[^1].Height + 2) * (shapes[^1].Width + 2);
        for (var i = 0; i < shapes.Count - 1; i++)
        {
            var height = shapes[i].Height + 2 + (shapes[i].Height % 2);
            for (var c = 0; c < shapes[i].Channels; c++)
            {
                // Channels are numbered consumers first; e is the distance in numbers plus one.
                var farthest = shapes[i + 1].Channels + c + 1;
                var width = shapes[i].Width + 2;
                while (height * width < farthest + (2 * most) + 1)
                    width++;
                rows += height * width;
            }
        }

        return rows;
    }
}
