using ZkStyle.Circuit.Layout;
using ZkStyle.Circuit.Tests.Support;
using ZkStyle.Prover.Constraints;

namespace ZkStyle.Circuit.Tests;

public class DecoderConstraintsTests
{
    private static readonly ConstraintSystem s_system = DecoderConstraints.System;

    [Fact]
    public void Columns_gates_and_degree_are_those_of_the_protocol()
    {
        Assert.Equal(["BT", "T1", "T2", "w0", "w1", "w2", "dx", "dy", "U", "kb"], s_system.FixedColumns);
        Assert.Equal(DecoderColumns.FixedCount, s_system.FixedColumns.Count);
        Assert.Equal(
            ["k 1", "rem 1", "x 1", "mult 1", "h 2", "hx 2", "hw 2", "phi 3"],
            s_system.AdviceColumns.Select(c => $"{c.Name} {c.Phase}"));
        Assert.Equal(["L_0", "L_e", "sp"], s_system.SparseColumns.Select(c => c.Name));
        Assert.Equal(["r 1", "v 1", "theta 2", "beta 2"], s_system.Challenges.Select(c => $"{c.Name} {c.Phase}"));
        Assert.Equal(["G1", "G2", "G3", "G5", "G6", "G4"], s_system.Gates.Select(g => g.Name.Split(' ')[0]));
        Assert.Equal([4, 4, 3, 2, 2, 4], s_system.Gates.Select(g => g.Expression.Degree));
        Assert.Equal(4, s_system.Degree);
        Assert.Equal(["latent", "image"], s_system.PublicInputs.Select(p => p.Name));
    }

    [Fact]
    public void A_proof_has_13_points_and_22_scalars()
    {
        Assert.Equal((13 * 64) + (22 * 32), s_system.Manifest.ProofLength);
    }

    [Fact]
    public void Scalars_cost_one_inversion()
    {
        var text = s_system.Describe();
        Assert.Equal(2, text.Split("(inverse ").Length);
    }

    [Fact]
    public void The_shift_is_part_of_the_digest()
    {
        Assert.NotEqual(s_system.Digest, DecoderConstraints.Build(8).Digest);
        Assert.Equal(s_system.Digest, DecoderConstraints.Build(16).Digest);
    }

    /// <summary>
    /// Evaluates each of (G1), (G2), (G3) on single rows of every step code and compares with the formula of
    /// docs/protocol.md, where cY, cP and cU are looked up by code instead of interpolated.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Gates_equal_the_formulas_on_every_step_code(int seed)
    {
        var random = new Random(seed);
        var values = new ScalarValues(s_system, [18, 7, 22, 4, 4, 4, 0, 3, 16, 16, 100, 200, 16, 31], [new byte[64], new byte[768]]);
        for (var i = 0; i < s_system.Challenges.Count; i++)
            values.SetChallenge(i, Seeds.Element(random));
        var (r, v) = (values.Challenge("r"), values.Challenge("v"));
        var u = v.Pow(18);
        foreach (var code in Enum.GetValues<StepCode>())
        {
            foreach (var upsample in new long[] { 0, 1 })
            {
                foreach (var boundary in new long[] { 0, 1 })
                {
                    var cells = new Dictionary<string, Fr>();
                    Fr Cell(string name) => cells.TryGetValue(name, out var value) ? value : cells[name] = Seeds.Element(random);
                    cells["dx@0"] = code.Dx();
                    cells["dy@0"] = code.Dy();
                    cells["U@0"] = upsample;
                    cells["kb@0"] = boundary;

                    var step = code switch
                    {
                        StepCode.NextChannel => r * v,
                        StepCode.Right => v.Inverse(),
                        StepCode.Down => u,
                        StepCode.Up => u.Inverse(),
                        _ => v,
                    };
                    var packed = code == StepCode.Packed;
                    var next = code == StepCode.NextChannel;
                    var inputStep = packed || next ? Fr.Zero : upsample == 1 ? step * step : step;
                    var packing = Cell("w0@0") + (v * Cell("w1@0"));
                    var spread = (1 + u) * (1 + v) * u.Inverse();

                    var g1 = Cell("h@0") - ((step + Cell("sp@0")) * Cell("h@-1")) - ((65536 * Cell("k@0")) + Cell("rem@0") - Cell("BT@0"));
                    if (next)
                        g1 += u.Inverse() * Cell("hx@-1") * Cell("hw@-1");
                    var g2 = Cell("hx@0") - ((inputStep + (packed ? packing : Fr.Zero)) * Cell("hx@-1")) - ((upsample == 1 ? spread : Fr.One) * Cell("x@0"));
                    var kernelStep = (packed || next ? Fr.Zero : r) + (boundary * ((u * r.Pow(-7)) - r));
                    var g3 = Cell("hw@0") - (kernelStep * Cell("hw@-1")) - packing - (v * v * Cell("w2@0"));

                    Assert.Equal(g1, Evaluate("G1", values, Cell));
                    Assert.Equal(g2, Evaluate("G2", values, Cell));
                    Assert.Equal(g3, Evaluate("G3", values, Cell));
                }
            }
        }
    }

    /// <summary>Few channels make one word a cell, more than 16 make two; a doubled latent stands on four cells each.</summary>
    [Theory]
    [InlineData(2, 0)]
    [InlineData(2, 1)]
    [InlineData(19, 0)]
    [InlineData(32, 1)]
    public void Public_inputs_follow_their_formulas(int channels, int doubling)
    {
        var random = new Random(4);
        var latent = new byte[channels * 3 * 4];
        var image = new byte[100];
        random.NextBytes(latent);
        random.NextBytes(image);
        var values = new ScalarValues(s_system, [18, 7, 22, (uint)channels, 3, 4, (uint)doubling, 3, 16, 16, 100, 200, 16, 31], [latent, image]);
        var (r, v) = (Seeds.Element(random), Seeds.Element(random));
        values.SetChallenge(0, r);
        values.SetChallenge(1, v);

        // (P2) with the last latent channel at kappa = N - 1 and the last words just before the first one.
        var expected = Fr.Zero;
        var (factor, words) = (1 + doubling, (channels + 15) / 16);
        for (var c = 0; c < channels; c++)
        {
            for (var y = 0; y < factor * 3; y++)
            {
                for (var x = 0; x < factor * 4; x++)
                {
                    expected += (latent[(((c * 3) + (y / factor)) * 4) + (x / factor)] - 128) * Fr.FromInt64(256).Pow(c % 16)
                        * r.Pow(channels + words - (c / 16)) * v.Pow((18 * (y + 1)) + x + 1);
                }
            }
        }

        Assert.Equal(expected, values.Evaluate(new ScalarExpression.PublicInputValue(0)));

        // (P1): a byte of word i at place j weighs v^i 256^-j.
        expected = Fr.Zero;
        for (var i = 0; i < image.Length; i++)
            expected += image[i] * v.Pow(i / 31) * Fr.FromInt64(256).Pow(-(i % 31));
        Assert.Equal(expected, values.Evaluate(new ScalarExpression.PublicInputValue(1)));
    }

    private static Fr Evaluate(string gate, ScalarValues scalars, Func<string, Fr> cell)
    {
        var program = ExpressionProgram.Compile(s_system.Gates.Single(g => g.Name.StartsWith(gate, StringComparison.Ordinal)).Expression);
        return program.Evaluate(
            [.. program.Cells.Select(c => cell($"{s_system.NameOf(c.Column)}@{c.Rotation}"))],
            [.. program.Scalars.Select(s => scalars.Evaluate(s))]);
    }
}
