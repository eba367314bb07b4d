using System.Text;

namespace ZkStyle.Prover.Export;

/// <summary>Indented lines of source text.</summary>
internal sealed class SourceWriter(int depth = 0)
{
    /// <summary>Comments are broken so that lines stay within this many characters.</summary>
    private const int Width = 116;

    private readonly StringBuilder _text = new();
    private int _depth = depth;

    /// <summary>Writes one line; an empty one carries no indentation.</summary>
    public void Line(string line = "")
    {
        if (line.Length > 0)
            _text.Append(' ', 4 * _depth).Append(line);
        _text.Append('\n');
    }

    /// <summary>Writes several lines, each at the current depth plus its own indentation.</summary>
    public void Lines(string lines)
    {
        foreach (var line in lines.Split('\n'))
            Line(line);
    }

    /// <summary>Writes a comment, broken into lines at spaces.</summary>
    public void Comment(string text, string mark = "// ")
    {
        var room = Width - (4 * _depth) - mark.Length;
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
}
