using System.Globalization;
using System.Numerics;
using ZkStyle.Prover.Constraints;

namespace ZkStyle.Prover.Export;

/// <summary>The functions of the generated contract that read a key from its data contract.</summary>
internal sealed class KeySection
{
    /// <summary>log2 of the order of the largest group of roots of unity of order 2^i in Fr.</summary>
    private const int TwoAdicity = 28;

    private readonly VerifierContext _context;

    public KeySection(VerifierContext context)
    {
        _context = context;
        PairingInput = context.Frame.Add("PAIRING", 12, "input of the pairing check");
        End = context.Frame.Add("KEY END", 1, "the address behind the key");
        Digest = context.Frame.Add("KEY DIGEST", 1, "Keccak-256 of the key");
        TauDigest = context.Frame.Add("TAU DIGEST", 1, "Keccak-256 of a batch's [tau]_2");
        Entries = [.. context.System.SparseColumns.Select(c => context.Frame.Add(
            $"ENTRIES {c.Name}", 2, $"address of the key's first entry of {c.Name}, address behind the last"))];
    }

    /// <summary>Input of the pairing check: of [tau]_2 here, of the proof in the end.</summary>
    public MemoryRegion PairingInput { get; }

    /// <summary>Holds the address behind the key.</summary>
    public MemoryRegion End { get; }

    /// <summary>Holds the digest of the key.</summary>
    public MemoryRegion Digest { get; }

    /// <summary>Holds the digest of the [tau]_2 that a batch's keys share.</summary>
    public MemoryRegion TauDigest { get; }

    /// <summary>Per sparse column: where its entries are in memory.</summary>
    public IReadOnlyList<MemoryRegion> Entries { get; }

    /// <summary>The digest, which needs nothing of a key but its bytes.</summary>
    public static void WriteDigest(SourceWriter writer) => writer.Lines(
        """
        assembly ("memory-safe") {
            // keccak256 of the account's code without its first byte; of nothing where there is no code.
            let length := extcodesize(key)
            if length { length := sub(length, 1) }
            let free := mload(0x40)
            extcodecopy(key, free, 1, length)
            digest := keccak256(free, length)
        }
        """);

    /// <summary>Reads a key into memory and checks that every later read of it stays inside it.</summary>
    public void WriteRead(SourceWriter writer)
    {
        var (system, key) = (_context.System, _context.Key);
        writer.Lines(
            """
            /// @dev Copies the key of a data contract to memory and says whether it has this system's layout: its mark,
            /// digest and length, integers in range, points on the curve. Nothing is read beyond the key's end.
            """);
        writer.Open("function _readKey(address key) private view returns (bool ok)");
        writer.Open("assembly (\"memory-safe\")");
        writer.Lines(YulFunctions.ArePoints);
        if (system.SparseColumns.Count > 0)
            WriteReadEntries(writer);

        writer.Lines(
            """
            // One zero byte, then whole words. The byte lands in front of the key, in the last byte of the frame.
            let size := extcodesize(key)
            """);
        writer.Open("if and(gt(size, KEY_MINIMUM_LENGTH), eq(and(size, 0x1f), 1))");
        writer.Lines(
            $$"""
            let end := add({{key.Mark.Name}}, sub(size, 1))
            extcodecopy(key, sub({{key.Mark.Name}}, 1), 0, size)
            mstore({{End.Name}}, end)
            mstore({{Digest.Name}}, keccak256({{key.Mark.Name}}, sub(size, 1)))
            // Behind the key, batch inversion takes two words per sparse entry; an entry is no shorter than that.
            mstore(0x40, add(end, sub(end, {{key.Sparse.Name}})))
            ok := iszero(byte(31, mload(sub({{key.Mark.Name}}, 0x20))))
            ok := and(ok, and(eq({{key.Mark.Load()}}, KEY_HEADER), eq({{key.System.Load()}}, SYSTEM_DIGEST)))
            ok := and(ok, and(lt({{key.IsCeremony.Load()}}, 2), lt(sub({{key.LogSize.Load()}}, 1), {{FixedAssignment.MaximumLogSize}})))
            """);
        WriteIntegers(writer);
        writer.Lines(
            $$"""
            // [tau]_2 is not the point at infinity; the pairing check refuses what is no point of G2.
            ok := and(ok, iszero(iszero(or(or({{key.Tau.Load()}}, {{key.Tau.Load(1)}}), or({{key.Tau.Load(2)}}, {{key.Tau.Load(3)}})))))
            ok := and(ok, arePoints({{key.Commitments.Name}}, {{key.Sparse.Name}}, Q))
            """);
        if (system.SparseColumns.Count > 0)
        {
            writer.Line($"let rows := shl({key.LogSize.Load()}, 1)");
            writer.Line($"let at := {key.Sparse.Name}");
            for (var i = 0; i < system.SparseColumns.Count; i++)
                writer.Line($"at := readEntries(at, end, {MemoryMap.Hex(KeyLayout.EntryLength(system.SparseColumns[i]))}, rows, {Entries[i].Name})");
            writer.Line("ok := and(ok, eq(at, end))");
        }
        else
        {
            writer.Line($"ok := and(ok, eq(end, {key.Sparse.Name}))");
        }

        writer.Close();
        writer.Close();
        writer.Close();
    }

    /// <summary>What makes a key canonical beyond its layout: roots of unity, 1/n, distinct rows, a point of G2.</summary>
    public void WriteIsCanonical(SourceWriter writer)
    {
        var (system, key) = (_context.System, _context.Key);
        writer.Lines(
            """
            /// @dev Says whether the key read last is in canonical form: its words that follow from others have the right
            /// values, no sparse column names a row twice, and [tau]_2 is a point of G2.
            """);
        writer.Open("function _isCanonical() private view returns (bool ok)");
        writer.Open("assembly (\"memory-safe\")");
        writer.Lines(YulFunctions.OutOfGas);
        writer.Lines(YulFunctions.Power);
        if (system.SparseColumns.Count > 0)
            WriteAreCanonicalEntries(writer);
        writer.Lines(
            $$"""
            let p := P
            // omega has order n = 2^k: the root of order 2^{{TwoAdicity}}, squared {{TwoAdicity}} - k times.
            let omega := ROOT_OF_UNITY
            for { let i := {{key.LogSize.Load()}} } lt(i, {{TwoAdicity}}) { i := add(i, 1) } { omega := mulmod(omega, omega, p) }
            ok := eq({{key.Omega.Load()}}, omega)
            ok := and(ok, lt({{key.SizeInverse.Load()}}, p))
            ok := and(ok, eq(mulmod(shl({{key.LogSize.Load()}}, 1), {{key.SizeInverse.Load()}}, p), 1))
            """);
        foreach (var (rotation, word) in key.Rotations)
        {
            var power = $"power(omega, {Math.Abs((long)rotation)}, p)";
            writer.Line(rotation > 0
                ? $"ok := and(ok, eq({word.Load()}, {power}))"
                : $"ok := and(ok, and(lt({word.Load()}, p), eq(mulmod({word.Load()}, {power}, p), 1)))");
        }

        for (var i = 0; i < system.SparseColumns.Count; i++)
        {
            var length = MemoryMap.Hex(KeyLayout.EntryLength(system.SparseColumns[i]));
            writer.Line($"ok := and(ok, areCanonical({Entries[i].Load()}, {Entries[i].Load(1)}, {length}, omega, p))");
        }

        writer.Lines(
            $$"""
            // The pairing of infinity with [tau]_2 exists if and only if [tau]_2 is a point of G2.
            let input := {{PairingInput.Name}}
            mstore(input, 0)
            mstore(add(input, 0x20), 0)
            mcopy(add(input, 0x40), {{key.Tau.Name}}, 0x80)
            if lt(gas(), PAIRING_GAS_LIMIT) { outOfGas() }
            ok := and(ok, staticcall(PAIRING_GAS, 8, input, 0xc0, 0, 0x20))
            ok := and(ok, eq(returndatasize(), 0x20))
            """);
        writer.Close();
        writer.Close();
    }

    /// <summary>Constants of this section.</summary>
    public void WriteConstants(SourceWriter writer)
    {
        var root = BigInteger.ModPow(5, (Fr.Modulus - 1) >> TwoAdicity, Fr.Modulus);
        writer.Lines(
            $$"""
            /// @dev The first word of a key: "ZkStyle verifying key v1", zero bytes on the right.
            uint256 private constant KEY_HEADER = {{YulArithmetic.Number(Header)}};
            /// @dev Digest of the constraint system's canonical text: the second word of a key.
            uint256 private constant SYSTEM_DIGEST = {{YulArithmetic.Number(new BigInteger(_context.System.Digest, isUnsigned: true, isBigEndian: true))}};
            /// @dev Bytes of a key whose sparse columns have no entries.
            uint256 private constant KEY_MINIMUM_LENGTH = {{_context.Key.MinimumLength.ToString(CultureInfo.InvariantCulture)}};
            /// @dev A root of unity of order 2^{{TwoAdicity}} in the scalar field: 5^((p - 1) / 2^{{TwoAdicity}}).
            uint256 private constant ROOT_OF_UNITY = {{YulArithmetic.Number(root)}};
            """);
    }

    private static BigInteger Header => new(
        global::System.Text.Encoding.ASCII.GetBytes("ZkStyle verifying key v1".PadRight(32, '\0')), isUnsigned: true, isBigEndian: true);

    private static void WriteReadEntries(SourceWriter writer) => writer.Lines(
        """
        // Notes where the entries of a sparse column begin and end, and returns their end: 0 when their number takes
        // them beyond the key's end, a row is none of the domain, or a parameter has more than 32 bits.
        function readEntries(at, end, length, rows, range) -> next {
            if mul(at, lt(at, end)) {
                let count := mload(at)
                at := add(at, 0x20)
                if iszero(gt(count, div(sub(end, at), length))) {
                    next := add(at, mul(count, length))
                    mstore(range, at)
                    mstore(add(range, 0x20), next)
                    let excess := 0
                    for {} lt(at, next) {} {
                        excess := or(excess, iszero(lt(mload(at), rows)))
                        let parameter := add(at, 0x40)
                        at := add(at, length)
                        for {} lt(parameter, at) { parameter := add(parameter, 0x20) } {
                            excess := or(excess, shr(32, mload(parameter)))
                        }
                    }
                    if excess { next := 0 }
                }
            }
        }
        """);

    private static void WriteAreCanonicalEntries(SourceWriter writer) => writer.Lines(
        """
        // Whether each entry's second word is omega^row, and no two entries share a row.
        function areCanonical(at, end, length, omega, p) -> all {
            all := 1
            for {} lt(at, end) { at := add(at, length) } {
                let row := mload(at)
                all := and(all, eq(mload(add(at, 0x20)), power(omega, row, p)))
                for { let other := add(at, length) } lt(other, end) { other := add(other, length) } {
                    all := and(all, iszero(eq(mload(other), row)))
                }
            }
        }
        """);

    private void WriteIntegers(SourceWriter writer)
    {
        var (system, key) = (_context.System, _context.Key);
        if (key.Parameters.Count > 0)
        {
            writer.Line("// Parameters are below 2^32, so a power takes at most 32 squarings.");
            writer.Line($"let bits := {key.Parameters[0].Load()}");
            foreach (var parameter in key.Parameters.Skip(1))
                writer.Line($"bits := or(bits, {parameter.Load()})");
            writer.Line("ok := and(ok, iszero(shr(32, bits)))");
        }

        if (key.Lengths.Count > 0)
            writer.Line("// Public inputs have 1 to 2^24 bytes; a grid is a whole number of channels.");
        for (var i = 0; i < key.Lengths.Count; i++)
        {
            var length = key.Lengths[i].Load();
            writer.Line($"ok := and(ok, lt(sub({length}, 1), 0x1000000))");
            if (system.PublicInputs[i].Encoding is not PublicInputEncoding.Grid grid)
                continue;
            var cells = $"mul({key.Parameters[grid.Lines.Index].Load()}, {key.Parameters[grid.Cells.Index].Load()})";
            writer.Line($"ok := and(ok, iszero(or(iszero({cells}), mod({length}, {cells}))))");
        }
    }
}
