using System.Numerics;
using ZkStyle.Circuit.Graphs;
using ZkStyle.Circuit.Layout;
using ZkStyle.Circuit.Tables;
using ZkStyle.Prover.Constraints;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Circuit.Compilation;

/// <summary>
/// What must hold of a model's columns, or its proofs could be forged: (A1) to (A12) of docs/protocol.md. The
/// assertions on tables, steps, offsets, kernels and empty rows read the finished columns, not the plans they were made
/// from, so that a fault in either is caught; what q and accumulators can reach, (A3) to (A5), comes from the weights.
/// </summary>
internal sealed class CompilerAssertions
{
    private readonly CircuitGraph _graph;
    private readonly IReadOnlyList<LayerRange> _ranges;
    private readonly LookupTable _table;
    private readonly ChainLayout _layout;
    private readonly FixedAssignment _assignment;
    private readonly BigInteger[] _tableValues;
    private readonly BigInteger _rangeRows;

    /// <summary>Prepares the assertions of one circuit.</summary>
    /// <param name="circuit">The circuit.</param>
    public CompilerAssertions(DecoderCircuit circuit)
    {
        _graph = circuit.Graph;
        _ranges = circuit.Ranges;
        _table = circuit.Table;
        _layout = circuit.Layout;
        _assignment = circuit.Assignment;
        _tableValues = [.. _assignment.Columns[DecoderColumns.TableValue].Select(CanonicalInteger)];
        _rangeRows = BigInteger.One << _table.Shift;
    }

    private Fr[] TableOutputs => _assignment.Columns[DecoderColumns.TableOutput];

    /// <summary>Checks everything.</summary>
    /// <exception cref="CompilationException">An assertion does not hold; the message has its number.</exception>
    public void Check()
    {
        CheckDomainSize(_layout.Size, _table.Shift);
        CheckRangeMarker();
        CheckTableValues();
        CheckInteriorRanges();
        CheckBorderRanges();
        CheckMagnitudes();
        CheckImageBytes();
        CheckMonomials();
        CheckZeroRows();
        CheckOffsets();
        CheckKernels();
        CheckPalette();
        CheckLatentBytes();
    }

    /// <summary>(A1): T2 = 256 exactly where T1 &lt; 2^16.</summary>
    public void CheckRangeMarker()
    {
        var marker = Fr.FromInt64(DecoderConstraints.RangeMarker);
        for (var row = 0; row < _tableValues.Length; row++)
        {
            if (_tableValues[row] < _rangeRows != (TableOutputs[row] == marker))
                throw Failed("A1", $"table row {row} is ({_tableValues[row]}, {TableOutputs[row]}); the second entry is 256 exactly where the first is below {_rangeRows}");
        }
    }

    /// <summary>
    /// (A2): all T1 of 2^16 or more are distinct, but for the latent's rows, which share one; and 2^16 (max T1 + 1) &lt; p.
    /// </summary>
    public void CheckTableValues()
    {
        var seen = new Dictionary<BigInteger, int>();
        var latent = _table.OfTensor(0);
        for (var row = 0; row < _tableValues.Length; row++)
        {
            var sharesTag = row > latent.FirstRow && row < latent.FirstRow + latent.Values.Count && _tableValues[row] == latent.Tag;
            if (_tableValues[row] >= _rangeRows && !sharesTag && !seen.TryAdd(_tableValues[row], row))
                throw Failed("A2", $"table rows {seen[_tableValues[row]]} and {row} have the same first entry {_tableValues[row]}");
        }

        if ((_tableValues.Max() + 1) * _rangeRows >= Fr.Modulus)
            throw Failed("A2", $"the table's largest first entry {_tableValues.Max()} times {_rangeRows} wraps around the field");
    }

    /// <summary>
    /// (A3): every q that a channel can reach inside its tensor is a table row of the tensor's own tag, with the tensor's
    /// output, or, where the region lists fewer on purpose, no row at all.
    /// </summary>
    public void CheckInteriorRanges()
    {
        var rows = RowsByValue();
        for (var t = 1; t < _graph.Tensors.Count; t++)
        {
            var (range, region) = (_ranges[t - 1], _table.OfTensor(t));
            for (var o = 0; o < range.Channels.Count; o++)
            {
                var reach = range.Channels[o].Interior;
                if (_graph.Tensors[t].Listed is null && !region.Values.Contains(reach))
                    throw Failed("A3", $"layer {range.Name}, channel {o}: q reaches {reach}, its table region holds {region.Values}");
            }

            for (var q = range.Interior.Low; q <= range.Interior.High; q++)
            {
                if ((q < region.Values.Low || q > region.Values.High) && rows.TryGetValue(region.Tag + q, out var row))
                    throw Failed("A3", $"layer {range.Name} reaches q = {q}, which region {region.Name} does not list, but which meets table row {row}");
            }

            CheckRegionRows("A3", rows, region, _graph.Tensors[t].Output);
        }
    }

    /// <summary>
    /// (A13): the latent's tag is the first entry of 256 rows, whose second entries are -128 to 127: where k is the tag, x is a
    /// byte less 128, any of them and nothing else. So a word's bytes are digits, and the word has no others.
    /// </summary>
    public void CheckLatentBytes()
    {
        var latent = _table.OfTensor(0);
        var values = new HashSet<Fr>();
        for (var row = 0; row < _tableValues.Length; row++)
        {
            if (_tableValues[row] != latent.Tag)
                continue;
            if (!values.Add(TableOutputs[row]))
                throw Failed("A13", $"table row {row} repeats the latent value {TableOutputs[row]}");
        }

        for (var value = -QuantizedDecoder.LatentZero; value <= byte.MaxValue - QuantizedDecoder.LatentZero; value++)
        {
            if (!values.Remove(Fr.FromInt64(value)))
                throw Failed("A13", $"the table has no row ({latent.Tag}, {value}) for a latent byte");
        }

        if (values.Count > 0)
            throw Failed("A13", $"the table's latent rows list {values.First()}, which is no byte less {QuantizedDecoder.LatentZero}");
    }

    /// <summary>(A4): every q that a border cell can reach is a row of the zero region, whose output is 0.</summary>
    public void CheckBorderRanges()
    {
        foreach (var range in _ranges)
        {
            for (var o = 0; o < range.Channels.Count; o++)
            {
                if (!_table.Zero.Values.Contains(range.Channels[o].Border))
                    throw Failed("A4", $"layer {range.Name}, channel {o}: border q reaches {range.Channels[o].Border}, the zero region holds {_table.Zero.Values}");
            }
        }

        CheckRegionRows("A4", RowsByValue(), _table.Zero, static _ => 0);
    }

    /// <summary>
    /// (A5): max |M acc| + |BT| + 2^16 max T1 + rem &lt; p/2, so that equality mod p is equality of integers; rem is
    /// below 2^16.
    /// </summary>
    public void CheckMagnitudes()
    {
        var products = new BigInteger(_ranges.Max(r => r.Channels.Max(c => c.LargestProduct)));
        var offsets = _assignment.Columns[DecoderColumns.Offset].Distinct().Select(CanonicalInteger)
            .Max(v => BigInteger.Min(v, Fr.Modulus - v));
        if (2 * (products + offsets + (_rangeRows * (_tableValues.Max() + 1))) >= Fr.Modulus)
            throw Failed("A5", $"|M acc| up to {products}, |BT| up to {offsets} and table entries up to {_tableValues.Max()} add up to half the field's order or more");
    }

    /// <summary>(A6): the image's activation outputs bytes.</summary>
    public void CheckImageBytes()
    {
        var region = _table.OfTensor(_graph.ImageTensor);
        for (var row = region.FirstRow; row < region.FirstRow + region.Values.Count; row++)
        {
            if (CanonicalInteger(TableOutputs[row]) > byte.MaxValue)
                throw Failed("A6", $"table row {row} of the image outputs {TableOutputs[row]}, which is no byte");
        }
    }

    /// <summary>
    /// (A7): the monomials that (G1) gives the rows are distinct, and are those of the rows' cells (E3). They are read
    /// off dx, dy and sp, walking back from row 0, whose monomial is 1, to row 1, where the chain begins. The latent's words,
    /// which have no rows, have monomials of their own.
    /// </summary>
    public void CheckMonomials()
    {
        var rows = new Dictionary<(long R, long V), int>();
        (long R, long V) monomial = (0, 0);
        for (var i = 0; i < _layout.Size; i++)
        {
            var row = (_layout.Size - i) % _layout.Size;
            if (!rows.TryAdd(monomial, row))
                throw Failed("A7", $"rows {rows[monomial]} ({_layout.RowLabel(rows[monomial])}) and {row} ({_layout.RowLabel(row)}) have the same monomial");
            if (row == 1)
                break;
            var (stepR, stepV) = Step(row);
            monomial = (monomial.R + stepR, monomial.V + stepV);
        }

        foreach (var ((r, v), row) in rows)
        {
            var cell = _layout.Row(row);
            if (r != _layout.Plan.ChannelCount - cell.Kappa || v != ((long)_layout.Plan.LineStride * cell.Y) + cell.X)
                throw Failed("A7", $"row {row} ({_layout.RowLabel(row)}) has the monomial r^{r} v^{v}, which is not its cell's");
        }

        // The latent's words have monomials without rows.
        var latent = _graph.Tensors[0];
        var factor = latent.IsDoubled ? 2 : 1;
        for (var group = 0; group < _layout.Plan.WordChannels; group++)
        {
            var power = _layout.Plan.ChannelCount - _layout.Plan.WordKappa(group);
            for (var cell = 0; cell < factor * factor * latent.Shape.Height * latent.Shape.Width; cell++)
            {
                var (y, x) = (1 + (cell / (factor * latent.Shape.Width)), 1 + (cell % (factor * latent.Shape.Width)));
                if (!rows.TryAdd((power, ((long)_layout.Plan.LineStride * y) + x), -1))
                    throw Failed("A7", $"the latent's word {group} at line {y}, column {x} shares its monomial");
            }
        }
    }

    /// <summary>
    /// (A8): w = kb = 0 before the image and on row e, w2 = kb = U = 0 on the image, kb = 0 on C rows.
    /// </summary>
    public void CheckZeroRows()
    {
        int[] taps = [DecoderColumns.FirstTap, DecoderColumns.FirstTap + 1, DecoderColumns.FirstTap + 2];
        int[] boundary = [DecoderColumns.Boundary];
        for (var row = 0; row < _layout.FirstImageRow; row++)
            CheckZero(row, [.. taps, .. boundary]);
        for (var row = _layout.FirstImageRow; row < _layout.RowAfterImage; row++)
            CheckZero(row, [taps[2], .. boundary, DecoderColumns.Upsample]);
        CheckZero(_layout.RowAfterImage, [.. taps, .. boundary]);
        for (var row = _layout.FirstWordRow; row < _layout.FirstWordRow + _layout.WordRows; row++)
            CheckZero(row, [.. taps, .. boundary, DecoderColumns.Upsample]);
        for (var row = _layout.RowAfterImage; row < _layout.Size; row++)
        {
            if (CodeOf(row) == StepCode.NextChannel)
                CheckZero(row, boundary);
        }
    }

    /// <summary>(A9): n >= 2^17, so that the table's range rows fit the domain.</summary>
    /// <param name="size">The number of rows n.</param>
    /// <param name="shift">Bits of the requantization's remainder.</param>
    public static void CheckDomainSize(int size, int shift)
    {
        if (size < 2L << shift)
            throw Failed("A9", $"a domain of {size} rows is below the {2L << shift} that remainders of {shift} bits ask for");
    }

    /// <summary>
    /// (A10): an interior row has its own tensor's tag and its channel's offset, every other row the zero region's
    /// tag and nothing else; so a border, filler or padding cell cannot carry an activation.
    /// </summary>
    public void CheckOffsets()
    {
        var model = new ModelKernels(_graph.Decoder, _table.Shift);
        var column = _assignment.Columns[DecoderColumns.Offset];
        for (var row = 0; row < _layout.Size; row++)
        {
            var cell = _layout.Row(row);
            var expected = _table.Zero.Tag << _table.Shift;
            if (cell.IsInterior)
            {
                expected = (_table.OfTensor(cell.Tensor).Tag << _table.Shift) + model.Offset(cell.Tensor, cell.Channel, _graph.Palette?.Scores.Interior.High ?? 0);
            }

            if (column[row] != Fr.FromInt64(expected))
                throw Failed("A10", $"row {row} ({_layout.RowLabel(row)}) has the offset {column[row]}, its cell asks for {expected}");
        }
    }

    /// <summary>
    /// (A11): the kernels that (G3) gives each channel are the model's, those of a palette head among them: all of them and no
    /// others. They are read off w and kb, walking back from the channel's last row, and compared with the model itself. So no
    /// tensor but max reads its own cell, and U doubles what the model doubles.
    /// </summary>
    public void CheckKernels()
    {
        var model = new ModelKernels(_graph.Decoder, _table.Shift);
        foreach (var chain in _layout.Chains.Where(c => c.Plan.Tensor != _graph.ImageTensor))
        {
            var (tensor, channel) = (chain.Plan.Tensor, chain.Plan.Channel);
            var expected = model.Of(tensor, channel);
            foreach (var (line, taps) in KernelLines(chain))
            {
                if (!expected.Remove(line, out var weights) || !taps.SequenceEqual(weights.Select(w => Fr.FromBigInteger(w))))
                    throw Failed("A11", $"{_layout.Plan.Name(tensor)} channel {channel} has the taps {string.Join(", ", taps)} for kappa {line.Kappa}, kernel line {line.Line}, where the model has {(weights is null ? "none" : string.Join(", ", weights))}");
            }

            if (expected.Count > 0)
                throw Failed("A11", $"{_layout.Plan.Name(tensor)} channel {channel} has no taps for kappa {expected.First().Key.Kappa}, kernel line {expected.First().Key.Line}");
            var doubled = model.IsDoubled(tensor) ? Fr.One : Fr.Zero;
            if (_assignment.Columns[DecoderColumns.Upsample].AsSpan(chain.FirstRow, chain.Grid.Length).ContainsAnyExcept(doubled))
                throw Failed("A11", $"{_layout.Plan.Name(tensor)} channel {channel} is not {(doubled.IsZero ? "plain" : "doubled")} on all its rows, as the model reads it");
        }
    }

    /// <summary>
    /// (A12): a palette head's regions say what a choice means. max lists exactly the scores that the weights reach, each less
    /// the highest; z lists q = 0 as a winner and q > 0 as none, up to the scores' span and a winner, and no q &lt; 0; the index
    /// lists 64 + c for each class c, fewer than two winners give.
    /// </summary>
    public void CheckPalette()
    {
        if (_graph.Palette is not { } palette)
            return;
        var scores = palette.Scores.Interior;
        var index = PaletteHead.IndexBase;
        if (palette.Classes > PaletteHead.MaximumClasses)
            throw Failed("A12", $"{palette.Classes} classes cannot be told from two winners; {PaletteHead.MaximumClasses} can");
        CheckRegion(_graph.ImageTensor, new QuantizedRange(index, index + palette.Classes - 1), q => q - index);
        CheckRegion(palette.Winners, new QuantizedRange(0, scores.Count), q => q == 0 ? 1 : 0);
        CheckRegion(palette.Maximum, scores, q => q - scores.High);

        void CheckRegion(int tensor, QuantizedRange values, Func<long, long> output)
        {
            var region = _table.OfTensor(tensor);
            if (region.Values != values)
                throw Failed("A12", $"region {region.Name} lists {region.Values}, the head asks for {values}");
            CheckRegionRows("A12", RowsByValue(), region, output);
        }
    }

    private static BigInteger CanonicalInteger(Fr value)
    {
        Span<ulong> limbs = stackalloc ulong[4];
        value.WriteCanonicalLimbs(limbs);
        return (limbs[1] | limbs[2] | limbs[3]) == 0 ? limbs[0] : value.ToBigInteger();
    }

    private static CompilationException Failed(string number, string what) => new($"({number}) {what}.");

    /// <summary>The exponents of r and v by which the row before's monomial exceeds this row's.</summary>
    private (long R, long V) Step(int row)
    {
        var correction = _assignment.SparseEntries[DecoderColumns.StepCorrection].FirstOrDefault(e => e.Row == row);
        if (correction is not null)
            return (correction.Parameters[1], -(long)correction.Parameters[2]);
        return CodeOf(row) switch
        {
            StepCode.NextChannel => (1, 1),
            StepCode.Left or StepCode.Packed => (0, 1),
            StepCode.Right => (0, -1),
            StepCode.Down => (0, _assignment.Parameters[(int)DecoderParameter.LineStride]),
            _ => (0, -(long)_assignment.Parameters[(int)DecoderParameter.LineStride]),
        };
    }

    /// <summary>
    /// The kernel lines that a channel's rows hold: taps stand r^e u^j before the channel's last row, e and j counted by the
    /// multipliers of (G3) between, r or u r^(1-A).
    /// </summary>
    private IEnumerable<((int Kappa, int Line) Line, Fr[] Taps)> KernelLines(ChannelChain chain)
    {
        var columns = _assignment.Columns;
        var stride = (int)_assignment.Parameters[(int)DecoderParameter.KernelStrideLessOne] + 1;
        var (e, lines) = (0, 0);
        for (var row = chain.LastRow; row >= chain.FirstRow; row--)
        {
            Fr[] taps =
            [
                columns[DecoderColumns.FirstTap][row], columns[DecoderColumns.FirstTap + 1][row], columns[DecoderColumns.FirstTap + 2][row],
            ];
            if (!taps.All(t => t.IsZero))
                yield return ((chain.Plan.Kappa + 1 - e, 2 - lines), taps);
            var boundary = columns[DecoderColumns.Boundary][row];
            if (!boundary.IsZero && boundary != Fr.One)
                throw Failed("A11", $"kb is {boundary} on row {row} ({_layout.RowLabel(row)})");
            (e, lines) = boundary.IsZero ? (e + 1, lines) : (e + 1 - stride, lines + 1);
        }
    }

    private StepCode CodeOf(int row)
    {
        var (dx, dy) = (_assignment.Columns[DecoderColumns.StepX][row], _assignment.Columns[DecoderColumns.StepY][row]);
        for (var x = -1; x <= 1; x++)
        {
            for (var y = -1; y <= 1; y++)
            {
                if (Fr.FromInt64(x) == dx && Fr.FromInt64(y) == dy && StepCodes.From(x, y) is { } code)
                    return code;
            }
        }

        throw Failed("A7", $"row {row} ({_layout.RowLabel(row)}) has no step code: dx = {dx}, dy = {dy}");
    }

    private void CheckZero(int row, ReadOnlySpan<int> columns)
    {
        foreach (var column in columns)
        {
            if (!_assignment.Columns[column][row].IsZero)
                throw Failed("A8", $"column {_assignment.System.FixedColumns[column]} is not zero on row {row} ({_layout.RowLabel(row)})");
        }
    }

    private Dictionary<BigInteger, int> RowsByValue()
    {
        var rows = new Dictionary<BigInteger, int>();
        for (var row = 0; row < _tableValues.Length; row++)
        {
            if (_tableValues[row] >= _rangeRows)
                rows.TryAdd(_tableValues[row], row);
        }

        return rows;
    }

    private void CheckRegionRows(string number, Dictionary<BigInteger, int> rows, TableRegion region, Func<long, long> output)
    {
        for (var q = region.Values.Low; q <= region.Values.High; q++)
        {
            if (!rows.TryGetValue(region.Tag + q, out var row) || TableOutputs[row] != Fr.FromInt64(output(q)))
                throw Failed(number, $"the table has no row ({region.Tag + q}, {output(q)}) for q = {q} of region {region.Name}");
        }
    }
}
