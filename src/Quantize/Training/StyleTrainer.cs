using System.Buffers;
using System.Diagnostics;
using ZkStyle.Quantize.Autograd;
using ZkStyle.Quantize.Calibration;
using ZkStyle.Quantize.Datasets;
using ZkStyle.Quantize.Files;
using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Model;
using ZkStyle.Quantize.Randomness;

namespace ZkStyle.Quantize.Training;

/// <summary>
/// Trains a style autoencoder: Adam (Kingma and Ba, arXiv 1412.6980) on the loss of the architecture's head. A run can be
/// stopped at any step and resumed from its checkpoint to the same result, bit for bit.
/// </summary>
public sealed class StyleTrainer
{
    // Training pairs take the seed's streams from here on; lower ones are the weights'.
    private const ulong FirstPairStream = 1UL << 32;
    private const float LossSmoothing = 0.02f;

    // Quantization-aware steps start from this share of the highest learning rate.
    private const float TuningRateShare = 0.1f;

    private const int PaletteMembers = 2000;
    private const ulong PaletteSeed = 1;

    private readonly StyleDataset _dataset;
    private readonly Autoencoder _network;
    private readonly AdamOptimizer _optimizer;
    private readonly HashSet<Parameter<float>> _decaying;
    private readonly IHeadObjective _objective;
    private readonly Tape<float> _tape = new();
    private readonly List<float> _losses = [];

    private StyleTrainer(StyleDataset dataset, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _dataset = dataset;
        Options = options;
        _network = new Autoencoder(options.Architecture, options.Seed);
        _optimizer = new AdamOptimizer([.. _network.AllLayers.SelectMany(layer => layer.Parameters)]);
        _decaying = [.. _network.AllLayers.Select(layer => layer.Weights)];
        Palette = options.Architecture.HasPalette ? ExtractPalette(dataset, options.Architecture.PaletteColours) : [];
        _objective = options.Architecture.HasPalette ? new PaletteObjective(Palette) : new RgbObjective();
        PlannedSteps = options.Steps;
        IsPlanned = options.TimeBudget is null;
    }

    /// <summary>The options.</summary>
    public TrainingOptions Options { get; }

    /// <summary>Steps done.</summary>
    public int Step => _losses.Count;

    /// <summary>Steps of the schedule; final once the warm-up is over.</summary>
    public int PlannedSteps { get; private set; }

    /// <summary>The first of the planned steps, those without rounding, the whole warm-up among them; the others are quantization-aware.</summary>
    public int FloatSteps => Math.Max(PlannedSteps - (int)(PlannedSteps * Options.TuningShare), Math.Min(PlannedSteps, TrainingSchedule.WarmUpSteps));

    /// <summary>Whether all steps are done.</summary>
    public bool IsComplete => Step >= PlannedSteps;

    /// <summary>The loss of every step so far: the rgb head's mean squared error in units of the full range; the palette head's nats plus four times the expected squared distance in colour.</summary>
    public IReadOnlyList<float> Losses => _losses;

    internal bool IsPlanned { get; private set; }

    /// <summary>The palette head's colours; empty for the rgb head.</summary>
    internal IReadOnlyList<RgbColour> Palette { get; }

    internal Autoencoder Network => _network;

    internal AdamOptimizer Optimizer => _optimizer;

    // The decoder of the quantization-aware steps; null before the first of them.
    internal QuantizationAwareTuner? Tuner { get; private set; }

    /// <summary>Starts a training.</summary>
    /// <param name="dataset">What to learn from.</param>
    /// <param name="options">How.</param>
    /// <returns>A trainer at step 0.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static StyleTrainer Start(StyleDataset dataset, TrainingOptions options) => new(dataset, options);

    /// <summary>Continues from a checkpoint.</summary>
    /// <param name="dataset">The data set that the checkpoint was trained with.</param>
    /// <param name="checkpoint">The checkpoint file, read to its end.</param>
    /// <param name="checkpointPath">Where to keep further checkpoints; null keeps none.</param>
    /// <returns>A trainer at the checkpoint's step.</returns>
    /// <exception cref="InvalidDataException">The file is no checkpoint, or was trained with another data set; the message is one line.</exception>
    public static StyleTrainer Resume(StyleDataset dataset, Stream checkpoint, string? checkpointPath = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(checkpoint);
        return CheckpointFile.Read(checkpoint, dataset, checkpointPath);
    }

    /// <summary>
    /// Trains until all steps are done or cancellation is asked for; both end normally, with a checkpoint written
    /// if a path was given. Call it again to go on.
    /// </summary>
    /// <param name="progress">Receives every step's figures.</param>
    /// <param name="cancellation">Stops after the current step.</param>
    public void Run(IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        var clock = Stopwatch.StartNew();
        var firstStep = Step;
        var smoothed = Smoothed();
        while (!IsComplete && !cancellation.IsCancellationRequested)
        {
            var loss = TrainStep();
            smoothed = Step == 1 ? loss : smoothed + (LossSmoothing * (loss - smoothed));
            if (!IsPlanned && Step == TrainingSchedule.WarmUpSteps)
                Plan(clock.Elapsed, Step - firstStep);
            if (Options.CheckpointPath is not null && Step % Options.CheckpointEvery == 0 && !IsComplete)
                WriteCheckpointFile(Options.CheckpointPath);
            if (progress is null)
                continue;
            var perStep = clock.Elapsed / (Step - firstStep);
            progress.Report(new TrainingProgress(
                Step, PlannedSteps, loss, smoothed, Options.BatchSize / perStep.TotalSeconds, clock.Elapsed, perStep * (PlannedSteps - Step)));
        }

        if (Options.CheckpointPath is not null)
            WriteCheckpointFile(Options.CheckpointPath);
    }

    /// <summary>Writes weights, optimizer and losses, from which <see cref="Resume"/> continues.</summary>
    /// <param name="stream">Where to write.</param>
    public void WriteCheckpoint(Stream stream) => CheckpointFile.Write(this, _dataset, stream);

    /// <summary>Writes a checkpoint to a file, under a temporary name until it is complete.</summary>
    /// <param name="path">The file.</param>
    public void WriteCheckpointFile(string path) => AtomicFile.Write(path, WriteCheckpoint);

    /// <summary>
    /// Quantizes the network as it is now to INT8: with the decoder of the quantization-aware steps if there were any and it is not worse on
    /// members that training may see, else with the float decoder quantized after training.
    /// </summary>
    /// <param name="options">How; null for the defaults.</param>
    /// <returns>The model, what quantization found, and what it cost.</returns>
    /// <exception cref="InvalidOperationException">The weights are too large for the lookup table; the message names layer and channel.</exception>
    public QuantizationResult Quantize(QuantizationOptions? options = null)
    {
        var provenance = new ModelProvenance(
            Options.Architecture.Name, Options.Seed, Step, PlannedSteps, Options.BatchSize, Options.LearningRate, _dataset.Name, _dataset.Digest);
        return new TrainedQuantizer(_network, Palette, _dataset, options ?? new QuantizationOptions()).Quantize(provenance, Tuner);
    }

    /// <summary>Writes what the run was and the loss of every step so far, as comma-separated values; equal runs give equal bytes.</summary>
    /// <param name="stream">Where to write.</param>
    public void WriteLog(Stream stream) => TrainingLog.Write(this, _dataset, stream);

    /// <summary>Draws the losses so far as a curve.</summary>
    /// <returns>A picture.</returns>
    /// <exception cref="InvalidOperationException">No step was done yet.</exception>
    public RgbImage DrawLossCurve() => LossCurve.Draw(_losses);

    /// <summary>The learning rate of a step.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <returns>The rate.</returns>
    internal float Rate(int step) => Options.LearningRate * (step < FloatSteps
        ? TrainingSchedule.RateShare(step, FloatSteps)
        : TuningRateShare * TrainingSchedule.TuningRateShare(step - FloatSteps, PlannedSteps - FloatSteps));

    internal void Restore(IEnumerable<float> losses, int plannedSteps, bool isPlanned)
    {
        _losses.Clear();
        _losses.AddRange(losses);
        (PlannedSteps, IsPlanned) = (plannedSteps, isPlanned);
        _optimizer.Steps = Math.Min(_losses.Count, FloatSteps);
        if (_losses.Count <= FloatSteps)
            return;
        Tuner = CreateTuner();
        Tuner.Optimizer.Steps = _losses.Count - FloatSteps;
    }

    private float TrainStep()
    {
        var loss = Step < FloatSteps ? FloatStep() : TuningStep();
        if (!float.IsFinite(loss))
            throw new InvalidOperationException($"Training diverged at step {Step}: the loss is {loss}. Lower the learning rate of {Options.LearningRate}.");
        _losses.Add(loss);
        return loss;
    }

    private float FloatStep()
    {
        var batch = Options.BatchSize;
        var inputs = _tape.NewTensor(batch, RgbImage.Channels, StyleDataset.ImageSide, StyleDataset.ImageSide, withGradient: false);
        _objective.Begin(_tape, batch);
        BatchParallel.For(batch, inputs.Length, n =>
        {
            var target = ArrayPool<float>.Shared.Rent(inputs.ImageLength);
            DrawPair(n, inputs.Image(n), target.AsSpan(0, inputs.ImageLength));
            _objective.SetTarget(n, target.AsSpan(0, inputs.ImageLength));
            ArrayPool<float>.Shared.Return(target);
        });
        var loss = _objective.Loss(_tape, _network.Forward(_tape, inputs));
        _tape.Backward(loss);
        var value = loss.Data[0];
        _tape.Clear();
        _optimizer.Step(Rate(Step), Options.ClipNorm, Options.WeightDecay, _decaying.Contains);
        return value;
    }

    private float TuningStep()
    {
        Tuner ??= CreateTuner();
        return Tuner.Step(Options.BatchSize, DrawPair, _objective, Rate(Step), Options.ClipNorm);
    }

    private QuantizationAwareTuner CreateTuner() => new TrainedQuantizer(_network, Palette, _dataset, new QuantizationOptions()).CreateTuner();

    private void DrawPair(int n, Span<float> picture, Span<float> target)
    {
        var stream = FirstPairStream + ((ulong)Step * (ulong)Options.BatchSize) + (ulong)n;
        var pairs = new PairOptions(TrainingSchedule.Strength(Step, FloatSteps), Options.CleanShare, Options.BackgroundShare);
        _dataset.DrawPair(new SeededRandom(Options.Seed, stream), pairs, picture, target);
    }

    // Colours are counted on members as they are drawn, at the resolution of the palette head's cells.
    private static IReadOnlyList<RgbColour> ExtractPalette(StyleDataset dataset, int colours) =>
        PaletteExtractor.Extract(
            [.. dataset.DrawTraining(PaletteMembers, PaletteSeed).Select(member => ImageResizer.Box(member, StyleArchitecture.PaletteSide, StyleArchitecture.PaletteSide))], colours);

    // The first steps also pay for compiling the inner loops, so the plan errs on the short side.
    private void Plan(TimeSpan elapsed, int stepsMeasured)
    {
        PlannedSteps = TrainingSchedule.PlanSteps(Options.TimeBudget!.Value, elapsed * ((double)TrainingSchedule.WarmUpSteps / stepsMeasured), Options.Steps);
        IsPlanned = true;
    }

    private float Smoothed()
    {
        var smoothed = _losses.Count > 0 ? _losses[0] : 0f;
        foreach (var loss in _losses)
            smoothed += LossSmoothing * (loss - smoothed);
        return smoothed;
    }
}
