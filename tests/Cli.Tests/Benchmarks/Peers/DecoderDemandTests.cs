using ZkStyle.Cli.Benchmarks.Peers;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Cli.Tests.Benchmarks.Peers;

public class DecoderDemandTests
{
    [Fact]
    public void Terms_are_the_different_inputs_of_every_output()
    {
        var decoder = SampleDecoders.Random(1, new TensorShape(2, 3, 5), [(4, false), (3, true), (3, false)]);

        var demand = DecoderDemand.Of(decoder);

        Assert.Equal(CountTerms(decoder), demand.Terms);
        Assert.Equal((4 * 15) + (2 * 3 * 60), demand.Activations);
        Assert.Equal(30, demand.InputBytes);
    }

    // Output by output, tap by tap: which inputs does it see?
    private static long CountTerms(QuantizedDecoder decoder)
    {
        var terms = 0L;
        for (var i = 0; i < decoder.Layers.Count; i++)
        {
            var (layer, shape) = (decoder.Layers[i], decoder.Shapes[i + 1]);
            var scale = layer.Inputs[0].Upsample ? 2 : 1;
            for (var y = 0; y < shape.Height; y++)
            {
                for (var x = 0; x < shape.Width; x++)
                {
                    var seen = new HashSet<(int, int)>();
                    for (var tap = 0; tap < 9; tap++)
                    {
                        var (line, column) = (y + (tap / 3) - 1, x + (tap % 3) - 1);
                        if (line >= 0 && line < shape.Height && column >= 0 && column < shape.Width)
                            seen.Add((line / scale, column / scale));
                    }

                    terms += (long)seen.Count * layer.Inputs[0].InputChannels * layer.OutputChannels;
                }
            }
        }

        return terms;
    }
}
