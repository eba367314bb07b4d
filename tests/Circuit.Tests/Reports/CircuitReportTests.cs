using System.Text.Json;
using ZkStyle.Circuit.Graphs;
using ZkStyle.Circuit.Layout;
using ZkStyle.Circuit.Reports;
using ZkStyle.Circuit.Tables;
using ZkStyle.Circuit.Tests.Support;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Circuit.Tests.Reports;

public class CircuitReportTests
{
    private static readonly CircuitReport s_reference = Report(TestDecoders.Reference(new Random(1)));

    [Fact]
    public void The_reference_decoders_figures()
    {
        Assert.Equal(17, s_reference.LogSize);
        Assert.Equal(131_072, s_reference.Rows);
        Assert.Equal(124_108, s_reference.UsedRows);
        Assert.Equal(131_072 - 1 - 124_108, s_reference.PaddingRows);
        Assert.Equal("rows", s_reference.SizeDecidedBy);
        Assert.Equal(29_933_568, s_reference.MultiplyAccumulates);
        Assert.Equal(45_540, s_reference.Weights);
        Assert.Equal((64 * 64) + (48 * 256) + (24 * 1024) + (12 * 4096) + (3 * 4096), s_reference.Activations);
        Assert.Equal((10, 8, 3, 6, 4), (s_reference.FixedColumns, s_reference.AdviceColumns, s_reference.SparseColumns, s_reference.Gates, s_reference.Degree));
        Assert.Equal(6 * 131_072, s_reference.Constraints);
        Assert.Equal(2 * 131_072, s_reference.Lookups);
        Assert.Equal(1536, s_reference.ProofBytes);
        Assert.Equal(21L * 131_072 * 40, s_reference.ColumnBytes);
        Assert.Equal(s_reference.ColumnBytes, s_reference.CosetColumnBytes);
    }

    [Fact]
    public void Rows_by_tensor_add_up()
    {
        Assert.Equal(["latent", "latent words", "decoder.0", "decoder.1", "decoder.2", "decoder.3", "image"], s_reference.Tensors.Select(t => t.Name));
        Assert.Equal([1640, 2, 13830, 15552, 27744, 52272, 13068], s_reference.Tensors.Select(t => t.Rows));
        Assert.Equal([840, 0, 7430, 0, 0, 0, 0], s_reference.Tensors.Select(t => t.FillerRows));
        Assert.All(s_reference.Tensors, t => Assert.Equal(t.Rows, t.Activations + t.BorderRows + t.FillerRows));
        Assert.Equal(s_reference.UsedRows, s_reference.Tensors.Sum(t => t.Rows));
        Assert.Equal(s_reference.TableRows, s_reference.TableRegions.Sum(t => t.Rows));
        Assert.Equal(65_536, s_reference.TableRegions[0].Rows);
        Assert.Equal(256, s_reference.TableRegions[^1].Rows);
    }

    [Fact]
    public void The_palette_references_figures()
    {
        var report = Report(SampleDecoders.PaletteReference(1));
        Assert.Equal((17, "rows"), (report.LogSize, report.SizeDecidedBy));
        Assert.Equal(125_370, report.UsedRows);
        Assert.Equal(5_701, report.PaddingRows);
        Assert.Equal(
            ["latent", "latent words", "decoder.0", "decoder.1", "decoder.2", "decoder.3", "decoder.4.max", "decoder.4.z", "image"],
            report.Tensors.Select(t => t.Name));
        Assert.Equal(["1x32x32", "32x32x32", "1x32x32"], report.Tensors.TakeLast(3).Select(t => t.Shape));
        Assert.Equal([1_156, 36_992, 1_156], report.Tensors.TakeLast(3).Select(t => t.Rows));
        Assert.All(report.Tensors, t => Assert.Equal(t.Rows, t.Activations + t.BorderRows + t.FillerRows));
        Assert.Equal(report.UsedRows, report.Tensors.Sum(t => t.Rows));
        Assert.Equal(34_578_432, report.MultiplyAccumulates);
        Assert.Equal(83_232, report.Weights);

        // max lists every score, z every distance from the best one and one more, the index a row per class.
        var regions = report.TableRegions.SkipLast(1).TakeLast(3).ToArray();
        Assert.Equal(["decoder.4 largest scores", "decoder.4 winners", "decoder.4 class indices"], regions.Select(r => r.Name));
        Assert.Equal([regions[0].Rows, regions[0].Rows + 1, 32], regions.Select(r => r.Rows));
        Assert.Equal((0, 64, 95), (regions[1].LowestValue, regions[2].LowestValue, regions[2].HighestValue));
        Assert.Equal(report.TableRows, report.TableRegions.Sum(t => t.Rows));
        Assert.InRange(report.TableRows, 65_536, 131_072);
        Assert.Equal(report.TableRows, report.Precisions[0].TableRows);
        Assert.Contains("decoder.4.z", report.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_gate_per_multiply_accumulate_takes_256_times_the_rows()
    {
        Assert.Equal(25, s_reference.GatePerMacLogSize);
        Assert.Equal(256, s_reference.GatePerMacRatio);
    }

    [Fact]
    public void Finer_precisions_pay_in_table_or_limbs()
    {
        Assert.Equal([8, 16, 32], s_reference.Precisions.Select(p => p.Bits));
        Assert.Equal([16, 24, 40], s_reference.Precisions.Select(p => p.RemainderBits));

        // 24 bits of remainder: 2 limbs; 15 low bits of q: 1; the high part of q: 1. 40 bits: 3; 31: 2; 1.
        Assert.Equal([2, 4, 6], s_reference.Precisions.Select(p => p.LookupsPerActivation));
        Assert.Equal([124_108, 248_216, 372_324], s_reference.Precisions.Select(p => p.LimbRows));
        Assert.Equal([17, 18, 19], s_reference.Precisions.Select(p => p.LimbLogSize));
        Assert.Equal([1.0, 2.0, 4.0], s_reference.Precisions.Select(p => p.RelativeSize));

        // At 8 bits the rule gives the table that was built; a finer one lists 2^(b+8) remainders and longer intervals.
        Assert.Equal(s_reference.TableRows, s_reference.Precisions[0].TableRows);
        var intervals = s_reference.TableRows - 65_536 - 256;
        Assert.Equal((1 << 24) + (256.0 * intervals) + 65_536, s_reference.Precisions[1].TableRows);
        Assert.Equal(25, s_reference.Precisions[1].TableLogSize);
        Assert.Equal(41, s_reference.Precisions[2].TableLogSize);
    }

    [Fact]
    public void A_small_decoder_is_held_by_the_smallest_size() =>
        Assert.Equal("minimum", CircuitBench.Product.Circuit.Report.SizeDecidedBy);

    [Fact]
    public void Text_and_json_carry_the_figures()
    {
        var text = s_reference.ToText();
        Assert.Contains("131,072 = 2^17 (decided by: rows); 124,108 used", text, StringComparison.Ordinal);
        Assert.Contains("decoder.3", text, StringComparison.Ordinal);
        Assert.Contains("fixed 16", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\r", text, StringComparison.Ordinal);

        using var json = JsonDocument.Parse(JsonSerializer.Serialize(s_reference));
        Assert.Equal(124_108, json.RootElement.GetProperty("UsedRows").GetInt64());
        Assert.Equal(7, json.RootElement.GetProperty("Tensors").GetArrayLength());
        Assert.Equal(3, json.RootElement.GetProperty("Precisions").GetArrayLength());
    }

    private static CircuitReport Report(QuantizedDecoder decoder)
    {
        var plan = ChainPlan.Create(CircuitGraphBuilder.Build(decoder, 16));
        var ranges = LayerRange.Of(plan.Graph);
        var table = LookupTable.SideBySide(plan.Graph, ranges);
        var layout = new ChainLayout(plan, DecoderCompiler.LogSize(plan, table, ranges, minimum: 17));
        return CircuitReport.Create(DecoderConstraints.System, layout, table);
    }
}
