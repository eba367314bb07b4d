namespace ZkStyle.Circuit.Layout;

/// <summary>The coordinates of step codes.</summary>
internal static class StepCodes
{
    /// <summary>Number of codes.</summary>
    public const int Count = 6;

    /// <summary>dx of a code.</summary>
    /// <param name="code">The code.</param>
    /// <returns>-1, 0 or 1.</returns>
    public static int Dx(this StepCode code) => code switch
    {
        StepCode.Left or StepCode.Packed => 1,
        StepCode.Right => -1,
        _ => 0,
    };

    /// <summary>dy of a code.</summary>
    /// <param name="code">The code.</param>
    /// <returns>-1, 0 or 1.</returns>
    public static int Dy(this StepCode code) => code switch
    {
        StepCode.Down or StepCode.Packed => 1,
        StepCode.Up => -1,
        _ => 0,
    };

    /// <summary>The code with the given coordinates.</summary>
    /// <param name="dx">dx.</param>
    /// <param name="dy">dy.</param>
    /// <returns>The code, or null where (dx, dy) is none of the six.</returns>
    public static StepCode? From(int dx, int dy) => (dx, dy) switch
    {
        (0, 0) => StepCode.NextChannel,
        (1, 0) => StepCode.Left,
        (-1, 0) => StepCode.Right,
        (0, 1) => StepCode.Down,
        (0, -1) => StepCode.Up,
        (1, 1) => StepCode.Packed,
        _ => null,
    };
}
