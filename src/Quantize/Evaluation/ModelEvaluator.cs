using ZkStyle.Quantize.Datasets;
using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Evaluation;

/// <summary>Evaluates models on pictures that training never saw.</summary>
public static class ModelEvaluator
{
    /// <summary>Encodes and decodes held-out pictures and compares.</summary>
    /// <param name="model">A model with an encoder.</param>
    /// <param name="dataset">The collection.</param>
    /// <param name="images">How many pictures.</param>
    /// <param name="seed">Which pictures: same seed, same pictures.</param>
    /// <param name="progress">Receives the number of pictures done.</param>
    /// <param name="cancellation">Stops evaluating.</param>
    /// <returns>The figures, float and INT8.</returns>
    /// <exception cref="InvalidOperationException">The model has no encoder.</exception>
    public static EvaluationResult Evaluate(
        StyleModel model, StyleDataset dataset, int images = 200, ulong seed = 3, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(dataset);
        var side = NativeSide(model);
        var originals = dataset.DrawHeldOut(images, seed);
        var int8 = new RgbImage[originals.Count];
        var real = new RgbImage[originals.Count];
        var done = 0;
        Parallel.For(0, originals.Count, new ParallelOptions { CancellationToken = cancellation }, i =>
        {
            var latent = model.Encode(originals[i]);
            int8[i] = model.Decode(latent);
            if (model.HasFloatDecoder)
                real[i] = model.DecodeFloat(latent);
            progress?.Report(Interlocked.Increment(ref done));
        });
        return new EvaluationResult(originals.Count, Quality.Of(originals, int8, side), model.HasFloatDecoder ? Quality.Of(originals, real, side) : null);
    }

    /// <summary>A sheet for a person to look at: held-out pictures, and below each what the INT8 model makes of it.</summary>
    /// <param name="model">A model with an encoder.</param>
    /// <param name="dataset">The collection.</param>
    /// <param name="columns">Pictures per row, at least 1.</param>
    /// <param name="rows">Pairs of rows, at least 1.</param>
    /// <param name="seed">Which pictures.</param>
    /// <param name="scale">How many times pixels are repeated in both directions.</param>
    /// <returns>The sheet.</returns>
    public static RgbImage DrawContactSheet(StyleModel model, StyleDataset dataset, int columns = 10, int rows = 3, ulong seed = 3, int scale = 1)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        var sheet = new List<IReadOnlyList<RgbImage>>();
        foreach (var row in dataset.DrawHeldOut(columns * rows, seed).Chunk(columns))
        {
            sheet.Add(row);
            sheet.Add([.. row.Select(picture => model.Decode(model.Encode(picture)))]);
        }

        return ContactSheet.Compose(sheet, scale: scale);
    }

    // Structural similarity is of a palette head's cells; an rgb head's pictures are taken for doubled ones.
    private static int NativeSide(StyleModel model) => model.Head == DecoderHead.Palette ? model.Decoder.Image.Width : Quality.NativeSide;
}
