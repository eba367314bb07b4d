using System.Globalization;
using System.Text;
using System.Text.Json;
using ZkStyle.Quantize.Autograd;
using ZkStyle.Quantize.Datasets;
using ZkStyle.Quantize.Files;
using ZkStyle.Quantize.Layers;

namespace ZkStyle.Quantize.Training;

/// <summary>
/// Reads and writes checkpoints: a safetensors container of weights, normalization averages, the optimizer's moments
/// and the losses. Random numbers depend on seed and step alone, so no generator state is needed.
/// </summary>
internal static class CheckpointFile
{
    private const string FormatKey = "format";
    private const string Format = "zkstyle-checkpoint/2";
    private const string StateKey = "state";
    private const int MaxDataBytes = 1 << 30;

    /// <summary>Writes a trainer's state.</summary>
    /// <param name="trainer">The trainer.</param>
    /// <param name="dataset">Its data set.</param>
    /// <param name="stream">Where to write.</param>
    public static void Write(StyleTrainer trainer, StyleDataset dataset, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var tensors = new Dictionary<string, SafetensorsTensor>(StringComparer.Ordinal) { ["losses"] = SafetensorsTensor.Of(trainer.Losses.ToArray(), trainer.Step) };
        foreach (var (name, values) in AllArrays(trainer))
            tensors.Add(name, SafetensorsTensor.Of(values, values.Length));
        var metadata = new Dictionary<string, string> { [FormatKey] = Format, [StateKey] = State(trainer, dataset) };
        new SafetensorsFile(metadata, tensors).Write(stream);
    }

    /// <summary>Reads a trainer's state from a file nobody vouches for.</summary>
    /// <param name="stream">The file, read to its end.</param>
    /// <param name="dataset">The data set to go on with.</param>
    /// <param name="checkpointPath">Where to keep further checkpoints, or null.</param>
    /// <returns>The trainer.</returns>
    /// <exception cref="InvalidDataException">The file is no checkpoint of this data set.</exception>
    public static StyleTrainer Read(Stream stream, StyleDataset dataset, string? checkpointPath)
    {
        var file = SafetensorsFile.Read(stream, MaxDataBytes);
        if (!file.Metadata.TryGetValue(FormatKey, out var format) || format != Format || !file.Metadata.TryGetValue(StateKey, out var state))
            throw new InvalidDataException($"This is not a checkpoint: its metadata does not say \"{FormatKey}\": \"{Format}\".");
        return JsonField.Parse(state, StateKey, root => Read(root, file, dataset, checkpointPath));
    }

    private static StyleTrainer Read(JsonField root, SafetensorsFile file, StyleDataset dataset, string? checkpointPath)
    {
        if (root["datasetDigest"].Text() != dataset.Digest)
            throw new InvalidDataException($"The checkpoint was trained with another data set ({root["dataset"].Text()}, digest {root["datasetDigest"].Text()}).");
        if (!ulong.TryParse(root["seed"].Text(), NumberStyles.None, CultureInfo.InvariantCulture, out var seed))
            throw new InvalidDataException($"{root["seed"].Path} is not a decimal 64-bit integer.");
        var options = new TrainingOptions
        {
            Architecture = StyleArchitecture.ByName(root["architecture"].Text()),
            Seed = seed,
            Steps = root["steps"].Integer(1, int.MaxValue),
            TimeBudget = root.TryGet("timeBudgetSeconds", out var budget) ? TimeSpan.FromSeconds(Math.Clamp(budget.Single(), 1e-3f, 1e9f)) : null,
            BatchSize = root["batchSize"].Integer(1, int.MaxValue),
            LearningRate = root["learningRate"].Single(),
            ClipNorm = root["clipNorm"].Single(),
            WeightDecay = root["weightDecay"].Single(),
            TuningShare = root["tuningShare"].Double(),
            CleanShare = root["cleanShare"].Double(),
            BackgroundShare = root["backgroundShare"].Double(),
            CheckpointEvery = root["checkpointEvery"].Integer(1, int.MaxValue),
            CheckpointPath = checkpointPath,
        };
        var trainer = StyleTrainer.Start(dataset, options);
        Load(file, Arrays(trainer.Network.AllLayers, trainer.Optimizer));
        var losses = file.Tensor("losses");
        if (losses.Shape.Count != 1)
            throw new InvalidDataException("Tensor losses is not a list.");
        var planned = root["plannedSteps"].Integer(1, options.Steps);
        trainer.Restore(losses.ToSingles("losses", losses.Shape[0]), planned, root["isPlanned"].Boolean());
        if (trainer.Step > planned)
            throw new InvalidDataException($"The checkpoint has {trainer.Step} losses for {planned} steps.");
        if (trainer.Tuner is { } tuner)
            Load(file, Arrays(tuner.Layers, tuner.Optimizer));
        return trainer;
    }

    private static void Load(SafetensorsFile file, IEnumerable<(string Name, float[] Values)> arrays)
    {
        foreach (var (name, values) in arrays)
            file.Tensor(name).ToSingles(name, values.Length).CopyTo(values, 0);
    }

    private static IEnumerable<(string Name, float[] Values)> AllArrays(StyleTrainer trainer) =>
        Arrays(trainer.Network.AllLayers, trainer.Optimizer).Concat(trainer.Tuner is { } tuner ? Arrays(tuner.Layers, tuner.Optimizer) : []);

    // Every array of floats that training changes, by its name in the file.
    private static IEnumerable<(string Name, float[] Values)> Arrays(IEnumerable<ConvolutionLayer<float>> layers, AdamOptimizer optimizer)
    {
        var index = 0;
        foreach (var layer in layers)
        {
            foreach (var parameter in layer.Parameters)
            {
                yield return (parameter.Name, parameter.Values);
                yield return ($"{parameter.Name}/first", optimizer.FirstMoments[index]);
                yield return ($"{parameter.Name}/second", optimizer.SecondMoments[index]);
                index++;
            }

            if (layer.Statistics is null)
                continue;
            yield return ($"{layer.Statistics.Name}.mean", layer.Statistics.Mean);
            yield return ($"{layer.Statistics.Name}.variance", layer.Statistics.Variance);
        }
    }

    private static string State(StyleTrainer trainer, StyleDataset dataset)
    {
        var options = trainer.Options;
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("architecture", options.Architecture.Name);
            json.WriteString("seed", options.Seed.ToString(CultureInfo.InvariantCulture));
            json.WriteNumber("steps", options.Steps);
            if (options.TimeBudget is not null)
                json.WriteNumber("timeBudgetSeconds", options.TimeBudget.Value.TotalSeconds);
            json.WriteNumber("plannedSteps", trainer.PlannedSteps);
            json.WriteBoolean("isPlanned", trainer.IsPlanned);
            json.WriteNumber("batchSize", options.BatchSize);
            json.WriteNumber("learningRate", options.LearningRate);
            json.WriteNumber("clipNorm", options.ClipNorm);
            json.WriteNumber("weightDecay", options.WeightDecay);
            json.WriteNumber("tuningShare", options.TuningShare);
            json.WriteNumber("cleanShare", options.CleanShare);
            json.WriteNumber("backgroundShare", options.BackgroundShare);
            json.WriteNumber("checkpointEvery", options.CheckpointEvery);
            json.WriteString("dataset", dataset.Name);
            json.WriteString("datasetDigest", dataset.Digest);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
