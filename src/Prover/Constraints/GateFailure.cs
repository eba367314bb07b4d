using System.Globalization;
using System.Text;

namespace ZkStyle.Prover.Constraints;

/// <summary>A gate that does not hold.</summary>
/// <param name="Gate">The gate's name.</param>
/// <param name="Row">The first row on which it fails.</param>
/// <param name="Label">What the circuit calls that row.</param>
/// <param name="FailingRows">On how many rows it fails.</param>
/// <param name="Value">What should have been zero.</param>
/// <param name="Cells">The cells the gate reads on that row, by name, with their values.</param>
public sealed record GateFailure(
    string Gate, int Row, string Label, int FailingRows, Fr Value, IReadOnlyList<(string Name, Fr Value)> Cells)
{
    /// <summary>One line: gate, row, label, values.</summary>
    /// <returns>The line.</returns>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"gate {Gate} fails on {FailingRows} row{(FailingRows == 1 ? "" : "s")}, first on row {Row} ({Label}): ");
        text.AppendJoin(", ", Cells.Select(c => $"{c.Name} = {c.Value}"));
        return text.ToString();
    }
}
