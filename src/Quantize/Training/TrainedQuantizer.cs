using ZkStyle.Quantize.Calibration;
using ZkStyle.Quantize.Datasets;
using ZkStyle.Quantize.Evaluation;
using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Layers;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Training;

/// <summary>Makes INT8 models of a trained autoencoder, after training and with quantization-aware steps, and chooses between them.</summary>
internal sealed class TrainedQuantizer
{
    private const int ComparedMembers = 256;
    private const ulong ComparedSeed = 2;
    private const int PalettePixelScale = StyleDataset.ImageSide / StyleArchitecture.PaletteSide;

    private readonly FloatNetwork _encoder;
    private readonly FloatNetwork _decoder;
    private readonly IReadOnlyList<RgbColour>? _palette;
    private readonly StyleDataset _dataset;
    private readonly QuantizationOptions _options;

    /// <summary>Takes the network as it is now.</summary>
    /// <param name="network">The network.</param>
    /// <param name="palette">The palette head's colours; empty for the rgb head.</param>
    /// <param name="dataset">Where calibration pictures come from.</param>
    /// <param name="options">How to quantize.</param>
    public TrainedQuantizer(Autoencoder network, IReadOnlyList<RgbColour> palette, StyleDataset dataset, QuantizationOptions options)
    {
        _encoder = network.ExportEncoder().Round();
        _decoder = network.ExportDecoder();
        _palette = palette.Count == 0 ? null : palette;
        _dataset = dataset;
        _options = options;
    }

    private DecoderHead Head => _palette is null ? DecoderHead.Rgb : DecoderHead.Palette;

    /// <summary>Prepares quantization-aware steps, with the steps of activations that quantization after training finds.</summary>
    /// <returns>The tuner.</returns>
    public QuantizationAwareTuner CreateTuner() => new(_encoder, _decoder, AfterTraining().Steps);

    /// <summary>Quantizes.</summary>
    /// <param name="provenance">How the network came to be.</param>
    /// <param name="tuner">The quantization-aware decoder, if any step was.</param>
    /// <returns>The better model.</returns>
    public QuantizationResult Quantize(ModelProvenance provenance, QuantizationAwareTuner? tuner)
    {
        var members = _dataset.DrawTraining(ComparedMembers, ComparedSeed);
        var plain = AfterTraining();
        var model = Model(plain.Decoder, _decoder, provenance);
        var inFloats = Psnr(members, model, model.DecodeFloat);
        var afterTraining = Psnr(members, model, model.Decode);
        if (tuner is null)
            return new QuantizationResult(model, plain.Report, new QuantizationComparison(inFloats, afterTraining, null));

        var decoder = tuner.Export();
        var tuned = PostTrainingQuantizer.QuantizeDecoder(decoder, Head, tuner.Steps, _options);
        var tunedModel = Model(tuned.Decoder, decoder, provenance);
        var comparison = new QuantizationComparison(inFloats, afterTraining, Psnr(members, tunedModel, tunedModel.Decode));
        return comparison.Tuned >= comparison.PostTraining
            ? new QuantizationResult(tunedModel, tuned.Report, comparison)
            : new QuantizationResult(model, plain.Report, comparison);
    }

    private static double Psnr(IReadOnlyList<RgbImage> members, StyleModel model, LatentDecoder decode)
    {
        var decoded = new RgbImage[members.Count];
        Parallel.For(0, decoded.Length, i => decoded[i] = decode(model.Encode(members[i])));
        return Quality.Of(members, decoded).Psnr;
    }

    private DecoderQuantization AfterTraining() => PostTrainingQuantizer.QuantizeDecoder(
        _decoder, Head, PostTrainingQuantizer.Latents(_encoder, _dataset.DrawTraining(_options.CalibrationImages, _options.Seed)), _options);

    private StyleModel Model(QuantizedDecoder decoder, FloatNetwork floats, ModelProvenance provenance) =>
        new(decoder, _encoder, floats, provenance, _palette, _palette is null ? 1 : PalettePixelScale);

    private delegate RgbImage LatentDecoder(ReadOnlySpan<byte> latent);
}
