using ZkStyle.Circuit.Tests.Support;
using ZkStyle.Prover.Constraints;

namespace ZkStyle.Circuit.Tests.Forgeries;

/// <summary>Rows that should be empty, chain seams, and chains that leave their recurrences.</summary>
internal static class LayoutForgeries
{
    public static IReadOnlyList<Forgery> All { get; } =
    [
        new("padding row carries a byte", "G5 G6", (b, w) => ValueForgeries.SetLatentByte(b, w, b.Layout.PaddingRows / 2, 200)),
        new("last padding row carries an image byte, last pixel moved in calldata", "G5", (b, w) =>
        {
            ValueForgeries.SetImageByte(b, w, b.Layout.FirstImageRow - 1, 7);
            w.Image[^1] += 7;
        }),
        new("first image border row carries a byte", "G5 G6", (b, w) => ValueForgeries.SetImageByte(b, w, b.Layout.FirstImageRow, 7)),
        new("first image border row carries a byte, accumulator kept by rem", "G4 G6", (b, w) =>
        {
            var row = b.Layout.FirstImageRow;
            var value = (b.Radix * w.K[row]) + w.Rem[row];
            ValueForgeries.SetImageByte(b, w, row, 7);
            w.Rem[row] = value - (b.Radix * w.K[row]);
        }),
        new("image border row carries a byte, pixel moved in calldata to match the word", "G5", (b, w) =>
        {
            // The border cell after the last byte of plane 1's first line has weight 1 times that byte's.
            ValueForgeries.SetImageByte(b, w, b.RowOf(3, 1, 1, 0), 1);
            w.Image[16 * 16]++;
        }),
        new("row 0 carries x", "G4 G6", (b, w) => w.X[0] = 9),
        new("row 0 carries an image byte that flows through padding into the packing", "G5 G6", (b, w) => ValueForgeries.SetImageByte(b, w, 0, 9)),
        new("row 0 carries an accumulator", "G5", (b, w) => w.Rem[0] = 1),
        new("row 0 and a padding row, +1 and -1", "G5", (b, w) =>
        {
            w.AddToAccumulator(0, 1);
            w.AddToAccumulator(2, -1);
        }),
        new("row 1, behind the zero of h, carries an activation", "G5 G6", (b, w) =>
        {
            w.K[1] = b.Tag(1) + 5;
            w.X[1] = 5;
        }),
        new("row 1 carries an accumulator", "G5", (b, w) => w.Rem[1] = 77),
        new("row e carries x", "G4 G5", (b, w) => w.X[b.Layout.RowAfterImage] = 5),
        new("row e carries a latent byte", "G5", (b, w) => ValueForgeries.SetLatentByte(b, w, b.Layout.RowAfterImage, 129)),
        new("filler of a hidden channel carries an activation", "G5", (b, w) =>
        {
            var row = b.Border(1).First(r => b.Layout.RowLabel(r).Contains("filler", StringComparison.Ordinal));
            w.K[row] = b.Tag(1) + 9;
            w.X[row] = 9;
        }),
        new("+1 on a channel's first row, -1 on the row before", "G5", (b, w) =>
        {
            var row = b.Layout.Chains.First(c => c.Plan is { Tensor: 1, Channel: 1 }).FirstRow;
            w.AddToAccumulator(row, 1);
            w.AddToAccumulator(row - 1, -1);
        }),
        new("hx wrong on one row", "G2", (b, w) => w.Tweak = (_, _, inputs, _) => inputs[b.Interior(2)[9]] += 1),
        new("hw wrong on the last row", "G1 G3", (b, w) => w.Tweak = (_, _, _, kernels) => kernels[^1] += 1),
        new("h on row 0 set to the public value", "G1", (b, w) =>
        {
            w.AddToAccumulator(b.Interior(2)[50], 1);
            w.Tweak = (scalars, sums, _, _) => sums[0] = scalars.Evaluate(new ScalarExpression.PublicInputValue(0));
        }),
        new("a homogeneous solution in h from row 1", "G1 G5", (b, w) => AddHomogeneous(b, w, Chain.Sums, 1)),
        new("a homogeneous solution in h from row e", "G1 G5", (b, w) => AddHomogeneous(b, w, Chain.Sums, b.Layout.RowAfterImage)),
        new("a homogeneous solution in hx from row 0", "G2 G6", (b, w) => AddHomogeneous(b, w, Chain.Inputs, 0)),
        new("a homogeneous solution in hx from row 1", "G2 G6", (b, w) => AddHomogeneous(b, w, Chain.Inputs, 1)),
        new("a homogeneous solution in hx from the image's first row", "G2 G6", (b, w) => AddHomogeneous(b, w, Chain.Inputs, b.Layout.FirstImageRow)),
        new("a homogeneous solution in hx from row e", "G1 G2", (b, w) => AddHomogeneous(b, w, Chain.Inputs, b.Layout.RowAfterImage)),
        new("a homogeneous solution in hw from row 0", "G3", (b, w) => AddHomogeneous(b, w, Chain.Kernels, 0)),
        new("a homogeneous solution in hw from row 1", "G3", (b, w) => AddHomogeneous(b, w, Chain.Kernels, 1)),
        new("a homogeneous solution in hw from row e", "G1 G3", (b, w) => AddHomogeneous(b, w, Chain.Kernels, b.Layout.RowAfterImage)),
    ];

    private static void AddHomogeneous(CircuitBench bench, ForgedWitness witness, Chain chain, int from)
    {
        witness.Tweak = (scalars, sums, inputs, kernels) =>
        {
            var multipliers = new ChainMultipliers(bench, scalars);
            var column = chain switch { Chain.Sums => sums, Chain.Inputs => inputs, _ => kernels };
            Fr difference = 12345;
            for (var i = 0; i < column.Length && !difference.IsZero; i++)
            {
                var row = (from + i) % column.Length;
                column[row] += difference;
                difference *= multipliers.At(chain, (row + 1) % column.Length);
            }
        };
    }
}
