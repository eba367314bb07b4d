using ZkStyle.Quantize.Model;
using ZkStyle.Quantize.Onnx;

namespace ZkStyle.Quantize.Tests.Onnx;

public sealed class QdqImporterTests
{
    [Fact]
    public void A_decoder_that_PyTorch_quantized_differs_by_a_step_at_most()
    {
        var vector = OnnxVector.Load("qdq");
        Assert.True(QdqImporter.IsQuantized(vector.Model));
        var notes = new List<string>();
        var decoder = QdqImporter.Decoder(vector.Model, hasPalette: false, notes);
        Assert.Empty(notes);
        // The latent is read as it is and doubled, so it has a copy; the rest are the four convolutions.
        Assert.Equal(["latent.copy", "a.Conv", "b.Conv", "c.Conv", "d.Conv"], decoder.Layers.Select(layer => layer.Name));
        var (sum, count) = (0, 0);
        for (var n = 0; n < vector.Inputs.Length; n++)
        {
            var image = IntegerInference.Decode(decoder, OnnxVector.ToLatent(vector.Inputs[n]));
            for (var i = 0; i < image.Length; i++)
            {
                var difference = image[i] - (int)MathF.Round(vector.Outputs[n][i] * 255);
                Assert.InRange(difference, -2, 2);
                sum += Math.Abs(difference);
                count++;
            }
        }

        Assert.InRange(sum / (double)count, 0, 0.2);
    }
}
