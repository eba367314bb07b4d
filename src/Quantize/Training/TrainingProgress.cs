namespace ZkStyle.Quantize.Training;

/// <summary>How far training is.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps planned.</param>
/// <param name="Loss">Mean squared error of the last step's pictures, in units of the full range.</param>
/// <param name="SmoothedLoss">Its average over about the last fifty steps.</param>
/// <param name="PicturesPerSecond">Pictures learnt from per second, over this run.</param>
/// <param name="Elapsed">Time since this run started.</param>
/// <param name="Remaining">Estimated time to the end.</param>
public sealed record TrainingProgress(
    int Step, int Steps, float Loss, float SmoothedLoss, double PicturesPerSecond, TimeSpan Elapsed, TimeSpan Remaining);
