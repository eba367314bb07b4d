namespace ZkStyle.Cli.Benchmarks.Synthetic;

/// <summary>Positions of the fixed columns of <see cref="SyntheticConstraints"/>, and of the sparse one that the witness reads.</summary>
internal static class SyntheticColumns
{
    public const int Offset = 0;
    public const int TableKey = 1;
    public const int TableValue = 2;
    public const int FirstWeight = 3;
    public const int WeightCount = 3;
    public const int StepA = 6;
    public const int StepB = 7;
    public const int Scale = 8;
    public const int Boundary = 9;

    /// <summary>Position among the sparse columns.</summary>
    public const int Correction = 2;
}
