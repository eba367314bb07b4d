using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Tests.Model;

public class QuantizedDecoderTests
{
    private static readonly TensorShape s_latent = new(2, 4, 4);

    [Fact]
    public void Sources_are_resolved_and_shapes_follow_the_graph()
    {
        var decoder = new QuantizedDecoder(s_latent, [Layer("a", 3), Layer("b", 3, Input(QuantizedInput.Previous, 3, 3), Input(0, 2, 3, 1)), Head("c", Input(2, 3, 3, 3, true))]);
        Assert.Equal([0], Sources(decoder.Layers[0]));
        Assert.Equal([1, 0], Sources(decoder.Layers[1]));
        Assert.Equal([2], Sources(decoder.Layers[2]));
        Assert.Equal([s_latent, new(3, 4, 4), new(3, 4, 4), new(3, 8, 8)], decoder.Shapes);
        Assert.Equal((DecoderHead.Rgb, new TensorShape(3, 8, 8)), (decoder.Head, decoder.Image));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(64)]
    public void A_palette_head_has_one_plane_of_classes(int classes)
    {
        var decoder = new QuantizedDecoder(s_latent, [Layer("scores", classes, Activation.Score)]);
        Assert.Equal(DecoderHead.Palette, decoder.Head);
        Assert.Equal((new TensorShape(classes, 4, 4), new TensorShape(1, 4, 4)), (decoder.Shapes[^1], decoder.Image));
    }

    [Fact]
    public void Every_rule_names_the_layer()
    {
        Refused("no layer before it makes", "b", Layer("a", 3), Head("b", Input(2, 3, 3)));
        Refused("takes 4 channels, the tensor before it has 3", "b", Layer("a", 3), Head("b", Input(1, 4, 3)));
        Refused("takes 4 channels, tensor 0 has 2", "b", Layer("a", 3), Head("b", Input(1, 3, 3), Input(0, 4, 3)));
        Refused("cannot be added", "c", Layer("a", 3), Layer("b", 3, Input(1, 3, 3, 3, true)), Head("c", Input(2, 3, 3), Input(1, 3, 3)));
        Refused("agree", "c", Layer("a", 3), Layer("b", 3, Input(1, 3, 3)), Head("c", Input(1, 3, 3, 3, true), Input(2, 3, 3, 3, true)));
        Refused("No layer reads the output of layer a", "a", Layer("a", 3), Head("b", Input(0, 2, 3)));
        Refused("the last layer", "b", Layer("a", 3), Layer("b", 3, Input(1, 3, 3)));
        Refused("the last layer", "a", Layer("a", 3, Activation.ImageByte), Head("b", Input(1, 3, 3)));
        Refused("1 to 4 channels", "a", Layer("a", 5, Activation.ImageByte));
        Refused("2 to 64 classes", "a", Layer("a", 1, Activation.Score));
        Refused("2 to 64 classes", "a", Layer("a", 65, Activation.Score));
        Assert.Contains("empty side", Assert.Throws<ArgumentException>(() => new QuantizedDecoder(new(0, 1, 1), [Layer("a", 3)])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new QuantizedDecoder(s_latent, []));
    }

    [Theory]
    [InlineData(7, true)]
    [InlineData(8, false)]
    public void Scores_that_could_leave_32_bits_are_refused_by_channel(int inputs, bool fits)
    {
        // 8 inputs of 8 channels by 9 taps: 127 * 128 * 72 * 8 * M / 2^16 reaches 2^31 just below M = 2^24 * 0.9.
        var input = new QuantizedInput(0, 8, 2, 3, false, [.. Enumerable.Repeat((sbyte)127, 144)], [1, 15_100_000]);
        QuantizedDecoder Create() =>
            new(new TensorShape(8, 4, 4), [new QuantizedLayer("wide", 2, Activation.Score, [0, 0], [.. Enumerable.Repeat(input, inputs)])]);
        if (fits)
            Assert.Equal(DecoderHead.Palette, Create().Head);
        else
            Assert.Contains("Layer wide, channel 1", Assert.Throws<ArgumentException>(Create).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Layers_check_lengths_and_ranges_by_name()
    {
        LayerRefused("weights expected", () => QuantizedLayer.Convolution("odd", 2, 3, false, Activation.Relu, new sbyte[53], [1, 1, 1], [0, 0, 0]));
        LayerRefused("multipliers expected", () => QuantizedLayer.Convolution("odd", 2, 3, false, Activation.Relu, new sbyte[54], [1, 1], [0, 0, 0]));
        LayerRefused("offsets expected", () => QuantizedLayer.Convolution("odd", 2, 3, false, Activation.Relu, new sbyte[54], [1, 1, 1], [0, 0]));
        LayerRefused("channel 1: multiplier 0", () => QuantizedLayer.Convolution("odd", 2, 3, false, Activation.Relu, new sbyte[54], [1, 0, 1], [0, 0, 0]));
        LayerRefused("channel 2: multiplier 16777216", () => QuantizedLayer.Convolution("odd", 2, 3, false, Activation.Relu, new sbyte[54], [1, 1, 1 << 24], [0, 0, 0]));
        LayerRefused("channel 1: offset", () => QuantizedLayer.Convolution("odd", 2, 3, false, Activation.Relu, new sbyte[54], [1, 1, 1], [0, long.MinValue, 0]));
        LayerRefused("-128", () => QuantizedLayer.Convolution("odd", 1, 1, false, Activation.Relu, [0, 0, -128, 0, 0, 0, 0, 0, 0], [1], [0]));
        LayerRefused("5x5", () => new QuantizedLayer("odd", 3, Activation.Relu, [0, 0, 0], [Input(0, 2, 3, 5)]));
        LayerRefused("0 inputs", () => new QuantizedLayer("odd", 3, Activation.Relu, [0, 0, 0], []));
        LayerRefused("9 inputs", () => new QuantizedLayer("odd", 3, Activation.Relu, [0, 0, 0], [.. Enumerable.Repeat(Input(0, 2, 3), 9)]));
        LayerRefused("one of its inputs 4", () => new QuantizedLayer("odd", 3, Activation.Relu, [0, 0, 0], [Input(0, 2, 4)]));
        LayerRefused("tensor -2", () => new QuantizedLayer("odd", 3, Activation.Relu, [0, 0, 0], [Input(-2, 2, 3)]));
        LayerRefused("0 channels", () => new QuantizedLayer("odd", 3, Activation.Relu, [0, 0, 0], [Input(0, 0, 3)]));
        LayerRefused("activation", () => Layer("odd", 3, (Activation)17));
    }

    private static void Refused(string reason, string layer, params QuantizedLayer[] layers)
    {
        var message = Assert.Throws<ArgumentException>(() => new QuantizedDecoder(s_latent, layers)).Message;
        Assert.Contains($"ayer {layer}", message, StringComparison.Ordinal);
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    private static void LayerRefused(string reason, Func<QuantizedLayer> create)
    {
        var message = Assert.Throws<ArgumentException>(create).Message;
        Assert.Contains("Layer odd", message, StringComparison.Ordinal);
        Assert.Contains(reason, message, StringComparison.Ordinal);
    }

    private static int[] Sources(QuantizedLayer layer) => [.. layer.Inputs.Select(input => input.Source)];

    private static QuantizedLayer Layer(string name, int channels, Activation activation = Activation.Relu) =>
        new(name, channels, activation, new long[channels], [Input(QuantizedInput.Previous, 2, channels)]);

    private static QuantizedLayer Layer(string name, int channels, params QuantizedInput[] inputs) =>
        new(name, channels, Activation.Relu, new long[channels], inputs);

    private static QuantizedLayer Head(string name, params QuantizedInput[] inputs) =>
        new(name, 3, Activation.ImageByte, [0, 0, 0], inputs);

    private static QuantizedInput Input(int source, int inputs, int outputs, int kernel = 3, bool upsample = false) =>
        new(source, inputs, outputs, kernel, upsample, new sbyte[inputs * outputs * kernel * kernel], [.. Enumerable.Repeat(1, outputs)]);
}
