using System.Buffers.Binary;
using System.Text;
using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Layers;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Tests.Model;

public class StyleModelTests
{
    [Fact]
    public void A_model_reads_back_equal_and_writes_the_same_bytes()
    {
        foreach (var model in new[] { SmallModel(), SmallPaletteModel() })
        {
            ReadsBackEqual(model);
            ReadsBackEqual(new StyleModel(model.Decoder, model.Encoder!.Round(), model.FloatDecoder, model.Provenance, model.Palette, model.PixelScale));
        }
    }

    [Fact]
    public void The_float_decoder_can_be_left_out()
    {
        var model = SmallPaletteModel();
        var slim = StyleModel.Read(new MemoryStream(Bytes(model.WithoutFloatDecoder())));
        Assert.False(slim.HasFloatDecoder);
        Assert.True(Bytes(slim).Length < Bytes(model).Length);
        var image = new RgbImage(8, 8);
        Assert.Equal(model.Decode(model.Encode(image)).Pixels, slim.Decode(slim.Encode(image)).Pixels);
    }

    private static void ReadsBackEqual(StyleModel model)
    {
        var bytes = Bytes(model);
        var copy = StyleModel.Read(new MemoryStream(bytes));
        Assert.Equal(bytes, Bytes(copy));
        Assert.Equal(model.Provenance, copy.Provenance);
        Assert.Equal(model.ComputeDigest(), copy.ComputeDigest());
        Assert.Equal((model.Head, model.PixelScale, model.Picture), (copy.Head, copy.PixelScale, copy.Picture));
        Assert.Equal(model.Palette, copy.Palette);
        var image = new RgbImage(8, 8);
        new Random(3).NextBytes(image.Pixels);
        var latent = model.Encode(image);
        Assert.Equal(latent, copy.Encode(image));
        Assert.Equal(model.Decode(latent).Pixels, copy.Decode(latent).Pixels);
        Assert.Equal(model.DecodeFloat(latent).Pixels, copy.DecodeFloat(latent).Pixels);
    }

    [Fact]
    public void The_encoder_computes_its_graph()
    {
        // Unshuffle, affine, 1x1 convolution that picks channels: the latent can be said in one line.
        var model = SmallModel();
        var image = new RgbImage(8, 8);
        new Random(5).NextBytes(image.Pixels);
        var latent = model.Encode(image);
        for (var y = 0; y < 4; y++)
        {
            for (var x = 0; x < 4; x++)
            {
                // Channel 0 is 0.5 * (2 * red - 1) of the square's upper left pixel, channel 1 is green of the lower right one plus 0.25, clamped.
                var red = image.Pixels[((2 * y * 8) + (2 * x)) * 3] / 255f;
                var green = image.Pixels[(((((2 * y) + 1) * 8) + (2 * x) + 1) * 3) + 1] / 255f;
                Assert.InRange(latent[(y * 4) + x] - (128 + (127 * 0.5f * ((2 * red) - 1))), -0.51f, 0.51f);
                Assert.InRange(latent[16 + (y * 4) + x] - (128 + (127 * Math.Clamp((2 * green) - 1 + 0.25f, -1, 1))), -0.51f, 0.51f);
            }
        }
    }

    [Fact]
    public void A_decoder_alone_decodes_and_says_what_it_lacks()
    {
        var model = StyleModel.Read(new MemoryStream(Bytes(new StyleModel(SampleDecoders.Reference(2)))));
        Assert.False(model.HasEncoder);
        Assert.Equal((64, 64), (model.Decode(new byte[512]).Width, model.Decode(new byte[512]).Height));
        Assert.Throws<InvalidOperationException>(() => model.Encode(new RgbImage(64, 64)));
        Assert.Throws<InvalidOperationException>(() => model.DecodeFloat(new byte[512]));
        Assert.Throws<ArgumentException>(() => SmallModel().Encode(new RgbImage(9, 8)));
    }

    [Fact]
    public void Any_picture_is_cropped_resized_encoded_and_decoded()
    {
        var model = SmallModel();
        var picture = new RgbaImage(30, 17, new byte[30 * 17 * 4]);
        new Random(8).NextBytes(picture.Pixels);
        var stylized = model.Stylize(picture);
        Assert.Equal(ImageResizer.ToSquare(picture.Flatten(), 8).Pixels, stylized.Input.Pixels);
        Assert.Equal(model.Encode(stylized.Input), stylized.Latent);
        Assert.Equal(IntegerInference.Decode(model.Decoder, stylized.Latent), stylized.Image);
        Assert.Equal(stylized.Image, stylized.Output.ToPlanes());
    }

    [Theory]
    [InlineData("a b", "a b")]
    [InlineData("decoder.1", "decoder.1")]
    public void Names_that_could_not_be_read_back_are_not_written(string first, string named)
    {
        QuantizedLayer Layer(string name, Activation activation) => QuantizedLayer.Convolution(name, 3, 3, false, activation, new sbyte[81], [1, 1, 1], [0, 0, 0]);
        var model = new StyleModel(new QuantizedDecoder(new TensorShape(3, 4, 4), [Layer(first, Activation.Relu), Layer("decoder.1", Activation.ImageByte)]));
        Assert.Contains(named, Assert.Throws<ArgumentException>(() => Bytes(model)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Latent_files_have_their_length_checked()
    {
        var model = SmallModel();
        Assert.Equal(32, model.ReadLatent(new MemoryStream(new byte[32])).Length);
        Assert.Contains("31 bytes", Assert.Throws<InvalidDataException>(() => model.ReadLatent(new MemoryStream(new byte[31]))).Message, StringComparison.Ordinal);
        Assert.Contains("longer", Assert.Throws<InvalidDataException>(() => model.ReadLatent(new MemoryStream(new byte[33]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_are_written_whole_or_not_at_all()
    {
        var folder = Directory.CreateTempSubdirectory("zkstyle-model-");
        try
        {
            var path = Path.Combine(folder.FullName, "a", "model.zkm");
            SmallModel().WriteFile(path);
            Assert.Equal(SmallModel().ComputeDigest(), StyleModel.ReadFile(path).ComputeDigest());
            Assert.Throws<InvalidOperationException>(() => ZkStyle.Quantize.Files.AtomicFile.Write(path, stream =>
            {
                stream.WriteByte(1);
                throw new InvalidOperationException("the disk is full");
            }));
            Assert.Equal(SmallModel().ComputeDigest(), StyleModel.ReadFile(path).ComputeDigest());
            Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_thousand_mutated_files_are_refused_or_read_and_never_crash()
    {
        Mutate(Bytes(SmallModel()), 500);
        Mutate(Bytes(SmallPaletteModel()), 500);
    }

    private static void Mutate(byte[] original, int rounds)
    {
        var headerLength = (int)BinaryPrimitives.ReadInt64LittleEndian(original);
        var random = new Random(2026);
        var refused = 0;
        for (var round = 0; round < rounds; round++)
        {
            var hostile = (byte[])original.Clone();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                // Mostly the header, where the structure is; digits turn into digits half of the time.
                var at = random.Next(10) < 8 ? 8 + random.Next(headerLength) : random.Next(hostile.Length);
                hostile[at] = char.IsAsciiDigit((char)hostile[at]) && random.Next(2) == 0 ? (byte)('0' + random.Next(10)) : (byte)random.Next(256);
            }

            if (random.Next(8) == 0)
                hostile = hostile[..random.Next(hostile.Length)];
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                var model = StyleModel.Read(new MemoryStream(hostile));
                model.Decode(new byte[model.Decoder.Latent.Length]);
            }
            catch (InvalidDataException e)
            {
                refused++;
                Assert.DoesNotContain('\n', e.Message);
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 20);
        }

        Assert.InRange(refused, rounds / 2, rounds);
    }

    [Theory]
    [InlineData("\\\"upsample\\\":true", "\\\"upsample\\\":null", "upsample")]
    [InlineData("\\\"kernel\\\":1", "\\\"kernel\\\":2", "odd kernel")]
    [InlineData("\\\"kernel\\\":1", "\\\"kernel\\\":3", "shape")]
    [InlineData("\\\"factor\\\":2", "\\\"factor\\\":3", "divided by 3")]
    [InlineData("\\\"head\\\":\\\"rgb\\\"", "\\\"head\\\":\\\"rgx\\\"", "head")]
    [InlineData("\\\"activation\\\":\\\"relu\\\"", "\\\"activation\\\":\\\"rely\\\"", "activation")]
    [InlineData("\\\"image\\\":[3,8,8]", "\\\"image\\\":[3,8,9]", "image")]
    [InlineData("\\\"latent\\\":[2,4,4]", "\\\"latent\\\":[2,9,4]", "decoder")]
    [InlineData("\\\"source\\\":1", "\\\"source\\\":9", "tensor 9")]
    [InlineData("\\\"pixelScale\\\":1", "\\\"pixelScale\\\":0", "pixelScale")]
    [InlineData("zkstyle-model/2", "zkstyle-model/1", "zkstyle-model/2")]
    [InlineData("decoder.0.offset", "decoder.9.offset", "decoder.0.offset")]
    public void Errors_name_the_place(string from, string to, string named)
    {
        var text = Encoding.Latin1.GetString(Bytes(SmallModel()));
        Assert.Contains(from, text, StringComparison.Ordinal);
        var bytes = Encoding.Latin1.GetBytes(text.Replace(from, to, StringComparison.Ordinal));
        var error = Assert.Throws<InvalidDataException>(() => StyleModel.Read(new MemoryStream(bytes)));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    private static byte[] Bytes(StyleModel model)
    {
        using var stream = new MemoryStream();
        model.Write(stream);
        return stream.ToArray();
    }

    [Fact]
    public void Class_indices_are_drawn_in_the_palette_at_the_pixel_scale()
    {
        var model = SmallPaletteModel();
        Assert.Equal(new TensorShape(3, 8, 8), model.Picture);
        var image = new byte[16];
        for (var i = 0; i < 16; i++)
            image[i] = (byte)(i % 3);
        var picture = model.Render(image);
        for (var y = 0; y < 8; y++)
        {
            for (var x = 0; x < 8; x++)
            {
                var colour = model.Palette![image[(y / 2 * 4) + (x / 2)]];
                Assert.Equal(colour, new RgbColour(picture.Pixels[((y * 8) + x) * 3], picture.Pixels[(((y * 8) + x) * 3) + 1], picture.Pixels[(((y * 8) + x) * 3) + 2]));
            }
        }

        Assert.Contains("15", Assert.Throws<ArgumentException>(() => model.Render(image.AsSpan(0, 15))).Message, StringComparison.Ordinal);
        image[7] = 3;
        Assert.Contains("Byte 7", Assert.Throws<ArgumentException>(() => model.Render(image)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_float_decoder_of_a_palette_chooses_the_largest_logit()
    {
        var model = SmallPaletteModel();
        var latent = new byte[model.Decoder.Latent.Length];
        new Random(4).NextBytes(latent);
        var logits = model.FloatDecoder!.Run(Array.ConvertAll(latent, b => (b - 128) / 127f));
        var classes = Enumerable.Range(0, 16).Select(i => (byte)Enumerable.Range(0, 3).MaxBy(c => logits[(c * 16) + i])).ToArray();
        Assert.Equal(model.Render(classes).Pixels, model.DecodeFloat(latent).Pixels);
    }

    [Fact]
    public void A_file_whose_head_is_not_its_decoders_is_refused()
    {
        var text = Encoding.Latin1.GetString(Bytes(SmallPaletteModel()));
        var bytes = Encoding.Latin1.GetBytes(text.Replace("\\\"palette\\\"", "\\\"rgb\\\"    ", StringComparison.Ordinal));
        Assert.Contains("graph.head is rgb", Assert.Throws<InvalidDataException>(() => StyleModel.Read(new MemoryStream(bytes))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Palettes_and_heads_must_fit()
    {
        var palette = SampleDecoders.Random(1, new TensorShape(1, 2, 2), [(3, true)], DecoderHead.Palette);
        var rgb = SampleDecoders.Random(1, new TensorShape(1, 2, 2), [(3, true)]);
        Assert.Contains("3 colours", Assert.Throws<ArgumentException>(() => new StyleModel(palette)).Message, StringComparison.Ordinal);
        Assert.Contains("0 colours", Assert.Throws<ArgumentException>(() => new StyleModel(rgb, [new RgbColour(1, 2, 3)])).Message, StringComparison.Ordinal);
        Assert.Contains("65 times", Assert.Throws<ArgumentException>(() => new StyleModel(rgb, null, 65)).Message, StringComparison.Ordinal);
        Assert.Equal(new TensorShape(3, 12, 12), new StyleModel(rgb, null, 3).Picture);
    }

    private static StyleModel SmallPaletteModel()
    {
        var rgb = SmallModel();
        var decoder = new QuantizedDecoder(new TensorShape(2, 4, 4),
        [
            .. SampleDecoders.Random(9, new TensorShape(2, 4, 4), [(5, false), (3, false)]).Layers.Take(1),
            new QuantizedLayer("scores", 3, Activation.Score, [0, 0, 0],
            [
                new QuantizedInput(1, 5, 3, 1, false, [9, -8, 7, -6, 5, 4, -3, 2, 1, 0, 100, -90, 80, -70, 60], [70000, 70000, 7000]),
                new QuantizedInput(0, 2, 3, 3, false, [.. Enumerable.Range(0, 54).Select(i => (sbyte)((37 * i % 101) - 50))], [3000, 3000, 3000]),
            ]),
        ]);
        var nodes = rgb.FloatDecoder!.Graph.Nodes;
        var graph = new NetworkGraph(decoder.Latent, [nodes[0], nodes[1], nodes[3] with { Inputs = [nodes[1].Name] }]);
        return new StyleModel(
            decoder, rgb.Encoder, new FloatNetwork(graph, rgb.FloatDecoder.Weights), rgb.Provenance, [new(0, 0, 0), new(200, 100, 50), new(255, 255, 255)], 2);
    }

    private static StyleModel SmallModel()
    {
        var decoder = SampleDecoders.Random(9, new TensorShape(2, 4, 4), [(5, false), (3, true)]);
        var encoderGraph = new NetworkGraph(new TensorShape(3, 8, 8),
        [
            new GraphNode("signed", GraphOperation.Affine, ["input"]) { Scale = 2, Offset = -1 },
            GraphNode.Resize("squares", GraphOperation.Unshuffle, "signed", 2),
            GraphNode.Convolution("pick", "squares", 2, 1, normalized: false),
        ]);
        var pick = new float[24];
        (pick[0], pick[12 + 7]) = (0.5f, 1f);
        var encoder = new FloatNetwork(encoderGraph, new Dictionary<string, ConvolutionWeights> { ["pick"] = new(pick, [0, 0.25f]) });
        var decoderGraph = new NetworkGraph(new TensorShape(2, 4, 4),
        [
            GraphNode.Convolution("decoder.0", "input", 5, 3, normalized: false),
            GraphNode.Relu("decoder.0.relu", "decoder.0"),
            GraphNode.Resize("decoder.1.upsample", GraphOperation.Upsample, "decoder.0.relu", 2),
            GraphNode.Convolution("decoder.1", "decoder.1.upsample", 3, 3, normalized: false),
        ]);
        var random = new Random(1);
        float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.4f)];
        var floatDecoder = new FloatNetwork(decoderGraph, new Dictionary<string, ConvolutionWeights>
        {
            ["decoder.0"] = new(Numbers(90), Numbers(5)),
            ["decoder.1"] = new(Numbers(135), Numbers(3)),
        });
        return new StyleModel(decoder, encoder, floatDecoder, new ModelProvenance("small", ulong.MaxValue, 3, 4, 5, 0.1f, "none", "ab"));
    }
}
