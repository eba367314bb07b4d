using ZkStyle.Circuit.Layout;
using ZkStyle.Circuit.Tests.Support;
using ZkStyle.Prover.Constraints;

namespace ZkStyle.Circuit.Tests;

/// <summary>Rows, fixed columns, witness and chains against an independent program (tests/vectors/circuit).</summary>
public class PrototypeVectorTests
{
    private static readonly PrototypeVector s_vector = PrototypeVector.Instance;
    private static readonly ChainLayout s_layout = s_vector.Circuit.Layout;
    private static readonly FixedAssignment s_assignment = s_vector.Circuit.Assignment;
    private static readonly IEnumerable<int> s_used = Enumerable.Range(s_layout.FirstImageRow, s_layout.Size - s_layout.FirstImageRow);

    [Fact]
    public void Rows_are_the_same()
    {
        Assert.Equal(s_vector.Integer("logSize"), s_layout.LogSize);
        Assert.Equal(s_vector.Integer("usedRows"), s_layout.Plan.UsedRows);
        Assert.Equal(s_vector.Integer("paddingRows"), s_layout.PaddingRows);
        Assert.Equal(s_vector.Integer("firstImageRow"), s_layout.FirstImageRow);
        Assert.Equal(s_vector.Integer("rowAfterImage"), s_layout.RowAfterImage);
        Assert.Equal(s_vector.Integer("channelCount"), s_layout.Plan.ChannelCount);
        Assert.Equal(s_vector.Integer("kernelStride"), s_layout.Plan.KernelStride);
        Assert.Equal(s_vector.Integer("lineStride"), s_layout.Plan.LineStride);
        Assert.Equal(s_vector.Integer("tableRows"), s_vector.Circuit.Table.RowCount);
        Assert.Equal(s_vector.Text("codes"), string.Concat(s_used.Select(row => "CLRDUP"[(int)s_layout.Steps[row]])));
        Assert.Equal(s_vector.Integers("kappa"), s_used.Select(row => (long)s_layout.Row(row).Kappa));
        Assert.Equal(s_vector.Integers("y"), s_used.Select(row => (long)s_layout.Row(row).Y));
        Assert.Equal(s_vector.Integers("x"), s_used.Select(row => (long)s_layout.Row(row).X));
    }

    [Fact]
    public void Fixed_columns_are_the_same()
    {
        Assert.Equal(s_vector.Integers("offset").Select(Fr.FromInt64), s_used.Select(row => Column(DecoderColumns.Offset)[row]));
        Assert.Equal(s_vector.Text("upsample"), string.Concat(s_used.Select(row => Column(DecoderColumns.Upsample)[row].ToString())));
        Assert.Equal(s_vector.Text("boundary"), string.Concat(s_used.Select(row => Column(DecoderColumns.Boundary)[row].ToString())));

        var taps = new Fr[3, s_layout.Size];
        foreach (var item in s_vector.Items("taps"))
        {
            for (var tap = 0; tap < 3; tap++)
                taps[tap, item[0].GetInt32()] = item[1 + tap].GetInt64();
        }

        var packing = s_vector.Text("packing");
        for (var i = 0; i < packing.Length; i++)
        {
            var row = s_layout.FirstImageRow + i;
            taps[0, row] = packing[i] switch { '1' => Fr.One, 'b' => Fr.FromInt64(256).Inverse(), _ => Fr.Zero };
            taps[1, row] = packing[i] == 'w' ? Fr.FromInt64(256).Pow(30) : Fr.Zero;
        }

        for (var row = 0; row < s_layout.Size; row++)
        {
            for (var tap = 0; tap < 3; tap++)
                Assert.Equal(taps[tap, row], Column(DecoderColumns.FirstTap + tap)[row]);
        }
    }

    [Fact]
    public void The_table_is_the_same()
    {
        var expected = new (Fr, Fr)[s_layout.Size];
        for (var row = 0; row < expected.Length; row++)
            expected[row] = (row < 65536 ? row : 0, 256);
        foreach (var item in s_vector.Items("table"))
            expected[item[0].GetInt32()] = (item[1].GetInt64(), item[2].GetInt64());
        Assert.Equal(expected, Column(DecoderColumns.TableValue).Zip(Column(DecoderColumns.TableOutput)));
    }

    [Fact]
    public void The_witness_is_the_same()
    {
        var witness = s_vector.Circuit.CreateWitness(s_vector.Latent);
        Assert.Equal(s_vector.Integers("image"), witness.Image.ToArray().Select(b => (long)b));
        var columns = witness.Generate(1, Scalars(witness));
        Assert.Equal(s_vector.Integers("quotients"), columns[0].Integers!.Value.ToArray()[s_layout.FirstImageRow..]);
        Assert.Equal(s_vector.Integers("remainders"), columns[1].Integers!.Value.ToArray()[s_layout.FirstImageRow..]);
        Assert.Equal(s_vector.Integers("activations"), columns[2].Integers!.Value.ToArray()[s_layout.FirstImageRow..]);
        var expected = new long[s_layout.Size];
        foreach (var item in s_vector.Items("multiplicities"))
            expected[item[0].GetInt32()] = item[1].GetInt64();
        Assert.Equal(expected, columns[3].Integers!.Value.ToArray());
    }

    [Fact]
    public void Chains_public_values_and_step_corrections_are_the_same()
    {
        var witness = s_vector.Circuit.CreateWitness(s_vector.Latent);
        var scalars = Scalars(witness);
        scalars.SetChallenge(0, s_vector.Element("r"));
        scalars.SetChallenge(1, s_vector.Element("v"));
        Assert.Equal(s_vector.Element("latentValue"), scalars.Evaluate(new ScalarExpression.PublicInputValue(0)));
        Assert.Equal(s_vector.Element("imageValue"), scalars.Evaluate(new ScalarExpression.PublicInputValue(1)));

        var entries = s_assignment.SparseEntries[DecoderColumns.StepCorrection];
        Assert.Equal(s_vector.Integers("sparseRows"), entries.Select(e => (long)e.Row));
        Assert.Equal(
            s_vector.Items("sparse").Select(e => PrototypeVector.ParseElement(e.GetString()!)),
            scalars.SparseCoefficients(DecoderColumns.StepCorrection, entries));

        var columns = witness.Generate(2, scalars);
        foreach (var item in s_vector.Items("channelEnds"))
        {
            for (var i = 0; i < 3; i++)
                Assert.Equal(PrototypeVector.ParseElement(item[1 + i].GetString()!), columns[i][item[0].GetInt32()]);
        }

        Assert.Equal(s_vector.Element("latentValue"), columns[0][0]);
        Assert.Equal(s_vector.Element("imageValue"), columns[1][s_layout.RowAfterImage - 1]);
    }

    private static Fr[] Column(int index) => s_assignment.Columns[index];

    private static ScalarValues Scalars(DecoderWitness witness) =>
        new(s_assignment.System, s_assignment.Parameters, witness.PublicInputs);
}
