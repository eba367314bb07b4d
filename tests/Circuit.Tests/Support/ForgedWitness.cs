using ZkStyle.Circuit.Witnesses;
using ZkStyle.Prover.Constraints;

namespace ZkStyle.Circuit.Tests.Support;

/// <summary>
/// A cheater's witness: any field elements in phase 1, any public bytes, and phase 2 computed from them so that
/// every recurrence holds, unless <see cref="Tweak"/> then breaks it. Multiplicities are recounted for every lookup
/// that the table answers, unless they are forged too.
/// </summary>
internal sealed class ForgedWitness : IWitness
{
    private readonly CircuitBench _bench;

    public ForgedWitness(CircuitBench bench, DecoderWitness honest)
    {
        _bench = bench;
        var columns = honest.Generate(1, bench.Scalars(honest));
        K = columns[0].ToElements();
        Rem = columns[1].ToElements();
        X = columns[2].ToElements();
        Latent = honest.Latent.ToArray();
        Image = honest.Image.ToArray();
    }

    public Fr[] K { get; private set; }

    public Fr[] Rem { get; private set; }

    public Fr[] X { get; private set; }

    public Fr[]? Multiplicities { get; set; }

    public byte[] Latent { get; }

    public byte[] Image { get; }

    /// <summary>Changes h, hx, hw after they have been computed.</summary>
    public Action<ScalarValues, Fr[], Fr[], Fr[]>? Tweak { get; set; }

    public IReadOnlyList<ReadOnlyMemory<byte>> PublicInputs => [Latent, Image];

    public IReadOnlyList<AdviceValues> Generate(int phase, ScalarValues scalars)
    {
        switch (phase)
        {
            case 1:
                return [new AdviceValues(K), new AdviceValues(Rem), new AdviceValues(X), new AdviceValues(Multiplicities ?? CountLookups())];
            case 2:
                var circuit = _bench.Circuit;
                var chains = ChainColumns.Run(
                    circuit.Assignment, circuit.Layout, circuit.Table.Shift, new AdviceValues(K), new AdviceValues(Rem), new AdviceValues(X), scalars);
                Tweak?.Invoke(scalars, chains.Sums, chains.Inputs, chains.Kernels);
                return [new AdviceValues(chains.Sums), new AdviceValues(chains.Inputs), new AdviceValues(chains.Kernels)];
            default:
                return [];
        }
    }

    /// <summary>How often each table row answers one of this witness's lookups; lookups without an answer are left out.</summary>
    public Fr[] CountLookups()
    {
        var counts = new long[K.Length];
        Fr marker = DecoderConstraints.RangeMarker;
        for (var row = 0; row < K.Length; row++)
        {
            if (_bench.TableRows.TryGetValue((Rem[row], marker), out var range))
                counts[range]++;
            if (_bench.TableRows.TryGetValue((K[row], X[row]), out var activation))
                counts[activation]++;
        }

        return Array.ConvertAll(counts, Fr.FromInt64);
    }

    /// <summary>Takes over the columns and the image of another witness of the same circuit; the public latent stays.</summary>
    public void TakeOver(DecoderWitness other)
    {
        var forged = new ForgedWitness(_bench, other);
        (K, Rem, X) = (forged.K, forged.Rem, forged.X);
        forged.Image.CopyTo(Image, 0);
    }

    /// <summary>Adds to the accumulator of a row and keeps rem in its range.</summary>
    public void AddToAccumulator(int row, long delta)
    {
        var value = (CircuitBench.Signed(K[row]) << _bench.Shift) + CircuitBench.Signed(Rem[row]) + delta;
        K[row] = Fr.FromBigInteger(value >> _bench.Shift);
        Rem[row] = Fr.FromBigInteger(value - ((value >> _bench.Shift) << _bench.Shift));
    }
}
