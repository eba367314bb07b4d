using ZkStyle.Cli.Commands;
using ZkStyle.Cli.Files;
using ZkStyle.Cli.Output;
using ZkStyle.Quantize.Datasets;
using ZkStyle.Quantize.Evaluation;
using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Model;
using ZkStyle.Quantize.Training;

namespace ZkStyle.Cli.Demo;

/// <summary>From pictures to an INT8 model, and from a picture to the image that is minted.</summary>
internal static class StyleStep
{
    private const int EvaluationImages = 200;

    /// <summary>Builds the data set.</summary>
    /// <param name="files">Receives it.</param>
    /// <returns>The data set.</returns>
    public static StyleDataset BuildDataset(DemoFiles files)
    {
        var dataset = InputFile.Read(SolidityFolder.PackageFile(DatasetCommand.NounsParts), "part file", NounsDataset.FromAssets);
        OutputFile.Write(files.Dataset, dataset.Write);
        return dataset;
    }

    /// <summary>Trains and quantizes.</summary>
    /// <param name="dataset">What to learn from.</param>
    /// <param name="options">How.</param>
    /// <param name="files">Receive model and loss curve.</param>
    /// <param name="progress">Receives progress.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The model.</returns>
    public static StyleModel Train(
        StyleDataset dataset, TrainingOptions options, DemoFiles files, IPhaseProgress progress, CancellationToken cancellationToken)
    {
        var trainer = StyleTrainer.Start(dataset, options);
        trainer.Run(TrainingReports.To(progress), cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        progress.Report("quantize", 0);
        var model = trainer.Quantize().Model;
        OutputFile.Write(files.Model, model.Write, cancellationToken);
        OutputFile.Write(files.LossCurve, stream => PngWriter.Write(stream, trainer.DrawLossCurve()), cancellationToken);
        return model;
    }

    /// <summary>Scores a model on Nouns of parts that training never saw.</summary>
    /// <param name="model">The model.</param>
    /// <param name="dataset">The data set.</param>
    /// <param name="files">Receive the contact sheet.</param>
    /// <param name="progress">Receives progress.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The scores.</returns>
    public static EvaluationResult Evaluate(
        StyleModel model, StyleDataset dataset, DemoFiles files, IPhaseProgress progress, CancellationToken cancellationToken)
    {
        var done = new ProgressAdapter<int>(count => progress.Report("pictures", (double)count / EvaluationImages));
        var result = ModelEvaluator.Evaluate(model, dataset, EvaluationImages, progress: done, cancellation: cancellationToken);
        OutputFile.Write(files.ContactSheet, stream => PngWriter.Write(stream, ModelEvaluator.DrawContactSheet(model, dataset, scale: 2)), cancellationToken);
        return result;
    }

    /// <summary>Stylizes one held-out Noun.</summary>
    /// <param name="model">The model.</param>
    /// <param name="dataset">The data set.</param>
    /// <param name="seed">Which Noun.</param>
    /// <param name="files">Receive picture, latent and image.</param>
    /// <returns>The latent and its image.</returns>
    public static StylizedPicture Stylize(StyleModel model, StyleDataset dataset, ulong seed, DemoFiles files)
    {
        var picture = dataset.DrawHeldOut(1, seed)[0];
        var latent = model.Encode(picture);
        var image = IntegerInference.Decode(model.Decoder, latent);
        OutputFile.Write(files.Picture, stream => PngWriter.Write(stream, picture));
        OutputFile.Write(files.Latent, latent);
        OutputFile.Write(files.Image, stream => PngWriter.Write(stream, model.Render(image)));
        OutputFile.Write(files.Planes, image);
        return new StylizedPicture(latent, image);
    }
}
