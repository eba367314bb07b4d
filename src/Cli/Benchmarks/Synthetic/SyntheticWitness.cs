using System.Buffers.Binary;
using ZkStyle.Prover.Constraints;

namespace ZkStyle.Cli.Benchmarks.Synthetic;

/// <summary>
/// A satisfying witness of a synthetic circuit: random keys with their outputs and random remainders in
/// phase 1, which are small integers, and the running sums that the gates ask for in phase 2.
/// </summary>
internal sealed class SyntheticWitness : IWitness
{
    /// <summary>Bytes of each public input: one word.</summary>
    internal const int ValueLength = PublicInputEncoding.PackedWords.BytesPerWord;

    private readonly FixedAssignment _assignment;
    private readonly long[] _main;
    private readonly long[] _remainders;
    private readonly long[] _outputs;
    private readonly long[] _multiplicities;

    /// <summary>Makes a witness, random but for satisfying every gate on every row.</summary>
    /// <param name="assignment">The circuit, as <see cref="SyntheticCircuit"/> makes it.</param>
    /// <param name="seed">The circuit's seed.</param>
    public SyntheticWitness(FixedAssignment assignment, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(assignment);
        _assignment = assignment;
        var size = assignment.Size;
        var table = new SyntheticTable(size, seed);
        var random = new Random(unchecked((int)seed + 2));
        _main = new long[size];
        _remainders = new long[size];
        _outputs = new long[size];
        _multiplicities = new long[size];
        for (var row = 0; row < size; row++)
        {
            var position = random.Next(table.KeyCount);
            var remainder = random.Next(table.RangeRows);
            _main[row] = table.Key(position);
            _outputs[row] = table.Output(position);
            _remainders[row] = remainder;
            _multiplicities[remainder]++;
            _multiplicities[table.RangeRows + position]++;
        }

        PublicInputs = [Word(_main[0]), Word(_outputs[^1])];
    }

    /// <inheritdoc />
    public IReadOnlyList<ReadOnlyMemory<byte>> PublicInputs { get; }

    /// <inheritdoc />
    public IReadOnlyList<AdviceValues> Generate(int phase, ScalarValues scalars) => phase switch
    {
        1 => [new AdviceValues(_main), new AdviceValues(_remainders), new AdviceValues(_outputs), new AdviceValues(_multiplicities)],
        2 => RunningSums(scalars),
        _ => [],
    };

    /// <summary>The columns of (S1) to (S3), row by row from row 0, where they start.</summary>
    private AdviceValues[] RunningSums(ScalarValues scalars)
    {
        var (r, v) = (scalars.Challenge("r"), scalars.Challenge("v"));
        var vSquared = v.Square();
        var corrections = Corrections(scalars);
        var (sums, inputs, kernels) = (new Fr[_main.Length], new Fr[_main.Length], new Fr[_main.Length]);
        Fr sum = default, input = default, kernel = default;
        for (var row = 0; row < _main.Length; row++)
        {
            Fr Fixed(int column) => _assignment.Columns[column][row];
            var (a, b, scale) = (Fixed(SyntheticColumns.StepA), Fixed(SyntheticColumns.StepB), Fixed(SyntheticColumns.Scale));
            var (product, aSquared) = (a * b, a.Square());
            var mixed = aSquared + b.Square() - product;
            var taps = Fixed(SyntheticColumns.FirstWeight) + (Fixed(SyntheticColumns.FirstWeight + 1) * v);
            var step = (a * r) + (b * v) + (aSquared * vSquared);
            if (corrections.TryGetValue(row, out var correction))
                step += correction;

            sum = (step * sum) + ((a - mixed) * (input * kernel))
                + Fr.FromInt64((_main[row] << SyntheticConstraints.RemainderBits) + _remainders[row]) - Fixed(SyntheticColumns.Offset);
            input = (((a * v) + (scale * b * r) + (product * taps)) * input) + ((Fr.One + (scale * r)) * Fr.FromInt64(_outputs[row]));
            kernel = (((mixed * r) + (Fixed(SyntheticColumns.Boundary) * v)) * kernel)
                + taps + (Fixed(SyntheticColumns.FirstWeight + 2) * vSquared);
            (sums[row], inputs[row], kernels[row]) = (sum, input, kernel);
        }

        return [new AdviceValues(sums), new AdviceValues(inputs), new AdviceValues(kernels)];
    }

    private Dictionary<int, Fr> Corrections(ScalarValues scalars)
    {
        var entries = _assignment.SparseEntries[SyntheticColumns.Correction];
        var values = scalars.SparseCoefficients(SyntheticColumns.Correction, entries);
        return entries.Zip(values).ToDictionary(pair => pair.First.Row, pair => pair.Second);
    }

    private static ReadOnlyMemory<byte> Word(long value)
    {
        var bytes = new byte[ValueLength];
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(ValueLength - sizeof(long)), value);
        return bytes;
    }
}
