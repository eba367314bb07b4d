using System.Globalization;
using System.Text;

namespace ZkStyle.Circuit.Reports;

/// <summary>Writes a <see cref="CircuitReport"/> for people.</summary>
internal static class CircuitReportText
{
    /// <summary>Formats a report.</summary>
    /// <param name="report">The report.</param>
    /// <returns>Lines of text.</returns>
    public static string Format(CircuitReport report)
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

        Line($"rows            {report.Rows:N0} = 2^{report.LogSize} (decided by: {report.SizeDecidedBy}); {report.UsedRows:N0} used, {report.PaddingRows:N0} padding");
        Line($"columns         {report.FixedColumns} fixed, {report.AdviceColumns} advice, {report.SparseColumns} sparse");
        Line($"constraints     {report.Constraints:N0} ({report.Gates} gates of degree up to {report.Degree}), {report.Lookups:N0} lookups");
        Line($"model           {report.MultiplyAccumulates:N0} multiply-accumulates, {report.Weights:N0} weights, {report.Activations:N0} activations");
        Line($"gate per MAC    2^{report.GatePerMacLogSize} rows, {report.GatePerMacRatio:N0} times this circuit's");
        Line($"memory          {report.ColumnBytes / 1048576:N0} MiB of columns, {report.CosetColumnBytes / 1048576:N0} MiB on a coset of the quotient; a proof has {report.ProofBytes:N0} bytes");
        Line($"");
        Line($"{"tensor",-20} {"shape",-12} {"activations",12} {"rows",10} {"border",8} {"filler",8}");
        foreach (var t in report.Tensors)
            Line($"{t.Name,-20} {t.Shape,-12} {t.Activations,12:N0} {t.Rows,10:N0} {t.BorderRows,8:N0} {t.FillerRows,8:N0}");
        Line($"");
        Line($"{"table region",-28} {"rows",10}   q");
        foreach (var t in report.TableRegions)
            Line($"{t.Name,-28} {t.Rows,10:N0}   {t.LowestValue} to {t.HighestValue}");
        Line($"{"in all",-28} {report.TableRows,10:N0}   of {report.Rows:N0}");
        Line($"");
        Line($"{"precision",-12} {"remainder",10} {"one table",22} {"16-bit limbs",34} {"size",6}");
        foreach (var p in report.Precisions)
        {
            var table = $"2^{p.TableLogSize}, {p.TableRows:0.##e0} entries";
            var limbs = p.Bits == 8 ? "-" : string.Create(CultureInfo.InvariantCulture, $"2^{p.LimbLogSize}, {p.LookupsPerActivation} lookups, {p.LimbRows:N0} rows");
            Line($"{(p.Bits == 8 ? "INT8" : $"fixed {p.Bits}"),-12} {$"{p.RemainderBits} bits",10} {table,22} {limbs,34} {$"x{p.RelativeSize:0.#}",6}");
        }

        return text.ToString();
    }
}
