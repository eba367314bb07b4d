namespace ZkStyle.Quantize.Onnx;

/// <summary>
/// A node's attributes with their defaults. An attribute that was not asked for may change what the node means, so
/// <see cref="RequireNothingElse"/> refuses it.
/// </summary>
internal sealed class NodeReader
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>Starts reading a node.</summary>
    /// <param name="node">The node.</param>
    public NodeReader(OnnxNode node) => Node = node;

    /// <summary>The node.</summary>
    public OnnxNode Node { get; }

    /// <summary>An integer.</summary>
    /// <param name="name">The attribute.</param>
    /// <param name="standard">Its value when not given.</param>
    public long Integer(string name, long standard)
    {
        if (Find(name) is not { } attribute)
            return standard;
        return attribute.Integer ?? throw Node.Refuse($"its {name} is no integer.");
    }

    /// <summary>A float.</summary>
    /// <param name="name">The attribute.</param>
    /// <param name="standard">Its value when not given.</param>
    public float Single(string name, float standard)
    {
        if (Find(name) is not { } attribute)
            return standard;
        return attribute.Single ?? throw Node.Refuse($"its {name} is no number.");
    }

    /// <summary>Text.</summary>
    /// <param name="name">The attribute.</param>
    /// <param name="standard">Its value when not given.</param>
    public string Text(string name, string standard)
    {
        if (Find(name) is not { } attribute)
            return standard;
        return attribute.Text ?? throw Node.Refuse($"its {name} is no text.");
    }

    /// <summary>Several integers.</summary>
    /// <param name="name">The attribute.</param>
    /// <returns>The integers; null when not given.</returns>
    public IReadOnlyList<long>? Integers(string name)
    {
        if (Find(name) is not { } attribute)
            return null;
        return attribute.Integers ?? throw Node.Refuse($"its {name} holds no integers.");
    }

    /// <summary>Several integers that must all be one and the same.</summary>
    /// <param name="name">The attribute.</param>
    /// <param name="count">How many there must be.</param>
    /// <param name="standard">Their value when not given.</param>
    /// <returns>The one value.</returns>
    public long Uniform(string name, int count, long standard)
    {
        var values = Integers(name);
        if (values is null)
            return standard;
        if (values.Count != count || values.Any(value => value != values[0]))
            throw Node.Refuse($"its {name} are {string.Join(',', values)}; {count} equal ones can be proven.");
        return values[0];
    }

    /// <summary>A tensor.</summary>
    /// <param name="name">The attribute.</param>
    /// <returns>The tensor; null when not given.</returns>
    public OnnxTensor? Tensor(string name) => Find(name)?.Tensor;

    /// <summary>Passes over attributes that change nothing.</summary>
    /// <param name="names">The attributes.</param>
    public void Ignore(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            _known.Add(name);
    }

    /// <summary>Refuses attributes that were not asked for.</summary>
    /// <exception cref="InvalidDataException">There is one.</exception>
    public void RequireNothingElse()
    {
        foreach (var name in Node.Attributes.Keys)
        {
            if (!_known.Contains(name))
                throw Node.Refuse($"its attribute {OnnxText.Quote(name)} is not known.");
        }
    }

    /// <summary>Requires a number of inputs.</summary>
    /// <param name="least">The fewest.</param>
    /// <param name="most">The most.</param>
    public void RequireInputs(int least, int most)
    {
        if (Node.Inputs.Count < least || Node.Inputs.Count > most)
            throw Node.Refuse($"it has {Node.Inputs.Count} inputs, {least} to {most} expected.");
        for (var i = 0; i < least; i++)
        {
            if (Node.Input(i) is null)
                throw Node.Refuse($"its input {i} is missing.");
        }
    }

    private OnnxAttribute? Find(string name)
    {
        _known.Add(name);
        return Node.Attributes.GetValueOrDefault(name);
    }
}
