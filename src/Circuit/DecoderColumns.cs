namespace ZkStyle.Circuit;

/// <summary>Positions of the columns of <see cref="DecoderConstraints.System"/> among their kind.</summary>
internal static class DecoderColumns
{
    /// <summary>BT: 2^16 tag plus bias and rounding.</summary>
    public const int Offset = 0;

    /// <summary>T1: first entry of the lookup table.</summary>
    public const int TableValue = 1;

    /// <summary>T2: second entry of the lookup table.</summary>
    public const int TableOutput = 2;

    /// <summary>w0; w1 and w2 follow.</summary>
    public const int FirstTap = 3;

    /// <summary>dx: x of the row before minus x.</summary>
    public const int StepX = 6;

    /// <summary>dy: y of the row before minus y.</summary>
    public const int StepY = 7;

    /// <summary>U: the consumer of this tensor upsamples.</summary>
    public const int Upsample = 8;

    /// <summary>kb: boundary between kernel lines.</summary>
    public const int Boundary = 9;

    /// <summary>Number of fixed columns.</summary>
    public const int FixedCount = 10;

    /// <summary>Sparse column L_0.</summary>
    public const int StartRow = 0;

    /// <summary>Sparse column L_e.</summary>
    public const int AfterImageRow = 1;

    /// <summary>Sparse column sp.</summary>
    public const int StepCorrection = 2;
}
