namespace ZkStyle.Quantize.Layers;

/// <summary>Looks at a node's result while a network runs.</summary>
/// <param name="name">The node's name.</param>
/// <param name="values">Its result, CHW; valid during the call only.</param>
internal delegate void NodeObserver(string name, ReadOnlySpan<float> values);
