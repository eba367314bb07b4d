namespace ZkStyle.Quantize.Onnx;

/// <summary>The ArgMax that palette heads end in.</summary>
internal static class LargestChannel
{
    /// <summary>Makes sure that an ArgMax chooses among channels, the lowest on ties.</summary>
    /// <typeparam name="TFlow">What is known of the scores.</typeparam>
    /// <param name="reader">The node.</param>
    /// <param name="scores">The scores.</param>
    /// <returns>The scores.</returns>
    /// <exception cref="InvalidDataException">It chooses otherwise.</exception>
    public static TFlow Check<TFlow>(NodeReader reader, TFlow scores)
    {
        reader.RequireInputs(1, 1);
        var axis = reader.Integer("axis", 0);
        var last = reader.Integer("select_last_index", 0);
        reader.Ignore("keepdims");
        reader.RequireNothingElse();
        if (axis is not (1 or -3) || last != 0)
            throw reader.Node.Refuse("only axis 1 with the first index on ties can be proven.");
        return scores;
    }
}
