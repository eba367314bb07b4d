using ZkStyle.Circuit.Tests.Support;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Circuit.Tests.Forgeries;

/// <summary>Wrong pixels, accumulators, activations, ranges, latents and multiplicities.</summary>
internal static class ValueForgeries
{
    private const int Pixel = 77;

    public static IReadOnlyList<Forgery> All { get; } =
    [
        new("public pixel +1, witness kept", "G6", (b, w) => w.Image[Pixel]++),
        new("pixel +1 in calldata and in x", "G4", (b, w) =>
        {
            w.Image[Pixel]++;
            w.X[b.ByteRows[Pixel]] += 1;
        }),
        new("pixel, x and k moved together", "G5", (b, w) =>
        {
            var row = b.ByteRows[Pixel];
            w.K[row] += 1;
            w.X[row] = b.Activate(3, w.K[row]);
            w.Image[Pixel] = (byte)CircuitBench.Signed(w.X[row]);
        }),
        new("pixel moved, k + 1, rem - 2^16, so that the accumulator stays", "G4", (b, w) =>
        {
            var row = b.ByteRows[Pixel];
            w.Image[Pixel]++;
            w.X[row] += 1;
            w.K[row] += 1;
            w.Rem[row] -= b.Radix;
        }),
        new("two pixels of one word, -1 and +256: packed word and calldata kept", "G4", (b, w) =>
        {
            w.X[b.ByteRows[40]] -= 1;
            w.X[b.ByteRows[41]] += 256;
        }),
        new("wrong accumulator", "G5", (b, w) => w.AddToAccumulator(b.Interior(2)[50], 1)),
        new("accumulators +1 and -1 in two layers", "G5", (b, w) =>
        {
            w.AddToAccumulator(b.Interior(2)[50], 1);
            w.AddToAccumulator(b.Interior(1)[7], -1);
        }),
        new("accumulators +1 and -1 at one place of neighbouring channels", "G5", (b, w) =>
        {
            w.AddToAccumulator(b.RowOf(2, 0, 3, 4), 1);
            w.AddToAccumulator(b.RowOf(2, 1, 3, 4), -1);
        }),
        new("line wrap: +1 at the end of an image line, -1 at the start of the next", "G5", (b, w) =>
        {
            w.AddToAccumulator(b.RowOf(3, 0, 4, 17), 1);
            w.AddToAccumulator(b.RowOf(3, 0, 5, 0), -1);
        }),
        new("rem out of range: k - 1, rem + 2^16, activation follows", "G4 G5", (b, w) =>
        {
            var row = b.Interior(1).First(r => w.X[r] != Fr.Zero && w.X[r] != (Fr)127);
            w.K[row] -= 1;
            w.Rem[row] += b.Radix;
            w.X[row] = b.Activate(1, w.K[row]);
        }),
        new("rem + 1 and k - 2^-16: fractions keep the accumulator", "G4", (b, w) =>
        {
            var row = b.Interior(1)[3];
            w.Rem[row] += 1;
            w.K[row] -= Fr.FromInt64(b.Radix).Inverse();
        }),
        new("k fractional, rem still in its range", "G4", (b, w) =>
        {
            var row = b.Interior(3).First(r => CircuitBench.Signed(w.Rem[r]) >= 3);
            w.Rem[row] -= 3;
            w.K[row] += 3 * Fr.FromInt64(b.Radix).Inverse();
        }),
        new("rem taken from an activation's table row", "G4", (b, w) =>
        {
            var row = b.Interior(1)[3];
            var value = (b.Radix * w.K[row]) + w.Rem[row];
            w.Rem[row] = b.Tag(1) + 5;
            w.K[row] = (value - w.Rem[row]) * Fr.FromInt64(b.Radix).Inverse();
        }),
        new("activation off by one", "G4 G5", (b, w) => w.X[b.Interior(1)[9]] += 1),
        new("activation of another layer: k moved to the image's tag", "G5", (b, w) =>
        {
            var row = b.Interior(1).First(r => w.X[r] != Fr.Zero && w.X[r] != (Fr)127);
            w.K[row] += b.Tag(3) - b.Tag(1);
        }),
        new("activation 256 from the range rows", "G5", (b, w) =>
        {
            var row = b.Interior(1)[9];
            w.K[row] = 77;
            w.X[row] = 256;
        }),
        new("border row with an activation, k kept", "G4 G5", (b, w) => w.X[b.Border(2)[3]] = 5),
        new("border row under the ReLU's tag", "G5", (b, w) =>
        {
            var row = b.Border(1)[3];
            w.K[row] += b.Tag(1) - b.ZeroTag + 5;
            w.X[row] = b.Activate(1, w.K[row]);
        }),
        new("latent border row carries a byte", "G5", (b, w) => SetLatentByte(b, w, b.Border(0)[8], 200)),
        new("latent pair +300 and -1 in x", "G4 G5", (b, w) =>
        {
            w.X[b.Interior(0)[0]] += 300;
            w.X[b.Interior(0)[1]] -= 1;
        }),
        new("another latent byte in x", "G5", (b, w) => w.X[b.Interior(0).First(r => w.X[r] != (Fr)127)] += 1),
        new("two latent values of one word, -256 and +1: the word kept", "G4 G5", (b, w) =>
        {
            w.X[b.RowOf(0, 1, 2, 3)] -= 256;
            w.X[b.RowOf(0, 2, 2, 3)] += 1;
        }),
        new("a latent byte under the ReLU's tag", "G5", (b, w) =>
        {
            var row = b.Interior(0)[3];
            w.K[row] = b.Tag(1) + 5;
            w.X[row] = b.Activate(1, w.K[row]);
        }),
        new("a latent row's tag and rem moved by one, as a byte's own tag would be", "G4 G5", (b, w) =>
        {
            var row = b.Interior(0).First(r => w.X[r] != (Fr)127);
            w.K[row] += 1;
            w.X[row] += 1;
        }),
        new("a latent byte's accumulator in rem", "G5", (b, w) => w.Rem[b.Interior(0)[5]] += 1),
        new("an accumulator on the rows that pass the words", "G5", (b, w) => w.AddToAccumulator(b.Layout.FirstWordRow + 1, 1)),
        new("an activation on the rows that pass the words", "G4", (b, w) => w.X[b.Layout.FirstWordRow] = 5),
        new("a latent byte on the rows that pass the words", "G5", (b, w) => SetLatentByte(b, w, b.Layout.FirstWordRow, 77)),
        new("public latent changed, made up for on the rows that pass the words", "G5", (b, w) =>
        {
            w.Latent[0]++;
            w.AddToAccumulator(b.Layout.FirstWordRow, 1);
        }),
        new("two public bytes of one word changed", "G5", (b, w) =>
        {
            w.Latent[0]++;
            w.Latent[16]--;
        }),
        new("the decode of another latent, public latent kept", "G5", (b, w) =>
        {
            var latent = (byte[])w.Latent.Clone();
            latent[27] ^= 64;
            w.TakeOver(b.Circuit.CreateWitness(latent));
        }),
        new("public latent changed, witness kept", "G5", (b, w) => w.Latent[27] ^= 1),
        new("the decode of a model with two taps swapped", "G5", (b, w) => w.TakeOver(
            DecoderCompiler.Assemble(SwapTaps(b.Decoder), new(b.Shift, b.Layout.LogSize)
            {
                Table = (_, _) => b.Circuit.Table,
            }).CreateWitness(w.Latent))),
        new("multiplicity + 1 on a range row", "G4", (b, w) =>
        {
            w.Multiplicities = w.CountLookups();
            w.Multiplicities[5] += 1;
        }),
        new("multiplicity put on a padding row of the table: the same tuple, legal", "", (b, w) =>
        {
            w.Multiplicities = w.CountLookups();
            w.Multiplicities[^1] = w.Multiplicities[0];
            w.Multiplicities[0] = 0;
        }),
        new("negative multiplicity on a padding row of the table, compensated: legal", "", (b, w) =>
        {
            w.Multiplicities = w.CountLookups();
            w.Multiplicities[^1] = -5;
            w.Multiplicities[0] += 5;
        }),
        new("wrong x, its multiplicity moved to a padding row", "G4 G5", (b, w) =>
        {
            var row = b.Interior(2)[9];
            var (k, x) = (w.K[row], w.X[row]);
            w.X[row] += 1;
            w.Multiplicities = w.CountLookups();
            w.Multiplicities[b.TableRows[(k, x)]] += 1;
            w.Multiplicities[^1] = -1;
        }),
        new("k = 0, x = 256 looked up in padding rows", "G4 G5", (b, w) =>
        {
            var row = b.Interior(1)[9];
            w.Multiplicities = w.CountLookups();
            w.K[row] = 0;
            w.X[row] = 256;
            w.Multiplicities[^1] += 1;
        }),
    ];

    /// <summary>A latent byte on any row, as the table allows it.</summary>
    public static void SetLatentByte(CircuitBench bench, ForgedWitness witness, int row, int value)
    {
        witness.K[row] = bench.Tag(0);
        witness.X[row] = value - QuantizedDecoder.LatentZero;
    }

    /// <summary>An image byte on any row, as the table allows it.</summary>
    public static void SetImageByte(CircuitBench bench, ForgedWitness witness, int row, int value)
    {
        witness.K[row] = bench.Tag(3) + value;
        witness.X[row] = value;
    }

    private static QuantizedDecoder SwapTaps(QuantizedDecoder decoder)
    {
        var layers = decoder.Layers.ToArray();
        var old = layers[1];
        var input = old.Inputs[0];
        var weights = (sbyte[])input.Weights.Clone();
        var from = ((1 * input.InputChannels) + 2) * input.KernelTaps;
        (weights[from], weights[from + 8]) = (weights[from + 8], weights[from]);
        layers[1] = QuantizedLayer.Convolution(
            old.Name, input.InputChannels, old.OutputChannels, input.Upsample, old.Activation, weights, input.Multipliers, old.Offsets);
        return new QuantizedDecoder(decoder.Latent, layers);
    }
}
