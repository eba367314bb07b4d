using ZkStyle.Quantize.Datasets;
using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Evaluation;

/// <summary>Holds a model against the pass bar.</summary>
public static class StyleEvaluator
{
    /// <summary>Members that the collection's style is taken from.</summary>
    public const int ReferenceMembers = 1000;

    // Seeds of the three draws of held-out members.
    private const ulong ReferenceSeed = 77;
    private const ulong FloorSeed = 5;
    private const ulong SheetSeed = 3;

    // For an rgb head, which has no palette: one of the collection's, as many colours as palette heads have.
    private const int PaletteColours = 32;
    private const int PaletteMembers = 1000;
    private const ulong PaletteSeed = 11;

    /// <summary>Measures everything.</summary>
    /// <param name="model">A model with an encoder.</param>
    /// <param name="dataset">The collection it learnt from.</param>
    /// <param name="pictures">Pictures that training never saw, at least two, of the size that the model takes.</param>
    /// <param name="members">How many held-out members are reconstructed.</param>
    /// <param name="seed">Which members.</param>
    /// <param name="progress">Receives the number of members and pictures done, of <paramref name="members"/> + pictures.</param>
    /// <param name="cancellation">Stops measuring.</param>
    /// <returns>All figures.</returns>
    /// <exception cref="InvalidOperationException">The model has no encoder, or its pictures cannot be measured.</exception>
    public static StyleEvaluation Evaluate(
        StyleModel model, StyleDataset dataset, IReadOnlyList<NamedPicture> pictures, int members = 1000, ulong seed = 3,
        IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(pictures);
        ArgumentOutOfRangeException.ThrowIfLessThan(pictures.Count, 2, nameof(pictures));
        var reconstruction = ModelEvaluator.Evaluate(model, dataset, members, seed, progress, cancellation);
        var scores = Score(model, dataset, pictures, progress is null ? null : new Offset(progress, members), cancellation);
        return new StyleEvaluation(model.Head, reconstruction, scores);
    }

    /// <summary>The resolution at which a model's pictures are measured: that of its cells, or 32x32 for an rgb head.</summary>
    /// <param name="model">The model.</param>
    /// <returns>Pixels of a side.</returns>
    /// <exception cref="InvalidOperationException">The pictures are not square, or too small.</exception>
    public static int NativeSide(StyleModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var side = model.Head == DecoderHead.Palette ? model.Decoder.Image.Width : Quality.NativeSide;
        if (model.Picture.Width != model.Picture.Height || model.Picture.Width % side != 0 || side < FeatureQuantiles.MinSide || side % 4 != 0)
            throw new InvalidOperationException($"Style is measured on square pictures whose native side is at least {FeatureQuantiles.MinSide} and a multiple of 4; this model makes {model.Picture.Width}x{model.Picture.Height} pixels of {model.Decoder.Image.Width}x{model.Decoder.Image.Height} cells.");
        return side;
    }

    /// <summary>The colours that naive quantization uses: the model's palette, or for an rgb head one of the collection's members that training may see.</summary>
    /// <param name="model">The model.</param>
    /// <param name="dataset">The collection.</param>
    /// <returns>The palette.</returns>
    public static IReadOnlyList<RgbColour> NaiveColours(StyleModel model, StyleDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(dataset);
        if (model.Palette is { } palette)
            return palette;
        var side = NativeSide(model);
        var native = dataset.DrawTraining(PaletteMembers, PaletteSeed).Select(member => NativePicture.Of(member, side)).ToArray();
        return PaletteExtractor.Extract(native, PaletteColours);
    }

    /// <summary>A sheet for a person to look at: each picture, the palette's nearest colours, and what the INT8 model makes of it; then held-out members likewise.</summary>
    /// <param name="model">A model with an encoder.</param>
    /// <param name="dataset">The collection.</param>
    /// <param name="pictures">Pictures of the size that the model takes.</param>
    /// <param name="members">How many held-out members follow.</param>
    /// <param name="blocksPerRow">How many pictures stand side by side.</param>
    /// <param name="scale">How many times pixels are repeated in both directions.</param>
    /// <returns>The sheet.</returns>
    public static RgbImage DrawSheet(
        StyleModel model, StyleDataset dataset, IReadOnlyList<NamedPicture> pictures, int members = 16, int blocksPerRow = 4, int scale = 2)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(pictures);
        var palette = NaiveColours(model, dataset);
        var side = NativeSide(model);
        var all = pictures.ToList();
        if (members > 0)
            all.AddRange(dataset.DrawHeldOut(members, SheetSeed).Select((member, i) => new NamedPicture($"held out {i + 1}", member)));
        var blocks = new ContactBlock[all.Count];
        Parallel.For(0, blocks.Length, i =>
        {
            var naive = NaivePalette.Apply(all[i].Image, side, palette);
            blocks[i] = new ContactBlock(
                all[i].Name,
                [all[i].Image, ImageResizer.Box(naive, all[i].Image.Width, all[i].Image.Height), model.Decode(model.Encode(all[i].Image))]);
        });
        return ContactSheet.Compose(blocks, ["picture", "naive palette", "ours"], blocksPerRow, scale: scale);
    }

    private static PictureScores Score(
        StyleModel model, StyleDataset dataset, IReadOnlyList<NamedPicture> pictures, IProgress<int>? progress, CancellationToken cancellation)
    {
        var side = NativeSide(model);
        var palette = NaiveColours(model, dataset);
        var ours = new RgbImage[pictures.Count];
        var done = 0;
        Parallel.For(0, ours.Length, new ParallelOptions { CancellationToken = cancellation }, i =>
        {
            ours[i] = NativePicture.Of(model.Decode(model.Encode(pictures[i].Image)), side);
            progress?.Report(Interlocked.Increment(ref done));
        });
        var naive = pictures.Select(picture => NaivePalette.Apply(picture.Image, side, palette)).ToArray();
        var floor = dataset.DrawHeldOut(pictures.Count, FloorSeed).Select(member => NativePicture.Of(member, side)).ToArray();
        var reference = StyleReference.Of(dataset.DrawHeldOut(ReferenceMembers, ReferenceSeed), side, cancellation);
        var contents = pictures.Select(picture => EdgeMap.Of(picture.Image, side)).ToArray();
        var scores = ours.Select((image, i) =>
        {
            var edges = EdgeMap.Of(image, side);
            return new PictureScore(pictures[i].Name, edges.CorrelationWith(contents[i]), pictures[edges.NearestOf(contents)].Name, PixelStatistics.Speckle(image));
        }).ToArray();
        return new PictureScores(
            reference.DistancesOf(ours, cancellation), reference.DistancesOf(naive, cancellation), reference.DistancesOf(floor, cancellation),
            scores.Average(score => score.Speckle), naive.Average(PixelStatistics.Speckle), floor.Average(PixelStatistics.Speckle),
            scores.Average(score => score.IsFound ? 1.0 : 0), scores.Average(score => score.EdgeCorrelation), scores);
    }

    // Counts on from what was done before.
    private sealed class Offset(IProgress<int> progress, int before) : IProgress<int>
    {
        public void Report(int value) => progress.Report(before + value);
    }
}
