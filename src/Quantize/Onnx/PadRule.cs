namespace ZkStyle.Quantize.Onnx;

/// <summary>Exporters write a Pad of nothing before some operators.</summary>
internal static class PadRule
{
    /// <summary>Makes sure that a Pad adds nothing.</summary>
    /// <typeparam name="TFlow">What is known of the tensor.</typeparam>
    /// <param name="reader">The node.</param>
    /// <param name="flow">What it takes.</param>
    /// <param name="pads">How much it adds.</param>
    /// <returns>What it takes.</returns>
    /// <exception cref="InvalidDataException">It adds something.</exception>
    public static TFlow RequireNone<TFlow>(NodeReader reader, TFlow flow, OnnxTensor? pads)
    {
        reader.Ignore("mode");
        reader.RequireNothingElse();
        for (var i = 0; i < (pads?.Count ?? 0); i++)
        {
            if (pads!.Number(i) != 0)
                throw reader.Node.Refuse("padding of its own cannot be proven; give it to the Conv.");
        }

        return flow;
    }
}
