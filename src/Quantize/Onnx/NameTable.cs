namespace ZkStyle.Quantize.Onnx;

/// <summary>Makes names that model files accept: 1 to 64 letters, digits, dots, hyphens or underscores, each once.</summary>
internal sealed class NameTable
{
    private const int MaxLength = 48;

    private readonly HashSet<string> _taken;
    private int _next = 2;

    /// <summary>Starts a table.</summary>
    /// <param name="reserved">Names that must not be given.</param>
    public NameTable(params ReadOnlySpan<string> reserved) => _taken = new HashSet<string>(reserved.ToArray(), StringComparer.Ordinal);

    /// <summary>Gives a name.</summary>
    /// <param name="wanted">What it should be like.</param>
    /// <returns>The wanted name where it is allowed and free, else one like it.</returns>
    public string Take(string wanted)
    {
        var letters = wanted.Trim('/', ':').Take(MaxLength).Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : c == '/' ? '.' : '_');
        var name = string.Concat(letters);
        if (name.Length == 0)
            name = "node";
        if (_taken.Add(name))
            return name;
        string other;
        do
            other = $"{name}-{_next++}";
        while (!_taken.Add(other));
        return other;
    }
}
