using ZkStyle.Circuit.Layout;
using ZkStyle.Prover.Constraints;

namespace ZkStyle.Circuit.Tests.Support;

/// <summary>The factor of the row before in (G1), (G2) and (G3), read off the fixed columns.</summary>
internal sealed class ChainMultipliers
{
    private readonly IReadOnlyList<Fr[]> _columns;
    private readonly Dictionary<int, Fr> _corrections = [];
    private readonly Dictionary<StepCode, Fr> _steps;
    private readonly Fr _r;
    private readonly Fr _v;
    private readonly Fr _boundary;

    public ChainMultipliers(CircuitBench bench, ScalarValues scalars)
    {
        _columns = bench.Circuit.Assignment.Columns;
        (_r, _v) = (scalars.Challenge("r"), scalars.Challenge("v"));
        var u = _v.Pow(bench.Layout.Plan.LineStride);
        _boundary = (u * _r.Pow(1 - bench.Layout.Plan.KernelStride)) - _r;
        _steps = new Dictionary<StepCode, Fr>
        {
            [StepCode.NextChannel] = _r * _v,
            [StepCode.Left] = _v,
            [StepCode.Packed] = _v,
            [StepCode.Right] = _v.Inverse(),
            [StepCode.Down] = u,
            [StepCode.Up] = u.Inverse(),
        };
        var entries = bench.Circuit.Assignment.SparseEntries[DecoderColumns.StepCorrection];
        var coefficients = scalars.SparseCoefficients(DecoderColumns.StepCorrection, entries);
        for (var i = 0; i < entries.Count; i++)
            _corrections.Add(entries[i].Row, coefficients[i]);
    }

    public Fr At(Chain chain, int row)
    {
        var code = StepCodes.From(
            (int)CircuitBench.Signed(_columns[DecoderColumns.StepX][row]),
            (int)CircuitBench.Signed(_columns[DecoderColumns.StepY][row]))!.Value;
        var moves = code is not (StepCode.NextChannel or StepCode.Packed);
        return chain switch
        {
            Chain.Sums => _steps[code] + _corrections.GetValueOrDefault(row),
            Chain.Inputs when code == StepCode.Packed =>
                _columns[DecoderColumns.FirstTap][row] + (_v * _columns[DecoderColumns.FirstTap + 1][row]),
            Chain.Inputs when !moves => Fr.Zero,
            Chain.Inputs => _columns[DecoderColumns.Upsample][row].IsZero ? _steps[code] : _steps[code].Square(),
            _ => (moves ? _r : Fr.Zero) + (_columns[DecoderColumns.Boundary][row] * _boundary),
        };
    }
}
