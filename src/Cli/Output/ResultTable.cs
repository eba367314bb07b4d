using Spectre.Console;

namespace ZkStyle.Cli.Output;

/// <summary>A table of names and figures.</summary>
/// <param name="headings">The columns' headings; the first column is words, the others are figures.</param>
internal sealed class ResultTable(params string[] headings)
{
    private readonly List<string[]> _rows = [];

    /// <summary>A line above the table; null for none.</summary>
    public string? Title { get; init; }

    /// <summary>Whether figures end at the right, as numbers of one kind should.</summary>
    public bool AlignsFigures { get; init; } = true;

    /// <summary>The rows.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows => _rows;

    /// <summary>Adds a row.</summary>
    /// <param name="cells">As many cells as there are headings.</param>
    /// <returns>This table.</returns>
    public ResultTable Add(params string[] cells)
    {
        if (cells.Length != headings.Length)
            throw new ArgumentException($"{headings.Length} cells expected, got {cells.Length}.", nameof(cells));
        _rows.Add(cells);
        return this;
    }

    /// <summary>Draws the table: with lines on a terminal, as Markdown in a file.</summary>
    /// <param name="isTerminal">Whether it goes to a terminal.</param>
    /// <returns>The drawing.</returns>
    public Table Render(bool isTerminal)
    {
        var table = new Table().Border(isTerminal ? TableBorder.Rounded : TableBorder.Markdown);
        for (var i = 0; i < headings.Length; i++)
        {
            var column = new TableColumn(Markup.Escape(headings[i]));
            table.AddColumn(i > 0 && AlignsFigures ? column.RightAligned() : column);
        }

        foreach (var row in _rows)
            table.AddRow([.. row.Select(Markup.Escape)]);
        return table;
    }
}
