namespace ZkStyle.Circuit.Layout;

/// <summary>
/// The cells of one channel in the order of its rows. Coordinates are those of the full product: cell (y, x)
/// holds accumulator (y, x) of (H+2) x (W+2), and the activation at (y-1, x-1) where that is inside the tensor.
/// </summary>
internal sealed class ChannelGrid
{
    private readonly StepCode[] _steps;
    private readonly int[] _lines;
    private readonly int[] _columns;
    private int _filled;

    private ChannelGrid(int lines, int columns)
    {
        Lines = lines;
        Columns = columns;
        _steps = new StepCode[lines * columns];
        _lines = new int[lines * columns];
        _columns = new int[lines * columns];
    }

    /// <summary>Lines walked.</summary>
    public int Lines { get; }

    /// <summary>Columns walked.</summary>
    public int Columns { get; }

    /// <summary>Number of rows.</summary>
    public int Length => _steps.Length;

    /// <summary>
    /// Unit steps up column 0, then back and forth along the lines from the highest to line 0, ending at (0, 1),
    /// next to where the next channel begins.
    /// </summary>
    /// <param name="lines">An even number of lines.</param>
    /// <param name="columns">At least 3 columns.</param>
    /// <returns>The grid.</returns>
    public static ChannelGrid Snake(int lines, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 3);
        ArgumentOutOfRangeException.ThrowIfNotEqual(lines % 2, 0);
        var grid = new ChannelGrid(lines, columns);
        grid.Add(StepCode.NextChannel, 0, 0);
        for (var y = 1; y < lines; y++)
            grid.Add(StepCode.Up, y, 0);
        for (var y = lines - 1; y >= 0; y--)
        {
            // Lines are even in number and the highest goes right, so line 0 goes left.
            var right = y % 2 != 0;
            grid.Add(y == lines - 1 ? StepCode.Right : StepCode.Down, y, right ? 1 : columns - 1);
            for (var i = 2; i < columns; i++)
                grid.Add(right ? StepCode.Right : StepCode.Left, y, right ? i : columns - i);
        }

        return grid;
    }

    /// <summary>The image's walk: row-major from the last cell to the first, every step of code P.</summary>
    /// <param name="lines">Lines.</param>
    /// <param name="columns">Columns.</param>
    /// <returns>The grid.</returns>
    public static ChannelGrid RowMajor(int lines, int columns)
    {
        var grid = new ChannelGrid(lines, columns);
        for (var y = lines - 1; y >= 0; y--)
        {
            for (var x = columns - 1; x >= 0; x--)
                grid.Add(StepCode.Packed, y, x);
        }

        return grid;
    }

    /// <summary>The step into a position.</summary>
    /// <param name="position">The position on the walk.</param>
    /// <returns>Its code.</returns>
    public StepCode Step(int position) => _steps[position];

    /// <summary>The line of a position.</summary>
    /// <param name="position">The position on the walk.</param>
    /// <returns>y.</returns>
    public int Y(int position) => _lines[position];

    /// <summary>The column of a position.</summary>
    /// <param name="position">The position on the walk.</param>
    /// <returns>x.</returns>
    public int X(int position) => _columns[position];

    private void Add(StepCode step, int y, int x)
    {
        _steps[_filled] = step;
        _lines[_filled] = y;
        _columns[_filled] = x;
        _filled++;
    }
}
