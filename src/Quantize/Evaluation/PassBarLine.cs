namespace ZkStyle.Quantize.Evaluation;

/// <summary>One line of the pass bar.</summary>
/// <param name="Name">What is measured.</param>
/// <param name="Unit">Its unit; empty for plain numbers and parts of naive quantization's figure.</param>
/// <param name="Value">The model's figure; null when the model has none.</param>
/// <param name="Bar">The bar.</param>
/// <param name="AtLeast">Whether the figure must reach the bar; else it must not pass it.</param>
public sealed record PassBarLine(string Name, string Unit, double? Value, double Bar, bool AtLeast)
{
    /// <summary>Whether the line holds; null when the model has no figure, as an rgb head has none of exact colours.</summary>
    public bool? Holds => Value is { } value ? (AtLeast ? value >= Bar : value <= Bar) : null;
}
