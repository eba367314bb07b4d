using ZkStyle.Quantize.Evaluation;
using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Layers;
using ZkStyle.Quantize.Model;
using ZkStyle.Quantize.Tests.Datasets;

namespace ZkStyle.Quantize.Tests.Evaluation;

public class StyleEvaluatorTests
{
    [Fact]
    public void A_model_is_measured_as_its_pictures_are()
    {
        var dataset = TestData.Discs();
        var model = PaletteModel();
        var pictures = dataset.DrawTraining(5, 1).Select((picture, i) => new NamedPicture($"p{i}", picture)).ToArray();
        var reports = new List<int>();
        var result = StyleEvaluator.Evaluate(model, dataset, pictures, members: 3, progress: new Reporter(reports));

        Assert.Equal(DecoderHead.Palette, result.Head);
        Assert.Equal(8, reports.Max());
        Assert.Equal(ModelEvaluator.Evaluate(model, dataset, 3), result.Members);
        var ours = pictures.Select(picture => ImageResizer.Box(model.Decode(model.Encode(picture.Image)), 32, 32)).ToArray();
        var naive = pictures.Select(picture => NaivePalette.Apply(picture.Image, 32, model.Palette!)).ToArray();
        var reference = StyleReference.Of(dataset.DrawHeldOut(1000, 77), 32);
        Assert.Equal(reference.DistancesOf(ours), result.Pictures.Ours);
        Assert.Equal(reference.DistancesOf(naive), result.Pictures.Naive);
        Assert.Equal(ours.Average(PixelStatistics.Speckle), result.Pictures.Speckle);
        var maps = pictures.Select(picture => EdgeMap.Of(picture.Image, 32)).ToArray();
        Assert.Equal(ours.Select((image, i) => EdgeMap.Of(image, 32).CorrelationWith(maps[i])), result.Pictures.Pictures.Select(score => score.EdgeCorrelation));
        Assert.Equal(result.Pictures.Pictures.Average(score => score.IsFound ? 1.0 : 0), result.Pictures.Retrieval);
        Assert.False(result.Holds);

        var sheet = StyleEvaluator.DrawSheet(model, dataset, pictures, members: 2, blocksPerRow: 3, scale: 1);
        Assert.Equal((4 + (3 * ((3 * 68) + 8)), 10 + 8 + (3 * (64 + 18))), (sheet.Width, sheet.Height));
        Assert.Throws<ArgumentOutOfRangeException>(() => StyleEvaluator.Evaluate(model, dataset, pictures[..1]));
    }

    [Fact]
    public void The_bar_is_held_line_by_line()
    {
        var members = new EvaluationResult(10, new Quality(21, 21, 0.87), new Quality(21.05, 21, 0.87));
        var naive = new StyleDistances(1, 1, 1);
        var pictures = new PictureScores(new StyleDistances(0.65, 0.65, 0.45), naive, naive, 0.03, 0, 0, 0.85, 0.75, []);
        var passed = new StyleEvaluation(DecoderHead.Palette, members, pictures);
        Assert.True(passed.Holds);
        Assert.Equal(9, passed.Bar.Count);
        Assert.All(passed.Bar, line => Assert.True(line.Holds));

        const double Bit = 1e-6;
        StyleEvaluation[] failing =
        [
            passed with { Members = members with { Int8 = members.Int8 with { Psnr = 21 - Bit } } },
            passed with { Members = members with { Int8 = members.Int8 with { Ssim = 0.87 - Bit } } },
            passed with { Members = members with { Float = members.Int8 with { Psnr = 21.1 + Bit } } },
            passed with { Pictures = pictures with { Ours = new StyleDistances(0.65 + Bit, 0.65, 0.45) } },
            passed with { Pictures = pictures with { Ours = new StyleDistances(0.65, 0.65 + Bit, 0.45) } },
            passed with { Pictures = pictures with { Ours = new StyleDistances(0.65, 0.65, 0.45 + Bit) } },
            passed with { Pictures = pictures with { Speckle = 0.03 + Bit } },
            passed with { Pictures = pictures with { Retrieval = 0.85 - Bit } },
            passed with { Pictures = pictures with { EdgeCorrelation = 0.75 - Bit } },
        ];
        for (var i = 0; i < failing.Length; i++)
        {
            Assert.False(failing[i].Holds);
            Assert.Equal([i], Enumerable.Range(0, 9).Where(line => failing[i].Bar[line].Holds == false));
        }

        // Exact colours mean nothing for an rgb head, and a model may hold no float decoder.
        var rgb = failing[5] with { Head = DecoderHead.Rgb, Members = members with { Float = null } };
        Assert.True(rgb.Holds);
        Assert.Equal(3, rgb.Bar.Count(line => line.Holds is null));
    }

    // The encoder only makes the picture smaller; the decoder's weights are random.
    private static StyleModel PaletteModel()
    {
        var encoder = new NetworkGraph(new TensorShape(3, 64, 64),
        [
            new GraphNode("signed", GraphOperation.Affine, [NetworkGraph.InputName]) { Scale = 2, Offset = -1 },
            GraphNode.Resize("half", GraphOperation.AveragePool, "signed", 2),
            GraphNode.Resize("latent", GraphOperation.Unshuffle, "half", 2),
        ]);
        var decoder = SampleDecoders.Random(4, new TensorShape(12, 16, 16), [(16, false), (8, true)], DecoderHead.Palette);
        var palette = Enumerable.Range(0, 8).Select(i => new RgbColour((byte)(i * 36), (byte)(250 - (i * 30)), (byte)(i * i * 5))).ToArray();
        return new StyleModel(decoder, new FloatNetwork(encoder, new Dictionary<string, ConvolutionWeights>()), null, ModelProvenance.Untrained, palette, 2);
    }

    private sealed class Reporter(List<int> reports) : IProgress<int>
    {
        public void Report(int value)
        {
            lock (reports)
                reports.Add(value);
        }
    }
}
