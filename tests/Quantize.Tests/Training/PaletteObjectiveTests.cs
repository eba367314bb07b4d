using ZkStyle.Quantize.Autograd;
using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Training;

namespace ZkStyle.Quantize.Tests.Training;

public sealed class PaletteObjectiveTests
{
    private static readonly RgbColour[] s_palette = [new(255, 0, 0), new(0, 255, 0), new(0, 0, 255)];

    [Fact]
    public void A_cell_wants_the_colour_nearest_to_the_mean_of_its_four_pixels()
    {
        var target = new float[3 * 64 * 64];
        // Cell 0 is red; cell 1 has three green pixels of four; cell 32, in the next line of cells, is blue.
        foreach (var i in (int[])[0, 1, 64, 65])
            target[i] = 1;
        foreach (var i in (int[])[2, 3, 66])
            target[4096 + i] = 1;
        target[67] = 1;
        foreach (var i in (int[])[128, 129, 192, 193])
            target[8192 + i] = 1;
        var classes = new byte[32 * 32];
        new PaletteObjective(s_palette).Classify(target, classes);
        Assert.Equal([0, 1], classes[..2]);
        Assert.Equal(2, classes[32]);
    }

    [Fact]
    public void The_loss_falls_when_scores_name_the_wanted_colours()
    {
        var objective = new PaletteObjective(s_palette);
        var tape = new Tape<float>();
        objective.Begin(tape, 2);
        var green = new float[3 * 64 * 64];
        green.AsSpan(4096, 4096).Fill(1);
        objective.SetTarget(0, green);
        objective.SetTarget(1, green);
        float Loss(float green)
        {
            var scores = tape.NewTensor(2, 3, 32, 32, withGradient: true);
            scores.Data.Clear();
            for (var n = 0; n < 2; n++)
                scores.Image(n).Slice(1024, 1024).Fill(green);
            return objective.Loss(tape, scores).Data[0];
        }

        // Equal scores: ln 3 nats, two thirds of the probability on colours at squared distance 2, four times; and 2 * 32 * 31 pairs of
        // neighbours, two thirds of which are expected to differ, at 0.12 each.
        Assert.Equal(Math.Log(3) + (4 * 2 * 2 / 3.0) + (0.12 * 2 / 3 * 2 * 32 * 31 / 1024), Loss(0), 1e-5);
        Assert.True(Loss(5) < 0.2 && Loss(20) < 1e-6);
    }
}
