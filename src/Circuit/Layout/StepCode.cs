namespace ZkStyle.Circuit.Layout;

/// <summary>
/// How a row's monomial follows from the one before: (dx, dy) = (x before - x, y before - y). Six codes, so that
/// every function of the code is a quadratic in dx and dy.
/// </summary>
internal enum StepCode : byte
{
    /// <summary>C (0, 0): the first row of the next channel.</summary>
    NextChannel,

    /// <summary>L (1, 0): x falls by one.</summary>
    Left,

    /// <summary>R (-1, 0): x grows by one.</summary>
    Right,

    /// <summary>D (0, 1): y falls by one.</summary>
    Down,

    /// <summary>U (0, -1): y grows by one.</summary>
    Up,

    /// <summary>P (1, 1): an image row, walked row-major from the last cell to the first.</summary>
    Packed,
}
