using System.Text;

namespace ZkStyle.Prover.Export;

/// <summary>Indented lines of source text, laid out as forge's formatter lays them out.</summary>
internal sealed class SourceWriter(int depth = 0)
{
    private const int Width = 120;
    private const int Step = 4;

    private readonly StringBuilder _text = new();
    private int _depth = depth;

    /// <summary>Text that cannot end a comment or smuggle anything into the source: printable ASCII.</summary>
    public static string Printable(string text) => string.Concat(text.Select(c => c is >= ' ' and <= '~' ? c : '?'));

    /// <summary>Writes one line; an empty one carries no indentation. A statement too long for a line is broken at its calls.</summary>
    public void Line(string line = "")
    {
        if (line.Length == 0)
            _text.Append('\n');
        else
            Write(line, Step * _depth, "");
    }

    /// <summary>Writes several lines, each at the current depth plus its own indentation.</summary>
    public void Lines(string lines)
    {
        foreach (var line in lines.Split('\n'))
        {
            var content = line.TrimStart(' ');
            if (content.Length == 0)
                Line();
            else
                Write(content, (Step * _depth) + line.Length - content.Length, "");
        }
    }

    /// <summary>Writes a comment, broken into lines at spaces.</summary>
    public void Comment(string text, string mark = "// ")
    {
        text = Printable(text);
        var room = Width - (Step * _depth) - mark.Length;
        while (text.Length > room)
        {
            var cut = text.LastIndexOf(' ', room);
            if (cut <= 0)
                break;
            Line(mark + text[..cut]);
            text = text[(cut + 1)..];
        }

        Line(mark + text);
    }

    /// <summary>Opens a block; without a head it only bounds the life of variables.</summary>
    public void Open(string head)
    {
        Line(head.Length == 0 ? "{" : head + " {");
        _depth++;
    }

    /// <summary>Goes one level deeper after a head of several lines.</summary>
    public void Indent() => _depth++;

    /// <summary>Closes a block.</summary>
    public void Close()
    {
        _depth--;
        Line("}");
    }

    /// <inheritdoc />
    public override string ToString() => _text.ToString();

    /// <summary>A line; or, where it is too long and ends in a call, the call's arguments on lines of their own.</summary>
    private void Write(string line, int indentation, string behind)
    {
        var open = line.IndexOf('(', StringComparison.Ordinal);
        if (indentation + line.Length + behind.Length <= Width || open < 0 || line[^1] != ')' || line.StartsWith("//", StringComparison.Ordinal))
        {
            _text.Append(' ', indentation).Append(line).Append(behind).Append('\n');
            return;
        }

        _text.Append(' ', indentation).Append(line, 0, open + 1).Append('\n');
        var (from, nesting) = (open + 1, 0);
        for (var i = open + 1; i < line.Length; i++)
        {
            if (line[i] == '(')
                nesting++;
            if (nesting == 0 && line[i] is ',' or ')')
            {
                Write(line[from..i].Trim(), indentation + Step, line[i] == ',' ? "," : "");
                from = i + 1;
            }

            if (line[i] == ')')
                nesting--;
        }

        _text.Append(' ', indentation).Append(')').Append(behind).Append('\n');
    }
}
