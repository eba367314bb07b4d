using System.Globalization;

namespace ZkStyle.Prover.Export;

/// <summary>
/// The functions of the generated contract that check the opening: factors of all commitments, their sum, the pairing.
/// </summary>
internal sealed class OpeningSection
{
    private readonly VerifierContext _context;
    private readonly TranscriptSection _transcript;
    private readonly ScalarSection _scalars;
    private readonly GateSection _gates;
    private readonly MemoryRegion _coefficients;
    private readonly MemoryRegion _generator;
    private readonly MemoryRegion[] _factors;
    private readonly MemoryRegion[] _sums;

    public OpeningSection(VerifierContext context, TranscriptSection transcript, ScalarSection scalars, GateSection gates)
    {
        (_context, _transcript, _scalars, _gates) = (context, transcript, scalars, gates);
        var (system, frame) = (context.System, context.Frame);
        var groups = context.Openings.Groups;
        _factors = [.. groups.Select((g, i) => frame.Add(
            $"FACTOR {Number(i)}", 1, $"Z of the points but {Points(g.Rotations)}, at mu"))];
        _sums = [.. groups.Select((g, i) => frame.Add(
            $"VALUES {Number(i)}", g.Rotations.Length, $"evaluations at {Points(g.Rotations)}, each combined by powers of nu"))];
        _coefficients = frame.Add(
            "COEFFICIENTS", system.FixedColumns.Count + system.AdviceColumns.Count + system.QuotientPieces + 3,
            "factors of fixed columns, advice columns, quotient pieces, W, W' and [1]");
        _generator = frame.Add("GENERATOR", 2, "[1]");
    }

    /// <summary>Writes the functions.</summary>
    public void Write(SourceWriter writer)
    {
        WriteCoefficients(writer);
        writer.Line();
        WriteCheck(writer);
    }

    /// <summary>Constants of this section.</summary>
    public static void WriteConstants(SourceWriter writer) => writer.Lines(
        """
        /// @dev [1]_2, the generator of G2 in the order of EIP-197.
        uint256 private constant G2_X_IMAGINARY = 0x198e9393920d483a7260bfb731fb5d25f1aa493335a9e71297e485b7aef312c2;
        uint256 private constant G2_X_REAL = 0x1800deef121f1e76426a00665e5c4479674322d4f75edadd46debd5cd992f6ed;
        uint256 private constant G2_Y_IMAGINARY = 0x090689d0585ff075ec9e99ad690c3395bc4b313370b38ef355acdadcd122975b;
        uint256 private constant G2_Y_REAL = 0x12c85ea5db8c6deb4aab71808dcb408fe3d1e7690c43d37b4ce6cc0166fa7daa;
        /// @dev What the pairing check may take (113,000 by EIP-1108), and what must be left before it: a call passes on
        /// at most 63/64 of the gas.
        uint256 private constant PAIRING_GAS = 160000;
        uint256 private constant PAIRING_GAS_LIMIT = 163000;
        """);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Points(IEnumerable<int> rotations) =>
        string.Join(", ", rotations.Select(r => r == 0 ? "zeta" : $"zeta omega^{Number(r)}"));

    private void WriteCoefficients(SourceWriter writer)
    {
        var (system, openings) = (_context.System, _context.Openings);
        writer.Lines(
            """
            /// @dev (V6), (V7) The factors of all commitments. With f_i opened at the points S_i to the polynomial r_i through
            /// its evaluations, and T the set of all points,
            /// F = sum nu^i Z_(T minus S_i)(mu) ([f_i] - r_i(mu) [1]) - Z_T(mu) W.
            """);
        writer.Open("function _computeCoefficients() private pure");
        writer.Open("assembly (\"memory-safe\")");
        writer.Line("let p := P");
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
            var rotations = openings.Rotations[i];
            var g = openings.Groups.ToList().FindIndex(group => group.Polynomials.Contains(i));
            writer.Comment(i == openings.QuotientIndex ? "the quotient, t0 + zeta^n t1 + zeta^2n t2 + ..."
                : i < system.FixedColumns.Count ? system.FixedColumns[i] : system.AdviceColumns[i - system.FixedColumns.Count].Name);
            if (i > 0)
                writer.Line("power_ := mulmod(power_, nu, p)");
            writer.Line($"mstore({_coefficients.Word(i)}, mulmod(power_, {_factors[g].Load()}, p))");
            for (var r = 0; r < rotations.Length; r++)
            {
                var value = i == openings.QuotientIndex
                    ? _gates.QuotientValue
                    : _transcript.Evaluations[system.Cells[evaluation++]];
                var sum = _sums[g];
                writer.Line(i == openings.Groups[g].Polynomials[0]
                    ? $"mstore({sum.Word(r)}, mulmod(power_, {value.Load()}, p))"
                    : $"mstore({sum.Word(r)}, addmod({sum.Load(r)}, mulmod(power_, {value.Load()}, p), p))");
            }
        }

        for (var piece = 1; piece < system.QuotientPieces; piece++)
        {
            var at = openings.QuotientIndex + piece;
            writer.Line($"mstore({_coefficients.Word(at)}, mulmod({_coefficients.Load(at - 1)}, {_scalars.ZetaPower.Load()}, p))");
        }

        WriteConstantTerm(writer);
        var next = openings.QuotientIndex + system.QuotientPieces;
        writer.Lines(
            $$"""
            // (V7) -Z_T(mu) for W, mu for W', and minus the constant for [1].
            mstore({{_coefficients.Word(next)}}, sub(p, {{_scalars.OpeningVanishing.Load()}}))
            mstore({{_coefficients.Word(next + 1)}}, {{_transcript.Mu.Load()}})
            mstore({{_coefficients.Word(next + 2)}}, sub(p, constant_))
            mstore({{_generator.Name}}, 1)
            mstore({{_generator.Word(1)}}, 2)
            """);
        writer.Close();
        writer.Close();
    }

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

    private void WriteCheck(SourceWriter writer)
    {
        var (system, key) = (_context.System, _context.Key);
        var (sum, term, pairing) = (_context.Sum, _context.Term, _context.PairingInput);
        var points = _transcript.Points;
        writer.Lines(
            """
            /// @dev (V6) to (V8): the sum of all commitments times their factors, and e(F + mu W', [1]_2) = e(W', [tau]_2).
            """);
        writer.Open("function _checkPairing() private view returns (bool ok)");
        writer.Open("assembly (\"memory-safe\")");
        writer.Lines(
            $$"""
            // Adds count points times their factors to SUM. All points are on the curve, so the precompiled contracts 7
            // (ecMul) and 6 (ecAdd) fail for lack of gas only.
            function accumulate(point, factor, count) {
                let done := 1
                for { let end := add(point, shl(6, count)) } lt(point, end) { point := add(point, 0x40) } {
                    mcopy({{term.Name}}, point, 0x40)
                    mstore({{term.Word(2)}}, mload(factor))
                    done := and(done, staticcall(gas(), 7, {{term.Name}}, 0x60, {{term.Name}}, 0x40))
                    done := and(done, staticcall(gas(), 6, {{sum.Name}}, 0x80, {{sum.Name}}, 0x40))
                    factor := add(factor, 0x20)
                }
                if iszero(done) { {{YulFunctions.OutOfGas}} }
            }

            // (V6), (V7) F + mu W'.
            mstore({{sum.Name}}, 0)
            mstore({{sum.Word(1)}}, 0)
            """);
        var at = 0;
        void Accumulate(string place, int count)
        {
            if (count > 0)
                writer.Line($"accumulate({place}, {_coefficients.Word(at)}, {Number(count)})");
            at += count;
        }

        Accumulate(key.Commitments.Name, system.FixedColumns.Count);
        var point = 0;
        for (var phase = 1; phase <= system.PhaseCount; phase++)
        {
            var count = system.ColumnsOfPhase(phase).Count();
            Accumulate(points[point].Name, count);
            point += count;
        }

        Accumulate(points[point].Name, system.QuotientPieces);
        Accumulate(points[^2].Name, 1);
        Accumulate(points[^1].Name, 1);
        Accumulate(_generator.Name, 1);
        writer.Lines(
            $$"""

            // (V8) e(F + mu W', [1]_2) e(-W', [tau]_2) = 1.
            mcopy({{pairing.Name}}, {{sum.Name}}, 0x40)
            mstore({{pairing.Word(2)}}, G2_X_IMAGINARY)
            mstore({{pairing.Word(3)}}, G2_X_REAL)
            mstore({{pairing.Word(4)}}, G2_Y_IMAGINARY)
            mstore({{pairing.Word(5)}}, G2_Y_REAL)
            mstore({{pairing.Word(6)}}, {{points[^1].Load()}})
            mstore({{pairing.Word(7)}}, mod(sub(Q, {{points[^1].Load(1)}}), Q))
            mcopy({{pairing.Word(8)}}, {{key.Tau.Name}}, 0x80)
            // It fails on a [tau]_2 that is no point of G2: then it takes all it was given, so that is bounded. With less
            // gas than that the answer would not depend on the proof alone.
            if lt(gas(), PAIRING_GAS_LIMIT) { {{YulFunctions.OutOfGas}} }
            ok := staticcall(PAIRING_GAS, 8, {{pairing.Name}}, 0x180, 0, 0x20)
            ok := and(ok, and(eq(returndatasize(), 0x20), eq(mload(0), 1)))
            """);
        writer.Close();
        writer.Close();
    }

    private static string Product(IEnumerable<string> factors)
    {
        string? product = null;
        foreach (var factor in factors)
            product = product is null ? factor : $"mulmod({product}, {factor}, p)";
        return product ?? "1";
    }
}
