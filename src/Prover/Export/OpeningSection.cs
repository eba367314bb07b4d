using System.Globalization;
using System.Numerics;
using ZkStyle.Prover.Curves;

namespace ZkStyle.Prover.Export;

/// <summary>
/// The function of the generated contract that checks the opening: the commitments' sum and the pairing.
/// </summary>
internal sealed class OpeningSection
{
    private readonly VerifierContext _context;
    private readonly KeySection _key;
    private readonly TranscriptSection _transcript;
    private readonly ScalarSection _scalars;
    private readonly GateSection _gates;
    private readonly MemoryRegion _sum;
    private readonly MemoryRegion _term;
    private readonly MemoryRegion[] _factors;
    private readonly MemoryRegion[] _sums;

    public OpeningSection(VerifierContext context, KeySection key, TranscriptSection transcript, ScalarSection scalars, GateSection gates)
    {
        (_context, _key, _transcript, _scalars, _gates) = (context, key, transcript, scalars, gates);
        var frame = context.Frame;
        var groups = context.Openings.Groups;
        _factors = [.. groups.Select((g, i) => frame.Add(
            $"FACTOR {Number(i)}", 1, $"Z of the points but {Points(g.Rotations)}, at mu"))];
        _sums = [.. groups.Select((g, i) => frame.Add(
            $"VALUES {Number(i)}", g.Rotations.Length, $"evaluations at {Points(g.Rotations)}, each combined by powers of nu"))];

        // ecMul reads TERM and writes its point back; ecAdd then reads SUM and TERM as one and writes SUM.
        _sum = frame.Add("SUM", 2, "a sum of points; with TERM the input of ecAdd, which writes it back");
        _term = frame.Add("TERM", 3, "a point and a scalar: input of ecMul, which writes its point back");
    }

    /// <summary>Constants of this section.</summary>
    public static void WriteConstants(SourceWriter writer)
    {
        var generator = G2Affine.Generator.ToBigEndian();
        string Coordinate(int index) => YulArithmetic.Number(new BigInteger(generator.AsSpan(32 * index, 32), isUnsigned: true, isBigEndian: true));
        writer.Lines(
            $$"""
            /// @dev [1]_2, the generator of G2.
            uint256 private constant G2_X_IMAGINARY = {{Coordinate(0)}};
            uint256 private constant G2_X_REAL = {{Coordinate(1)}};
            uint256 private constant G2_Y_IMAGINARY = {{Coordinate(2)}};
            uint256 private constant G2_Y_REAL = {{Coordinate(3)}};
            /// @dev What the pairing check may take (113,000 by EIP-1108), and what must be left before it: a call passes on
            /// at most 63/64 of the gas.
            uint256 private constant PAIRING_GAS = 160_000;
            uint256 private constant PAIRING_GAS_LIMIT = 163_000;
            """);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Points(IEnumerable<int> rotations) =>
        string.Join(", ", rotations.Select(r => r == 0 ? "zeta" : $"zeta omega^{Number(r)}"));

    /// <summary>Writes the function.</summary>
    public void Write(SourceWriter writer)
    {
        writer.Lines(
            """
            /// @dev (V6) to (V8). With f_i opened at the points S_i to the polynomial r_i through its evaluations, and T the set
            /// of all points: F = sum nu^i Z_(T minus S_i)(mu) ([f_i] - r_i(mu) [1]) - Z_T(mu) W, and
            /// e(F + mu W', [1]_2) = e(W', [tau]_2).
            """);
        writer.Open("function _checkOpening() private view returns (bool ok)");
        writer.Open("assembly (\"memory-safe\")");
        writer.Lines(YulFunctions.OutOfGas);
        writer.Lines(
            $$"""
            // Adds a point times a factor to SUM. All points are on the curve, so the precompiled contracts 7 (ecMul) and
            // 6 (ecAdd) fail for lack of gas only.
            function addMultiple(point, factor) {
                mcopy({{_term.Name}}, point, 0x40)
                mstore({{_term.Word(2)}}, factor)
                let done := staticcall(gas(), 7, {{_term.Name}}, 0x60, {{_term.Name}}, 0x40)
                done := and(done, staticcall(gas(), 6, {{_sum.Name}}, 0x80, {{_sum.Name}}, 0x40))
                if iszero(done) { outOfGas() }
            }
            let p := P
            // (V7) -Z_T(mu) W comes first.
            mcopy({{_term.Name}}, {{_transcript.Points[^2].Name}}, 0x40)
            mstore({{_term.Word(2)}}, sub(p, {{_scalars.OpeningVanishing.Load()}}))
            if iszero(staticcall(gas(), 7, {{_term.Name}}, 0x60, {{_sum.Name}}, 0x40)) { outOfGas() }
            """);
        WritePolynomials(writer);
        WriteConstantTerm(writer);
        WritePairing(writer);
        writer.Close();
        writer.Close();
    }

    /// <summary>[f_i] times nu^i Z_(T minus S_i)(mu), and the evaluations combined by the powers of nu.</summary>
    private void WritePolynomials(SourceWriter writer)
    {
        var (system, openings) = (_context.System, _context.Openings);
        for (var g = 0; g < openings.Groups.Count; g++)
        {
            var others = openings.AllRotations.Except(openings.Groups[g].Rotations).Select(r => _scalars.Distances[r].Load());
            writer.Line($"mstore({_factors[g].Name}, {Product(others)})");
        }

        writer.Line($"let nu := {_transcript.Nu.Load()}");
        writer.Line("let power_ := 1");
        var evaluation = 0;
        for (var i = 0; i < openings.Rotations.Count; i++)
        {
            var isQuotient = i == openings.QuotientIndex;
            var g = openings.Groups.ToList().FindIndex(group => group.Polynomials.Contains(i));
            writer.Comment(isQuotient ? "The quotient: t0 + zeta^n t1 + zeta^2n t2 + ..." : NameOf(i));
            if (i > 0)
                writer.Line("power_ := mulmod(power_, nu, p)");
            for (var r = 0; r < openings.Rotations[i].Length; r++)
            {
                var value = isQuotient ? _gates.QuotientValue : _transcript.Evaluations[system.Cells[evaluation++]];
                var product = $"mulmod(power_, {value.Load()}, p)";
                writer.Line($"mstore({_sums[g].Word(r)}, {(i == openings.Groups[g].Polynomials[0] ? product : $"addmod({_sums[g].Load(r)}, {product}, p)")})");
            }

            var factor = $"mulmod(power_, {_factors[g].Load()}, p)";
            if (isQuotient)
                WriteQuotient(writer, factor);
            else
                writer.Line($"addMultiple({CommitmentOf(i)}, {factor})");
        }
    }

    private void WriteQuotient(SourceWriter writer, string factor)
    {
        var system = _context.System;
        writer.Line($"let factor := {factor}");
        for (var piece = 0; piece < system.QuotientPieces; piece++)
        {
            if (piece > 0)
                writer.Line($"factor := mulmod(factor, {_scalars.ZetaPower.Load()}, p)");
            writer.Line($"addMultiple({_transcript.Points[system.AdviceColumns.Count + piece].Name}, factor)");
        }
    }

    private string NameOf(int polynomial) => polynomial < _context.System.FixedColumns.Count
        ? _context.System.FixedColumns[polynomial]
        : _context.System.AdviceColumns[polynomial - _context.System.FixedColumns.Count].Name;

    private string CommitmentOf(int polynomial) => polynomial < _context.System.FixedColumns.Count
        ? _context.Key.Commitments.Word(2 * polynomial)
        : _transcript.Points[polynomial - _context.System.FixedColumns.Count].Name;

    /// <summary>sum over groups of Z_(T minus S)(mu) times the group's interpolation at mu, by Lagrange's formula.</summary>
    private void WriteConstantTerm(SourceWriter writer)
    {
        var groups = _context.Openings.Groups;
        writer.Line("// (V6) The constant: interpolations at mu by Lagrange's formula.");
        writer.Line("let constant_ := 0");
        for (var g = 0; g < groups.Count; g++)
        {
            var rotations = groups[g].Rotations;
            writer.Open("");
            writer.Line($"let value := {(rotations.Length == 1 ? _sums[g].Load() : "0")}");
            for (var r = 0; rotations.Length > 1 && r < rotations.Length; r++)
            {
                var basis = Product(rotations.Where((_, other) => other != r).Select(o => _scalars.Distances[o].Load())
                    .Append(_scalars.DenominatorInverse(g, r)));
                writer.Line($"value := addmod(value, mulmod({_sums[g].Load(r)}, {basis}, p), p)");
            }

            writer.Line($"constant_ := addmod(constant_, mulmod({_factors[g].Load()}, value, p), p)");
            writer.Close();
        }
    }

    private void WritePairing(SourceWriter writer)
    {
        var (tau, pairing, last) = (_context.Key.Tau, _key.PairingInput, _transcript.Points[^1]);
        writer.Lines(
            $$"""

            // [1] = (1, 2) times minus the constant, and mu W'.
            mstore({{pairing.Name}}, 1)
            mstore({{pairing.Word(1)}}, 2)
            addMultiple({{pairing.Name}}, sub(p, constant_))
            addMultiple({{last.Name}}, {{_transcript.Mu.Load()}})

            // (V8) e(F + mu W', [1]_2) e(-W', [tau]_2) = 1.
            mcopy({{pairing.Name}}, {{_sum.Name}}, 0x40)
            mstore({{pairing.Word(2)}}, G2_X_IMAGINARY)
            mstore({{pairing.Word(3)}}, G2_X_REAL)
            mstore({{pairing.Word(4)}}, G2_Y_IMAGINARY)
            mstore({{pairing.Word(5)}}, G2_Y_REAL)
            mstore({{pairing.Word(6)}}, {{last.Load()}})
            mstore({{pairing.Word(7)}}, mod(sub(Q, {{last.Load(1)}}), Q))
            mcopy({{pairing.Word(8)}}, {{tau.Name}}, 0x80)
            // It fails on a [tau]_2 that is no point of G2, and then takes all it was given: that is bounded. With less gas
            // than that the answer would not depend on the proof alone.
            if lt(gas(), PAIRING_GAS_LIMIT) { outOfGas() }
            ok := staticcall(PAIRING_GAS, 8, {{pairing.Name}}, 0x180, 0, 0x20)
            ok := and(ok, and(eq(returndatasize(), 0x20), eq(mload(0), 1)))
            """);
    }

    private static string Product(IEnumerable<string> factors)
    {
        string? product = null;
        foreach (var factor in factors)
            product = product is null ? factor : $"mulmod({product}, {factor}, p)";
        return product ?? "1";
    }
}
