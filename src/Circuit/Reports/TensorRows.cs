namespace ZkStyle.Circuit.Reports;

/// <summary>The rows of one tensor.</summary>
/// <param name="Name">latent, a layer's name, or image.</param>
/// <param name="Shape">Channels x height x width.</param>
/// <param name="Activations">Cells of the tensor.</param>
/// <param name="Rows">Rows of its channels.</param>
/// <param name="BorderRows">Rows on the border of the full product.</param>
/// <param name="FillerRows">Rows that only make room for kernels or make the number of lines even.</param>
public sealed record TensorRows(string Name, string Shape, long Activations, long Rows, long BorderRows, long FillerRows);
