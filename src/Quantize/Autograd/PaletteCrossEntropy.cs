using System.Numerics;
using System.Runtime.InteropServices;

namespace ZkStyle.Quantize.Autograd;

/// <summary>
/// The loss of a palette head. With p the softmax of a cell's K logits z, t its wanted class and c_k the palette's
/// colours, a cell costs -ln p_t + weight * sum_k p_k |c_k - c_t|^2: cross-entropy, plus what a wrong class is off in
/// colour. The colour term's share of the gradient is weight * p_k * (|c_k - c_t|^2 - its expectation).
/// One pass finds loss and gradient together, cells side by side in vectors.
/// </summary>
internal static class PaletteCrossEntropy
{
    private const int ColourChannels = 3;

    // Cells worked on together: their wanted classes and colours stay in the first cache.
    private const int Chunk = 128;

    /// <summary>The mean loss over all cells.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="tape">The tape.</param>
    /// <param name="logits">The logits, N x K x H x W with K in 1..256.</param>
    /// <param name="classes">The wanted class of each cell, N x H x W, each below K; read during this call only.</param>
    /// <param name="palette">The colours, K x 3 in [0, 1]; not read when <paramref name="colourWeight"/> is 0.</param>
    /// <param name="colourWeight">The weight of the expected squared colour distance; 0 leaves plain cross-entropy.</param>
    /// <returns>A tensor of one element.</returns>
    /// <exception cref="ArgumentException">Lengths do not fit, or a class is not below K.</exception>
    public static Tensor<T> Apply<T>(Tape<T> tape, Tensor<T> logits, ReadOnlyMemory<byte> classes, ReadOnlyMemory<T> palette, T colourWeight)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Check(logits, classes.Span, palette.Length, colourWeight);
        var loss = tape.NewTensor(1, 1, 1, 1, logits.HasGradient);
        var slopes = tape.Borrow(logits.Length, cleared: false);
        // One partial sum per image, added in order.
        var sums = tape.Borrow(logits.Batch, cleared: false);
        var cells = T.CreateChecked(logits.Batch * logits.Plane);
        BatchParallel.For(logits.Batch, logits.Length, n =>
        {
            var slope = slopes.AsSpan(n * logits.ImageLength, logits.ImageLength);
            var wanted = classes.Span.Slice(n * logits.Plane, logits.Plane);
            sums[n] = new CellLoss<T>(logits.Image(n), slope, logits.Channels, wanted, palette.Span, colourWeight, T.One / cells).Sum();
        });
        var sum = T.Zero;
        for (var n = 0; n < logits.Batch; n++)
            sum += sums[n];
        loss.Data[0] = sum / cells;
        tape.Record(loss, () => BatchParallel.For(logits.Batch, logits.Length, n =>
        {
            var gradient = logits.ImageGradient(n);
            System.Numerics.Tensors.TensorPrimitives.MultiplyAddEstimate(
                slopes.AsSpan(n * logits.ImageLength, logits.ImageLength), loss.Gradient[0], gradient, gradient);
        }));
        return loss;
    }

    private static void Check<T>(Tensor<T> logits, ReadOnlySpan<byte> classes, int paletteLength, T colourWeight)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (logits.Channels > 256)
            throw new ArgumentException($"A palette has at most 256 colours; the logits have {logits.Channels} channels.", nameof(logits));
        if (classes.Length != logits.Batch * logits.Plane)
            throw new ArgumentException($"{logits.Batch * logits.Plane} classes expected, one per cell, got {classes.Length}.", nameof(classes));
        if (colourWeight != T.Zero && paletteLength != logits.Channels * ColourChannels)
            throw new ArgumentException($"A palette of {logits.Channels} colours expected, as numbers r, g, b; got {paletteLength} numbers.", nameof(paletteLength));
        for (var i = 0; i < classes.Length; i++)
        {
            if (classes[i] >= logits.Channels)
                throw new ArgumentException($"Cell {i}: class {classes[i]} is not below the {logits.Channels} channels of the logits.", nameof(classes));
        }
    }

    // One image: its loss, and the slope of the batch's mean loss in each of its logits.
    private readonly ref struct CellLoss<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Span<T> _logits;
        private readonly Span<T> _slopes;
        private readonly int _channels;
        private readonly int _plane;
        private readonly ReadOnlySpan<byte> _classes;
        private readonly ReadOnlySpan<T> _palette;
        private readonly T _weight;
        private readonly T _share;

        public CellLoss(Span<T> logits, Span<T> slopes, int channels, ReadOnlySpan<byte> classes, ReadOnlySpan<T> palette, T weight, T share)
        {
            _logits = logits;
            _slopes = slopes;
            _channels = channels;
            _plane = classes.Length;
            _classes = classes;
            _palette = palette;
            _weight = weight;
            _share = share;
        }

        public T Sum()
        {
            var sum = T.Zero;
            // Wanted class, then wanted red, green and blue, each for a chunk of cells.
            Span<T> wanted = stackalloc T[(1 + ColourChannels) * Chunk];
            for (var start = 0; start < _plane; start += Chunk)
            {
                var count = Math.Min(Chunk, _plane - start);
                for (var i = 0; i < count; i++)
                {
                    int target = _classes[start + i];
                    wanted[i] = T.CreateTruncating(target);
                    for (var c = 0; c < ColourChannels && _weight != T.Zero; c++)
                        wanted[((1 + c) * Chunk) + i] = _palette[(target * ColourChannels) + c];
                }

                var cell = 0;
                if (Vector.IsHardwareAccelerated && Vector<T>.IsSupported)
                {
                    for (; cell <= count - Vector<T>.Count; cell += Vector<T>.Count)
                        sum += Vector.Sum(VectorCells(start + cell, wanted[cell..]));
                }

                for (; cell < count; cell++)
                    sum += ScalarCell(start + cell, wanted[cell..]);
            }

            return sum;
        }

        private Vector<T> VectorCells(int cell, ReadOnlySpan<T> wanted)
        {
            ref var logits = ref MemoryMarshal.GetReference(_logits);
            ref var slopes = ref MemoryMarshal.GetReference(_slopes);
            var largest = Vector.LoadUnsafe(ref logits, (nuint)cell);
            for (var k = 1; k < _channels; k++)
                largest = Vector.Max(largest, Vector.LoadUnsafe(ref logits, (nuint)((k * _plane) + cell)));
            var target = new Vector<T>(wanted);
            Vector<T> total = default, distances = default, targetLogit = default;
            for (var k = 0; k < _channels; k++)
            {
                var at = (nuint)((k * _plane) + cell);
                var shifted = Vector.LoadUnsafe(ref logits, at) - largest;
                var power = Exp(shifted);
                power.StoreUnsafe(ref slopes, at);
                total += power;
                distances += power * Distance(k, wanted);
                targetLogit = Vector.ConditionalSelect(Vector.Equals(target, Vector.Create(T.CreateTruncating(k))), shifted, targetLogit);
            }

            var inverse = Vector<T>.One / total;
            var expectation = distances * inverse;
            var factor = inverse * _share;
            for (var k = 0; k < _channels; k++)
            {
                var at = (nuint)((k * _plane) + cell);
                var slope = Vector.LoadUnsafe(ref slopes, at) * factor * (Vector<T>.One + Distance(k, wanted) - expectation);
                var isTarget = Vector.Equals(target, Vector.Create(T.CreateTruncating(k)));
                (slope - Vector.ConditionalSelect(isTarget, Vector.Create(_share), Vector<T>.Zero)).StoreUnsafe(ref slopes, at);
            }

            return Log(total) - targetLogit + expectation;
        }

        private T ScalarCell(int cell, ReadOnlySpan<T> wanted)
        {
            var largest = _logits[cell];
            for (var k = 1; k < _channels; k++)
                largest = T.Max(largest, _logits[(k * _plane) + cell]);
            int target = _classes[cell];
            T total = T.Zero, distances = T.Zero;
            for (var k = 0; k < _channels; k++)
            {
                var power = T.Exp(_logits[(k * _plane) + cell] - largest);
                _slopes[(k * _plane) + cell] = power;
                total += power;
                distances += power * ScalarDistance(k, wanted);
            }

            var expectation = distances / total;
            for (var k = 0; k < _channels; k++)
            {
                ref var slope = ref _slopes[(k * _plane) + cell];
                slope = (slope / total * (T.One + ScalarDistance(k, wanted) - expectation) * _share) - (k == target ? _share : T.Zero);
            }

            return T.Log(total) - (_logits[(target * _plane) + cell] - largest) + expectation;
        }

        // weight * |c_k - c_t|^2.
        private Vector<T> Distance(int k, ReadOnlySpan<T> wanted)
        {
            if (_weight == T.Zero)
                return Vector<T>.Zero;
            var red = new Vector<T>(wanted[Chunk..]) - Vector.Create(_palette[k * ColourChannels]);
            var green = new Vector<T>(wanted[(2 * Chunk)..]) - Vector.Create(_palette[(k * ColourChannels) + 1]);
            var blue = new Vector<T>(wanted[(3 * Chunk)..]) - Vector.Create(_palette[(k * ColourChannels) + 2]);
            return ((red * red) + (green * green) + (blue * blue)) * _weight;
        }

        private T ScalarDistance(int k, ReadOnlySpan<T> wanted)
        {
            if (_weight == T.Zero)
                return T.Zero;
            var red = wanted[Chunk] - _palette[k * ColourChannels];
            var green = wanted[2 * Chunk] - _palette[(k * ColourChannels) + 1];
            var blue = wanted[3 * Chunk] - _palette[(k * ColourChannels) + 2];
            return ((red * red) + (green * green) + (blue * blue)) * _weight;
        }

        // Vector<T>.IsSupported and the constraint leave float and double.
        private static Vector<T> Exp(Vector<T> x) => typeof(T) == typeof(float)
            ? Vector.Exp(x.As<T, float>()).As<float, T>()
            : Vector.Exp(x.As<T, double>()).As<double, T>();

        private static Vector<T> Log(Vector<T> x) => typeof(T) == typeof(float)
            ? Vector.Log(x.As<T, float>()).As<float, T>()
            : Vector.Log(x.As<T, double>()).As<double, T>();
    }
}
