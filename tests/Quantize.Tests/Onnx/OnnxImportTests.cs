using ZkStyle.Quantize.Calibration;
using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Layers;
using ZkStyle.Quantize.Model;
using ZkStyle.Quantize.Onnx;

namespace ZkStyle.Quantize.Tests.Onnx;

public sealed class OnnxImportTests
{
    private static readonly RgbColour[] s_palette = [.. Enumerable.Range(0, 6).Select(i => new RgbColour((byte)(40 * i), (byte)(255 - i), 7))];

    // Random weights and random latents are the hardest case for 8 bits: trained decoders lose a tenth of this.
    [Theory]
    [InlineData("graph", 1f, 2.0)]
    [InlineData("chain", 255f, 2.0)]
    public void A_float_decoder_of_PyTorch_loses_little_in_INT8(string name, float white, double bound)
    {
        var vector = OnnxVector.Load(name);
        var import = OnnxImport.Read(new MemoryStream(vector.Bytes));
        Assert.Equal((DecoderHead.Rgb, false, new TensorShape(4, 4, 4)), (import.Head, import.IsQuantized, import.Latent));
        var model = import.Quantize(Latents(64, import.Latent.Length)).Model;
        var (sum, count) = (0.0, 0);
        for (var n = 0; n < vector.Inputs.Length; n++)
        {
            var image = model.Decode(OnnxVector.ToLatent(vector.Inputs[n])).ToPlanes();
            for (var i = 0; i < image.Length; i++)
            {
                sum += Math.Abs(image[i] - (vector.Outputs[n][i] / white * 255));
                count++;
            }
        }

        Assert.InRange(sum / count, 0, bound);
    }

    [Theory]
    [InlineData("palette")]
    [InlineData("scores")]
    public void A_palette_decoder_of_PyTorch_chooses_the_same_colours(string name)
    {
        var vector = OnnxVector.Load(name);
        var import = OnnxImport.Read(new MemoryStream(vector.Bytes), null, new OnnxImportOptions { Palette = s_palette });
        var model = import.Quantize(Latents(64, import.Latent.Length)).Model;
        Assert.Equal((DecoderHead.Palette, 1), (model.Head, model.PixelScale));
        Assert.Equal(s_palette, model.Palette);
        var (same, count) = (0, 0);
        for (var n = 0; n < vector.Inputs.Length; n++)
        {
            var image = IntegerInference.Decode(model.Decoder, OnnxVector.ToLatent(vector.Inputs[n]));
            var expected = name == "palette" ? Array.ConvertAll(vector.Outputs[n], x => (byte)x) : ClassChoice.Of<float>(vector.Outputs[n], 6);
            same += image.Zip(expected, (a, b) => a == b ? 1 : 0).Sum();
            count += image.Length;
        }

        Assert.InRange(same / (double)count, 0.97, 1);
    }

    [Fact]
    public void A_quantized_decoder_is_a_model_as_it_stands()
    {
        var import = OnnxImport.Read(new MemoryStream(OnnxVector.Load("qdq").Bytes));
        Assert.True(import.IsQuantized);
        Assert.Equal(("pytorch", 13), (import.Producer, import.Opset));
        var model = import.ToModel();
        using var file = new MemoryStream();
        model.Write(file);
        file.Position = 0;
        Assert.Equal(model.ComputeDigest(), StyleModel.Read(file).ComputeDigest());
        Assert.Throws<InvalidOperationException>(() => import.Quantize(Latents(1, 64)));
    }

    [Fact]
    public void An_encoder_comes_along()
    {
        var (decoder, encoder) = (OnnxVector.Load("chain"), OnnxVector.Load("encoder"));
        var import = OnnxImport.Read(new MemoryStream(decoder.Bytes), new MemoryStream(encoder.Bytes));
        Assert.Equal(new TensorShape(3, 16, 16), import.EncoderInput);
        var picture = RgbImage.FromPlanes(new TensorShape(3, 16, 16), Array.ConvertAll(encoder.Inputs[0], x => (byte)MathF.Round(x * 255)));
        var latent = import.Encode(picture);
        for (var i = 0; i < latent.Length; i++)
            Assert.InRange(latent[i] - (128 + (encoder.Outputs[0][i] * 127)), -0.51f, 0.51f);
        var model = import.Quantize([latent]).Model;
        Assert.Equal(latent, model.Encode(picture));
    }

    [Theory]
    [MemberData(nameof(WrittenModels))]
    public void Models_come_back_from_their_own_exports(int which, bool quantized)
    {
        var model = WrittenModel(which);
        using var decoder = new MemoryStream();
        if (quantized)
            OnnxExport.WriteQuantizedDecoder(model, decoder);
        else
            OnnxExport.WriteFloatDecoder(model, decoder);
        using var encoder = new MemoryStream();
        OnnxExport.WriteEncoder(model, encoder);
        (decoder.Position, encoder.Position) = (0, 0);
        var import = OnnxImport.Read(decoder, encoder);
        Assert.Equal(quantized, import.IsQuantized);
        Assert.Empty(import.Notes);
        var copy = quantized ? import.ToModel() : import.Quantize(Latents(16, import.Latent.Length)).Model;
        Assert.Equal((model.Head, model.PixelScale), (copy.Head, copy.PixelScale));
        Assert.Equal(model.Palette, copy.Palette);
        var picture = new RgbImage(model.Picture.Width, model.Picture.Height);
        new Random(which).NextBytes(picture.Pixels);
        var latent = model.Encode(picture);
        Assert.Equal(latent, copy.Encode(picture));
        if (quantized)
            Assert.Equal(IntegerInference.Decode(model.Decoder, latent), IntegerInference.Decode(copy.Decoder, latent));
        else
            Assert.Equal(model.DecodeFloat(latent).Pixels, copy.DecodeFloat(latent).Pixels);
    }

    public static TheoryData<int, bool> WrittenModels => new() { { 0, false }, { 0, true }, { 1, false }, { 1, true } };

    [Fact]
    public void What_the_file_does_not_say_is_asked_for()
    {
        var palette = new MemoryStream(OnnxVector.Load("palette").Bytes);
        Assert.Contains("6 colours, which the file does not name", Assert.Throws<ArgumentException>(() => OnnxImport.Read(palette)).Message, StringComparison.Ordinal);
        palette.Position = 0;
        var five = new OnnxImportOptions { Palette = s_palette[..5] };
        Assert.Contains("6 colours, the palette has 5", Assert.Throws<ArgumentException>(() => OnnxImport.Read(palette, null, five)).Message, StringComparison.Ordinal);
        var scores = new MemoryStream(OnnxVector.Load("scores").Bytes);
        Assert.Contains("6 channels, a picture has 3", Assert.Throws<InvalidDataException>(() => OnnxImport.Read(scores)).Message, StringComparison.Ordinal);
        var import = OnnxImport.Read(new MemoryStream(OnnxVector.Load("chain").Bytes));
        Assert.Contains("63 bytes, the decoder takes 64", Assert.Throws<ArgumentException>(() => import.Quantize([new byte[63]])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => import.Quantize([]));
        Assert.Throws<InvalidOperationException>(() => import.ToModel());
        Assert.Throws<InvalidOperationException>(() => import.Encode(new RgbImage(16, 16)));
        Assert.Throws<ArgumentException>(() => OnnxImport.Read(new MemoryStream(OnnxVector.Load("chain").Bytes), null, new OnnxImportOptions { LatentScale = 0 }));
    }

    // An rgb and a palette model with every operation that encoders and decoders of ours have.
    private static StyleModel WrittenModel(int which)
    {
        var random = new Random(30 + which);
        var classes = which == 0 ? 3 : 6;
        var decoderGraph = new NetworkGraph(new TensorShape(4, 4, 4),
        [
            GraphNode.Convolution("a", "input", 6, 3, normalized: false),
            GraphNode.Relu("a.relu", "a") with { Ceiling = 2 },
            GraphNode.Convolution("b", "a.relu", 6, 3, normalized: false),
            new GraphNode("b.sum", GraphOperation.Add, ["a.relu", "b"]),
            GraphNode.Relu("b.relu", "b.sum"),
            new GraphNode("joined", GraphOperation.Concatenate, ["a.relu", "b.relu"]),
            GraphNode.Resize("up", GraphOperation.Upsample, "joined", 2),
            GraphNode.Convolution("c", "up", 5, 1, normalized: false),
            GraphNode.Relu("c.relu", "c"),
            GraphNode.Convolution("head", "c.relu", classes, 3, normalized: false),
        ]);
        var encoderGraph = new NetworkGraph(new TensorShape(3, 16, 16),
        [
            new GraphNode("signed", GraphOperation.Affine, ["input"]) { Scale = 2, Offset = -1 },
            GraphNode.Resize("cells", GraphOperation.Unshuffle, "signed", 2),
            GraphNode.Convolution("stem", "cells", 6, 3, normalized: false),
            GraphNode.Relu("stem.relu", "stem"),
            GraphNode.Convolution("down", "stem.relu", 6, 3, stride: 2, normalized: false),
            GraphNode.Resize("up", GraphOperation.Upsample, "down", 2),
            new GraphNode("joined", GraphOperation.Concatenate, ["up", "stem.relu"]),
            GraphNode.Resize("pool", GraphOperation.AveragePool, "joined", 2),
            GraphNode.Convolution("latent", "pool", 4, 1, normalized: false),
        ]);
        var (decoder, encoder) = (Network(decoderGraph, random), Network(encoderGraph, random));
        var calibration = Latents(16, decoderGraph.Input.Length);
        var head = which == 0 ? DecoderHead.Rgb : DecoderHead.Palette;
        var quantized = PostTrainingQuantizer.QuantizeDecoder(decoder, head, calibration, new QuantizationOptions());
        return new StyleModel(quantized.Decoder, encoder, decoder, ModelProvenance.Untrained, which == 0 ? null : s_palette, pixelScale: 2);
    }

    private static FloatNetwork Network(NetworkGraph graph, Random random)
    {
        float[] Numbers(int count, double reach) => [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() - 0.45) * reach))];
        return new FloatNetwork(graph, graph.Convolutions.ToDictionary(node => node.Name, node =>
        {
            var fanIn = graph.InputChannels(node) * node.Kernel * node.Kernel;
            return new ConvolutionWeights(Numbers(node.OutputChannels * fanIn, 3 / Math.Sqrt(fanIn)), Numbers(node.OutputChannels, 0.5));
        }));
    }

    private static byte[][] Latents(int count, int length)
    {
        var random = new Random(77);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, length).Select(_ => (byte)random.Next(1, 256)).ToArray())];
    }
}
