using System.Globalization;
using System.Numerics;
using ZkStyle.Prover.Curves;

namespace ZkStyle.Prover.Export;

/// <summary>
/// The functions of the generated contract that check openings: the commitments' sum, one proof at a time; the key's part of
/// it, once for all proofs of one key; and the pairing.
/// </summary>
internal sealed class OpeningSection
{
    private readonly VerifierContext _context;
    private readonly KeySection _key;
    private readonly TranscriptSection _transcript;
    private readonly ScalarSection _scalars;
    private readonly GateSection _gates;
    private readonly MemoryRegion _keyFactors;
    private readonly MemoryRegion _constant;
    private readonly MemoryRegion _sum;
    private readonly MemoryRegion _openings;
    private readonly MemoryRegion _end;
    private readonly MemoryRegion[] _factors;
    private readonly MemoryRegion[] _sums;

    public OpeningSection(VerifierContext context, KeySection key, TranscriptSection transcript, ScalarSection scalars, GateSection gates)
    {
        (_context, _key, _transcript, _scalars, _gates) = (context, key, transcript, scalars, gates);
        var frame = context.Frame;
        var groups = context.Openings.Groups;
        _factors = [.. groups.Select((g, i) => frame.Add(
            $"FACTOR {Number(i)}", 1, $"1 over Z of {Points(g.Rotations)} at mu"))];
        _sums = [.. groups.Select((g, i) => frame.Add(
            $"VALUES {Number(i)}", g.Rotations.Length, $"evaluations at {Points(g.Rotations)}, each combined by powers of nu"))];

        // ecMul reads a point and a scalar behind a sum and writes its point back; ecAdd then reads the sum and that point.
        _keyFactors = frame.Add("KEY FACTORS", context.System.FixedColumns.Count, "factors of the key's commitments, over all proofs of the key");
        _constant = frame.Add("CONSTANT", 1, "the factor of -[1]");
        _sum = frame.Add("SUM", 5, "the sum of F + mu W'; a term and its factor");
        _openings = frame.Add("OPENINGS", 5, "the sum of W'; a term and its factor");
        _end = frame.Add("SUMS END", 0, "the address behind the sums");
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

    /// <summary>Empties the sums.</summary>
    public void WriteClear(SourceWriter writer)
    {
        writer.Line("/// @dev Empties the sums: calldata ends with zeros.");
        writer.Open("function _clearSums() private pure");
        writer.Open("assembly (\"memory-safe\")");
        writer.Line($"calldatacopy({_keyFactors.Name}, calldatasize(), sub({_end.Name}, {_keyFactors.Name}))");
        writer.Close();
        writer.Close();
    }

    /// <summary>Writes the function that adds a proof's points.</summary>
    public void WriteAdd(SourceWriter writer)
    {
        writer.Lines(
            """
            /// @dev (V6), (V7), (B2). With f_i opened at the points S_i to the polynomial r_i through its evaluations:
            /// F = sum nu^i / Z_(S_i)(mu) ([f_i] - r_i(mu) [1]) - W. Adds coefficient (F + mu W') to SUM, of whose key's points
            /// only the factors are noted, and coefficient W' to OPENINGS.
            """);
        writer.Open("function _addOpening(uint256 coefficient) private view");
        writer.Open("assembly (\"memory-safe\")");
        writer.Lines(YulFunctions.OutOfGas);
        writer.Lines(YulFunctions.AddMultiple);
        writer.Lines(YulFunctions.AddCoefficient);
        var (w, last) = (_transcript.Points[^2], _transcript.Points[^1]);
        writer.Lines(
            $$"""
            let p := P
            // (V7) -W comes first.
            mstore({{w.Word(1)}}, mod(sub(Q, {{w.Load(1)}}), Q))
            addCoefficient({{_sum.Name}}, {{w.Name}}, coefficient)
            """);
        WritePolynomials(writer);
        WriteConstantTerm(writer);
        writer.Lines(
            $$"""
            // mu W', and W' itself.
            addMultiple({{_sum.Name}}, {{last.Name}}, mulmod(coefficient, {{_transcript.Mu.Load()}}, p))
            addCoefficient({{_openings.Name}}, {{last.Name}}, coefficient)
            """);
        writer.Close();
        writer.Close();
    }

    /// <summary>Writes the function that adds a key's points.</summary>
    public void WriteAddKey(SourceWriter writer)
    {
        writer.Line("/// @dev (B2) Adds the commitments of the key read last to SUM, by the factors noted since the one before.");
        var count = _context.System.FixedColumns.Count;
        writer.Open($"function _addKey() private {(count > 0 ? "view" : "pure")}");
        writer.Open("assembly (\"memory-safe\")");
        if (count > 0)
        {
            writer.Lines(YulFunctions.OutOfGas);
            writer.Lines(YulFunctions.AddMultiple);
            writer.Open($"for {{ let i := 0 }} lt(i, {MemoryMap.Hex(32 * count)}) {{ i := add(i, 0x20) }}");
            writer.Lines(
                $$"""
                let factor := add({{_keyFactors.Name}}, i)
                addMultiple({{_sum.Name}}, add({{_context.Key.Commitments.Name}}, shl(1, i)), mload(factor))
                mstore(factor, 0)
                """);
            writer.Close();
        }

        writer.Close();
        writer.Close();
    }

    /// <summary>Writes the function that notes or compares [tau]_2.</summary>
    public void WriteIsSameSetup(SourceWriter writer)
    {
        writer.Line("/// @dev (B3) Whether the key read last has the [tau]_2 of the batch's first one.");
        writer.Open("function _isSameSetup(bool isFirst) private pure returns (bool ok)");
        writer.Open("assembly (\"memory-safe\")");
        writer.Lines(
            $$"""
            let digest := keccak256({{_context.Key.Tau.Name}}, 0x80)
            if isFirst { mstore({{_key.TauDigest.Name}}, digest) }
            ok := eq({{_key.TauDigest.Load()}}, digest)
            """);
        writer.Close();
        writer.Close();
    }

    /// <summary>Writes the function that pairs the sums.</summary>
    public void WriteCheck(SourceWriter writer)
    {
        writer.Line("/// @dev (V8), (B3): e(SUM - CONSTANT [1], [1]_2) = e(OPENINGS, [tau]_2), with the sums of F + mu W' and of W'.");
        writer.Open("function _checkPairing() private view returns (bool ok)");
        writer.Open("assembly (\"memory-safe\")");
        writer.Lines(YulFunctions.OutOfGas);
        writer.Lines(YulFunctions.AddMultiple);
        var (tau, pairing) = (_context.Key.Tau, _key.PairingInput);
        writer.Lines(
            $$"""
            // [1] = (1, 2) times minus the constant.
            mstore({{pairing.Name}}, 1)
            mstore({{pairing.Word(1)}}, 2)
            addMultiple({{_sum.Name}}, {{pairing.Name}}, sub(P, {{_constant.Load()}}))
            // e(SUM, [1]_2) e(-OPENINGS, [tau]_2) = 1.
            mcopy({{pairing.Name}}, {{_sum.Name}}, 0x40)
            mstore({{pairing.Word(2)}}, G2_X_IMAGINARY)
            mstore({{pairing.Word(3)}}, G2_X_REAL)
            mstore({{pairing.Word(4)}}, G2_Y_IMAGINARY)
            mstore({{pairing.Word(5)}}, G2_Y_REAL)
            mstore({{pairing.Word(6)}}, {{_openings.Load()}})
            mstore({{pairing.Word(7)}}, mod(sub(Q, {{_openings.Load(1)}}), Q))
            mcopy({{pairing.Word(8)}}, {{tau.Name}}, 0x80)
            // It fails on a [tau]_2 that is no point of G2, and then takes all it was given: that is bounded. With less gas
            // than that the answer would not depend on the proof alone.
            if lt(gas(), PAIRING_GAS_LIMIT) { outOfGas() }
            ok := staticcall(PAIRING_GAS, 8, {{pairing.Name}}, 0x180, 0, 0x20)
            ok := and(ok, and(eq(returndatasize(), 0x20), eq(mload(0), 1)))
            """);
        writer.Close();
        writer.Close();
    }

    /// <summary>[f_i] times nu^i / Z_(S_i)(mu), and the evaluations combined by the powers of nu; powers begin with the coefficient.</summary>
    private void WritePolynomials(SourceWriter writer)
    {
        var (system, openings) = (_context.System, _context.Openings);
        for (var g = 0; g < openings.Groups.Count; g++)
        {
            var inverses = openings.Groups[g].Rotations.Select(_scalars.InverseDistance);
            writer.Line($"mstore({_factors[g].Name}, {Product(inverses)})");
        }

        writer.Line($"let nu := {_transcript.Nu.Load()}");
        writer.Line("let power_ := coefficient");
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
            else if (i < system.FixedColumns.Count)
                writer.Line($"mstore({_keyFactors.Word(i)}, addmod({_keyFactors.Load(i)}, {factor}, p))");
            else
                writer.Line($"addMultiple({_sum.Name}, {_transcript.Points[i - system.FixedColumns.Count].Name}, {factor})");
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
            writer.Line($"addMultiple({_sum.Name}, {_transcript.Points[system.AdviceColumns.Count + piece].Name}, factor)");
        }
    }

    private string NameOf(int polynomial) => polynomial < _context.System.FixedColumns.Count
        ? _context.System.FixedColumns[polynomial]
        : _context.System.AdviceColumns[polynomial - _context.System.FixedColumns.Count].Name;

    /// <summary>
    /// sum over groups of 1 / Z_S(mu) times the group's interpolation at mu. By Lagrange's formula a value at the point s counts
    /// 1 over (mu - s) and over the product of s - t, t the group's other points.
    /// </summary>
    private void WriteConstantTerm(SourceWriter writer)
    {
        var groups = _context.Openings.Groups;
        writer.Line("// (V6) The constant: interpolations at mu by Lagrange's formula.");
        writer.Line($"let constant_ := {_constant.Load()}");
        for (var g = 0; g < groups.Count; g++)
        {
            var rotations = groups[g].Rotations;
            for (var r = 0; r < rotations.Length; r++)
            {
                string[] factors = rotations.Length == 1
                    ? [_scalars.InverseDistance(rotations[r])]
                    : [_scalars.InverseDistance(rotations[r]), _scalars.DenominatorInverse(g, r)];
                writer.Line($"constant_ := addmod(constant_, mulmod({_sums[g].Load(r)}, {Product(factors)}, p), p)");
            }
        }

        writer.Line($"mstore({_constant.Name}, constant_)");
    }

    private static string Product(IEnumerable<string> factors)
    {
        string? product = null;
        foreach (var factor in factors)
            product = product is null ? factor : $"mulmod({product}, {factor}, p)";
        return product ?? "1";
    }
}
